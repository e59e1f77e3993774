#!/usr/bin/env bash
# play_real.sh PROGRAM SCRIPT FOLDER: plays a script in the real window, in real time. 77: there is no virtual display.
set -euo pipefail
program=$1 script=$2 folder=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
REWEIGH_HOME=$folder timeout 120 "$here/with_display.sh" "$program" --theme=light --script="$script"
