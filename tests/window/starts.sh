#!/usr/bin/env bash
# starts.sh PROGRAM FOLDER: how the real window begins and ends as a person starts it, without a script: settings are
# remembered, left alone by --safe-mode, put aside by --reset-settings; SIGTERM keeps what trains. 77: there is no
# virtual display.
set -euo pipefail
program=$1 folder=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
command -v xvfb-run >/dev/null || exec "$here/with_display.sh"
rm -rf "$folder"
mkdir -p "$folder/state"
cd "$folder"
export REWEIGH_HOME=$folder
settings=state/window.json

# NAME OPTIONS...: a window that is ended by SIGTERM once its first picture is there.
open_and_end() {
    timeout 200 "$here/with_display.sh" bash -c 'echo $$ >"$0.pid"; exec "$@"' "$1" "$program" --log=note "${@:2}" \
        2>"$1.log" &
    for _ in $(seq 600); do
        grep -q "The first picture" "$1.log" 2>/dev/null && break
        sleep 0.1
    done
    kill -TERM "$(cat "$1.pid")"
    status=0
    wait $! || status=$?
    [[ $status == 143 ]] || { cat "$1.log"; echo "$1 ended with $status, expected 143"; exit 1; }
}
has() { grep -q "\"$1\":$2" "$settings" || { cat "$settings"; echo "$settings has no $1 $2"; exit 1; }; }

printf '{ "theme": "dark", "ui_scale": 1.25, "hints": false }\n' >"$settings"
open_and_end remembered
has theme '"dark"'
has ui_scale 1.25
has hints false
cp "$settings" before.json
open_and_end safe --safe-mode
cmp "$settings" before.json
open_and_end reset --reset-settings
cmp "$settings~" before.json
has theme '"auto"'
has hints true
[[ -z $(find state -name '*.lock') ]]
echo "remembered, left alone, put aside"
