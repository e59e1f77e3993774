#!/usr/bin/env bash
# Sets up, builds and starts Reweigh: scripts/run.sh [arguments of reweigh]
# Without arguments and without a display it renders Figure 1 into figures/ instead.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh
[[ -f build/release/build.ninja ]] || cmake --preset release >build-release.log 2>&1 ||
    { tail -n 20 build-release.log >&2; exit 1; }
rm -f build-release.log
# Ninja says nothing of interest when all is built; the first time its one line is the progress.
if ! ninja -C build/release -n 2>/dev/null | grep -q 'no work to do'; then
    cmake --build --preset release >&2
fi

if (($# == 0)) && [[ -z ${DISPLAY:-} && -z ${WAYLAND_DISPLAY:-} ]]; then
    echo "No display: rendering boundary/fig1 into figures/ instead of opening the window." >&2
    exec build/release/reweigh figure boundary/fig1 --out=figures --force
fi
exec build/release/reweigh "$@"
