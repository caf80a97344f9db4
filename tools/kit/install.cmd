@echo off
rem インターネットを使わずに rpa-scout を入れます。使い方： install.cmd [導入先のフォルダ]
setlocal
chcp 65001 >nul
set "HERE=%~dp0"
set "TARGET=%~1"
if "%TARGET%"=="" set "TARGET=%LOCALAPPDATA%\rpa-scout"
set "VERSION="
for %%V in (3.13 3.12 3.11) do if not defined VERSION (
    py -%%V -c "import struct,sys; sys.exit(struct.calcsize('P') != 8)" >nul 2>nul && if exist "%HERE%requirements-windows-%%V.txt" set "VERSION=%%V"
)
if not defined VERSION (
    echo 64ビット版の Python 3.11～3.13 が見つかりません。「はじめにお読みください」の手順1をご覧ください。
    exit /b 1
)
py -%VERSION% -m venv "%TARGET%" || exit /b 1
"%TARGET%\Scripts\python.exe" -m pip --disable-pip-version-check install --quiet --no-index --find-links "%HERE%wheels" --require-hashes -r "%HERE%requirements-windows-%VERSION%.txt" || exit /b 1
set "MENU=%APPDATA%\Microsoft\Windows\Start Menu\Programs\rpa-scout.lnk"
powershell -NoProfile -Command "$s=(New-Object -ComObject WScript.Shell).CreateShortcut($env:MENU); $s.TargetPath=$env:TARGET+'\Scripts\rpa-scout-gui.exe'; $s.Save()"
copy /y "%HERE%uninstall.cmd" "%TARGET%\uninstall.cmd" >nul
"%TARGET%\Scripts\rpa-scout.exe" --version || exit /b 1
echo %TARGET% に入れました。スタートメニューの「rpa-scout」から起動できます。
echo 削除するときは %TARGET%\uninstall.cmd を実行してください。
