#!/usr/bin/env bash
# with_display.sh COMMAND...: on a virtual display with software OpenGL. 77: there is none.
if ! command -v xvfb-run >/dev/null; then
    echo "skipped: xvfb-run is missing"
    exit 77
fi
LIBGL_ALWAYS_SOFTWARE=1 exec xvfb-run -a -s "-screen 0 1600x1120x24 -noreset" "$@"
