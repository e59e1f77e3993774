#!/usr/bin/env bash
# Sets up, builds and starts Reweigh: scripts/run.sh [arguments of reweigh]
# Without arguments and without a display it renders Figure 1 into figures/ instead.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/release

"$root/scripts/setup.sh"
if [[ ! -f $build/build.ninja ]]; then
    echo "Configuring" >&2
    (cd "$root" && cmake --preset release --log-level=ERROR >/dev/null)
fi
# Silent when all is built, so that a second start is quick and clean.
ninja -C "$build" -n | grep -q 'no work to do' || ninja -C "$build" >&2

if (($# == 0)) && [[ -z ${DISPLAY:-} && -z ${WAYLAND_DISPLAY:-} ]]; then
    echo "No display: rendering boundary/fig1 into figures/ instead of opening the window." >&2
    set -- figure boundary/fig1 --out=figures --force
fi
exec "$build/reweigh" "$@"
