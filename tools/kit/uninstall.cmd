@echo off
rem rpa-scout を削除します。プロジェクトのファイルと設定は残ります。
setlocal
chcp 65001 >nul
set "TARGET=%~dp0"
set "TARGET=%TARGET:~0,-1%"
if not exist "%TARGET%\Scripts\rpa-scout.exe" (
    echo %TARGET% に rpa-scout はありません。
    exit /b 1
)
del "%APPDATA%\Microsoft\Windows\Start Menu\Programs\rpa-scout.lnk" 2>nul
echo 削除します。プロジェクトのファイルと設定は残ります。
rem 実行中のこのファイルも消えるため、別の cmd に任せて終わります。
cd /d "%TEMP%"
start "" /min cmd /c "ping -n 2 127.0.0.1 >nul & rmdir /s /q "%TARGET%""
