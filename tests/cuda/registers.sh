#!/usr/bin/env bash
# registers.sh NVCC ROOT "75;80": compiles every kernel for every compute capability and reads the assembler's report:
# no kernel may spill, and those of nets with 64 hidden units may use at most 96 registers. 77: there is no nvcc.
set -euo pipefail
nvcc=$1 root=$2 architectures=$3
if [ ! -x "$nvcc" ]; then
    echo "skipped: nvcc is not installed"
    exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
for architecture in ${architectures//;/ }; do
    "$nvcc" -std=c++20 -O3 -fmad=false -ftz=true --expt-relaxed-constexpr -I"$root" -arch="sm_$architecture" -cubin \
        -Xptxas -v "$root/core/engine/fused/cuda/kernels.cu" -o "$folder/kernels.cubin" 2>&1 | c++filt > "$folder/report"
    awk -v architecture="$architecture" '
        /Compiling entry function/ { match($0, /[a-z_]+(<[^>]*>)?\(/); kernel = substr($0, RSTART, RLENGTH - 1) }
        /spill stores/ {
            kernels++
            if ($0 !~ / 0 bytes spill stores, 0 bytes spill loads/) { print "sm_" architecture ": " kernel " spills:" $0; bad = 1 }
        }
        /Used [0-9]+ registers/ {
            match($0, /Used [0-9]+/); used = substr($0, RSTART + 5, RLENGTH - 5) + 0
            if (used > most) most = used
            if (kernel ~ /train<2,/ && used > 96) { print "sm_" architecture ": " kernel " uses " used " registers"; bad = 1 }
        }
        END {
            print "sm_" architecture ": " kernels " kernels, at most " most " registers"
            exit bad || kernels < 18
        }' "$folder/report" || failed=1
done
exit $failed
