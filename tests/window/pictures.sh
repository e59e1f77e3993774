#!/usr/bin/env bash
# pictures.sh PROGRAM COMPARE SCRIPTS FOLDER: plays every picture script on a display of its own and compares each
# picture with the one in tests/golden/window, which becomes the new one with REWEIGH_UPDATE_GOLDEN=1. 77: there is no
# virtual display.
set -euo pipefail
program=$1 compare=$2 scripts=$3 folder=$4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
golden=$here/../golden/window
rm -rf "$folder"
mkdir -p "$folder" "$golden"
cd "$folder"
for script in "$scripts"/*.script; do
    name=$(basename "$script" .script)
    theme=${name##*-}
    read -ra arguments <<<"$(sed -n 's/^# Arguments: //p' "$script")"
    REWEIGH_HOME=$folder "$here/with_display.sh" "$program" --clock=virtual --theme="$theme" --script="$script" \
        "${arguments[@]}"
done
failed=0
for picture in *.png; do
    if [ "${REWEIGH_UPDATE_GOLDEN:-}" = 1 ]; then
        convert "$picture" +dither -colors 192 "PNG8:$golden/$picture"  # small: ImageMagick
    else
        "$compare" "$golden/$picture" "$picture" || failed=1
    fi
done
exit $failed
