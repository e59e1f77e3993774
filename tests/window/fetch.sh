#!/usr/bin/env bash
# fetch.sh PROGRAM FOLDER: CIFAR-10, a small one from localhost, is fetched in the real window; twice, with equal pictures. 77: there
# is no virtual display, or no Python.
set -euo pipefail
program=$1 folder=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if ! command -v python3 >/dev/null; then
    echo "skipped: python3 is missing"
    exit 77
fi
for round in 1 2; do
    rm -rf "$folder/$round"
    mkdir -p "$folder/$round"
    exec {answers}< <(exec python3 "$here/fetch_server.py" 2>/dev/null)
    server=$!
    trap 'kill "$server"' EXIT
    read -r port digest <&"$answers"
    (cd "$folder/$round" && no_proxy=127.0.0.1 REWEIGH_HOME=$folder/$round "$here/with_display.sh" "$program" --clock=virtual \
        --theme=light --script="$here/fetch.script" --url="http://127.0.0.1:$port/a" --sha256="$digest" images/fig4-small \
        --set data.train=20 --set data.test=5 --set data.other=8 --set data.noise=5 --set model.filters=4 --set sweep.seeds=1)
    kill "$server"
    trap - EXIT
    exec {answers}<&-
done
for picture in "$folder"/1/*.png; do
    cmp "$picture" "$folder/2/$(basename "$picture")"
done
ls "$folder/1"
