#!/bin/sh
# rpa-scout を削除します。プロジェクトのファイルと設定は残ります。
set -eu
target=$(cd "$(dirname "$0")" && pwd)
if [ ! -x "$target/bin/rpa-scout" ]; then
    echo "$target に rpa-scout はありません。" >&2
    exit 1
fi
rm -f "${XDG_DATA_HOME:-"$HOME/.local/share"}/applications/rpa-scout.desktop"
cd /
rm -rf "$target"
echo "削除しました。プロジェクトのファイルと設定は残っています。"
