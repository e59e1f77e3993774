#!/usr/bin/env bash
# monkey.sh PROGRAM FOLDER SECONDS SEEDS...: random acts in the real window, SECONDS of simulated time for each seed, or
# REWEIGH_MONKEY_MINUTES; REWEIGH_MONKEY_SEEDS replaces the seeds. No crash, no end before the time, no leak, and the
# least that the second half of the time holds is at most 64 MB more than the least of the first. Writes only into FOLDER. REWEIGH_PRELOAD: a library that the
# program loads before all others. 77: there is no virtual display.
set -euo pipefail
program=$1 folder=$2 seconds=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
command -v xvfb-run >/dev/null || exec "$here/with_display.sh"
minutes=${REWEIGH_MONKEY_MINUTES:-$(awk "BEGIN { print $seconds / 60 }")}
read -ra seeds <<<"${REWEIGH_MONKEY_SEEDS:-${*:4}}"
most_growth=64
rm -rf "$folder"
mkdir -p "$folder"/{made,bin}
cd "$folder"
printf '#!/bin/sh\n' >bin/xdg-open  # no folder of a desktop opens
chmod +x bin/xdg-open
export PATH=$folder/bin:$PATH
# What the sanitizer keeps of freed memory is no memory of the program's. The font library keeps what it found.
export ASAN_OPTIONS=${ASAN_OPTIONS:-}:quarantine_size_mb=16:verify_asan_link_order=0
printf 'leak:libfontconfig\n' >leaks
export LSAN_OPTIONS=suppressions=$folder/leaks:print_suppressions=0

"$program" run boundary/start --set data.count=16 --set model.hidden=4 --epochs=20 --quiet --force --out=made >/dev/null
"$program" figure boundary/start --set data.count=16 --epochs=5 --quiet --force --format=png --dpi=72 --out=made >/dev/null
printf 'x,y,label\n1,1,+\n1,0.5,+\n-1,0,-\n-1,-1,-\n' >made/points.csv
printf 'x,y,label\n1,1,+\n1,nan,+\n' >made/bad.csv
head -c 4000 made/boundary-start.safetensors >made/short.safetensors
head -c 4000 /dev/urandom >made/junk.bin
printf '{ "extends": "boundary/nothing" }' >made/bad.json

roam() {  # SEED
    mkdir -p "seed$1"
    cp -r made "seed$1/drops"
    printf 'until status Ready\nroam %s %s\nquit\n' "$1" "$minutes" >"seed$1/monkey.script"
    (cd "seed$1" && REWEIGH_HOME=$folder/seed$1 "$here/with_display.sh" env LD_PRELOAD="${REWEIGH_PRELOAD:-}" \
        "$program" --clock=virtual --theme=light --log=note --script=monkey.script --set run.autosave_seconds=10 \
        --set run.history_mb=16) >"seed$1/log" 2>&1
}
grows() {  # LOG: by how many MB the least of the second half exceeds that of the first
    sed -n 's/.* acts, \([0-9]*\) MB$/\1/p' "$1" | awk '
        { held[NR] = $1 }
        END { for (i = 1; i <= NR; ++i) { half = i > NR / 2; if (!(half in least) || held[i] < least[half]) least[half] = held[i] }
              print (NR > 3 ? least[1] - least[0] : 0) }'
}
for seed in "${seeds[@]}"; do
    if ! roam "$seed"; then
        tail -60 "seed$seed/log"
        echo "seed $seed failed: REWEIGH_MONKEY_SEEDS=$seed REWEIGH_MONKEY_MINUTES=$minutes repeats it"
        exit 1
    fi
    grep " acts, " "seed$seed/log" | tail -1
    growth=$(grows "seed$seed/log")
    ((growth <= most_growth)) || { echo "seed $seed: memory grew by $growth MB"; exit 1; }
done
