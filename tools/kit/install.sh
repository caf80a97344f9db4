#!/bin/sh
# インターネットを使わずに rpa-scout を入れます。使い方： sh install.sh [導入先のフォルダ]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-"$HOME/.local/share/rpa-scout"}
python=
for name in python3.13 python3.12 python3.11 python3; do
    version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if [ -f "$here/requirements-linux-$version.txt" ]; then python=$name; break; fi
done
if [ -z "$python" ]; then
    echo "Python 3.11～3.13 が見つかりません。「はじめにお読みください」の手順1をご覧ください。" >&2
    exit 1
fi
"$python" -m venv "$target"
"$target/bin/python" -m pip --disable-pip-version-check install --quiet --no-index \
    --find-links "$here/wheels" --require-hashes -r "$here/requirements-linux-$version.txt"
menu=${XDG_DATA_HOME:-"$HOME/.local/share"}/applications
mkdir -p "$menu"
cat >"$menu/rpa-scout.desktop" <<ENTRY
[Desktop Entry]
Type=Application
Name=rpa-scout
Comment=RPA・AI活用業務の選定
Exec="$target/bin/rpa-scout-gui"
Categories=Office;
ENTRY
cp "$here/uninstall.sh" "$target/uninstall.sh"
"$target/bin/rpa-scout" --version
echo "$target に入れました。削除するときは sh $target/uninstall.sh を実行してください。"
