#!/usr/bin/env bash
# read_back.sh PROGRAM FOLDER: what a run leaves is opened by the packages that own the formats, safetensors and
# TensorBoard, and compared with its curves. 77: they cannot be installed.
set -euo pipefail
program=$1 folder=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=$folder/python/bin/python
mkdir -p "$folder"
if ! "$python" -c 'import safetensors, tensorboard' 2> /dev/null; then
    python3 -m venv "$folder/python" > /dev/null 2>&1 &&
        "$python" -m pip install --quiet numpy safetensors tensorboard 'setuptools<81' > "$folder/pip.log" 2>&1 || {
        echo "skipped: the packages safetensors and tensorboard cannot be installed"
        exit 77
    }
fi
rm -rf "$folder/run"
"$program" run boundary/start --set sweep.weights=3 --set importance=-1 --epochs=50 --quiet --tensorboard --out="$folder/run" > /dev/null
exec "$python" "$here/read_back.py" "$folder/run"
