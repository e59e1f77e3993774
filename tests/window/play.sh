#!/usr/bin/env bash
# play.sh PROGRAM SCRIPT FOLDER ARGUMENTS...: plays a script in the real window on a display of its own, twice, and compares the
# pictures: lock step means equal pixels. 77: there is no virtual display.
set -euo pipefail
program=$1 script=$2 folder=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for round in 1 2; do
    rm -rf "$folder/$round"
    mkdir -p "$folder/$round"
    (cd "$folder/$round" && REWEIGH_HOME=$folder/$round \
        "$here/with_display.sh" "$program" --clock=virtual --theme=light --script="$script" "${@:4}")
done
for picture in "$folder"/1/*.png; do
    cmp "$picture" "$folder/2/$(basename "$picture")"
done
ls "$folder/1"
