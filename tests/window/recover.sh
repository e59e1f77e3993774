#!/usr/bin/env bash
# recover.sh PROGRAM FOLDER: kills the real window in the middle of a run, starts it again, recovers, and compares what is
# trained on from the autosave with what is trained on from the recovered run. Then ends one by SIGINT. 77: there is no
# virtual display.
set -euo pipefail
program=$1 folder=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
command -v xvfb-run >/dev/null || exec "$here/with_display.sh"
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
export REWEIGH_HOME=$folder

play() {  # NAME OPTIONS...: the script on the standard input; the window's process is named in NAME.pid
    cat >"$1.script"
    timeout 200 "$here/with_display.sh" bash -c 'echo $$ >"$0.pid"; exec "$@"' "$1" \
        "$program" --set run.autosave_seconds=10 --script="$1.script" "${@:2}"
}
end_by() {  # SIGNAL NAME: the window of a play in the background, once its script has made the file NAME.png; sets status
    for _ in $(seq 600); do
        [[ -e $2.png ]] && break
        sleep 0.1
    done
    kill "-$1" "$(cat "$2.pid")"
    status=0
    wait $! || status=$?
}
autosave() { find state/autosave -name '2*.safetensors'; }
step_of() { "$program" verify "$1" --quiet | sed 's/.*"to":\([0-9]*\).*/\1/'; }

# A run is left by a reset, so it is autosaved; then the window is killed.
play killed <<'SCRIPT' &
until status Ready
key Space
until epoch >= 3
key -
until importance = -1
key Space
until status Paused
key R
until step = 0
frames 60
shot killed.png
until epoch >= 1000000
SCRIPT
end_by KILL killed
run=$(autosave)
step=$(step_of "$run")
cp "$run" first.safetensors
echo "killed with status $status; autosave of step $step"

# The next window asks, the keyboard answers, and the run is as it was.
play recovered --theme=light <<SCRIPT
until widget "Recover"
expect widget "Start new, keep the autosave"
shot question-light.png
key Enter
until step = $step
expect status Paused
expect importance = -1
frames 60
shot recovered-light.png
key Ctrl+S
until message "Saved boundary-start.safetensors"
quit
SCRIPT
for each in first.safetensors pictures/boundary-start.safetensors; do
    "$program" run --resume="$each" --steps=$((step + 5000)) --quiet >"$(basename "$each").jsonl"
done
cmp first.safetensors.jsonl boundary-start.safetensors.jsonl
[[ $(wc -l <first.safetensors.jsonl) -gt 10 ]]
[[ -z $(find state/autosave -name '*.lock') ]]

# A signal saves what trains and tells the shell; nobody was asked, so the next window asks. What is not wanted is kept.
rm -r state/autosave
play interrupted <<'SCRIPT' &
until status Ready
key Space
until epoch >= 3
shot interrupted.png
until epoch >= 1000000
SCRIPT
end_by INT interrupted
[[ $status == 130 ]]
[[ $(step_of "$(autosave)") -gt 300 ]]
play kept --theme=dark <<'SCRIPT'
until widget "Recover"
shot question-dark.png
click "Start new, keep the autosave"
until message "The autosave is kept as kept-"
expect step = 0
quit
SCRIPT
[[ -n $(find state/autosave -name 'kept-*.safetensors') ]]
play unasked <<'SCRIPT'
until status Ready
frames 60
shot unasked.png
quit
SCRIPT
echo "recovered, interrupted, kept"
