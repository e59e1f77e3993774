#!/usr/bin/env bash
# fuzz.sh [SECONDS]: feeds every reader of files from elsewhere with mutated files, SECONDS (60) each: no crash, no hang,
# no more memory than 1 GB. Needs clang; what it finds lies in build/fuzz/findings.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-60}
if ! command -v clang++ > /dev/null || [ -z "$(find "$(clang++ -print-resource-dir)" -name 'libclang_rt.fuzzer-*.a' -print -quit)" ]; then
    apt-get install -y --no-install-recommends clang libclang-rt-14-dev > /dev/null
fi
cmake --preset fuzz
cmake --build --preset fuzz
folder=$PWD/build/fuzz
mkdir -p "$folder/findings"
corpus=$folder/corpus
mkdir -p "$corpus"/{safetensors,checkpoint,experiment,recipe,csv,share_line,records,idx,picture,archive}
if [ ! -e "$corpus/made" ]; then  # real files to begin with
    made=$folder/made
    export ASAN_OPTIONS=detect_leaks=0  # the font library keeps what it found
    "$folder/reweigh" run boundary/start --set data.count=8 --set model.hidden=2 --epochs=3 --quiet --force --out="$made" > /dev/null
    "$folder/reweigh" figure boundary/start --set data.count=8 --epochs=3 --quiet --force --format=png,svg,pdf,csv --dpi=72 --out="$made" > /dev/null
    cp "$made"/*.safetensors "$corpus/safetensors"
    cp "$made"/boundary-stage.* "$corpus/recipe"
    cp assets/experiments/boundary/*.json "$corpus/experiment"
    python3 - "$made/boundary-start.safetensors" "$corpus" << 'PYTHON'
import gzip, io, json, lzma, pathlib, struct, sys, tarfile, zlib
data, corpus = pathlib.Path(sys.argv[1]).read_bytes(), pathlib.Path(sys.argv[2])
length = struct.unpack("<Q", data[:8])[0]
text = json.loads(data[8:8 + length])["__metadata__"]["reweigh"]
(corpus / "checkpoint" / "real.json").write_text(text)
(corpus / "experiment" / "real.json").write_text(json.dumps(json.loads(text)["runs"][0]["experiment"]))
(corpus / "csv" / "real.csv").write_text("x,y,label,weight\n1,2,+,1\n-1;0\n")
counts = '{"source": "CIFAR-10", "counts": {"data_batch_1.bin": 1, "test_batch.bin": 1}}'
(corpus / "records" / "one.bin").write_bytes(counts.encode() + b"\n" + bytes(3073))
(corpus / "records" / "names.txt").write_bytes(b"airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n")
(corpus / "idx" / "images").write_bytes(struct.pack(">4I", 2051, 2, 3, 4) + bytes(24))
(corpus / "idx" / "labels").write_bytes(struct.pack(">2I", 2049, 3) + b"\1\2\3")
def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
png = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", 32, 32, 8, 2, 0, 0, 0))
       + chunk(b"IDAT", zlib.compress(bytes(32 * 97))) + chunk(b"IEND", b""))
(corpus / "picture" / "black.png").write_bytes(png)
with tarfile.open(corpus / "archive" / "pictures.tar", "w") as tar:
    for path in ("train/cat/1.png", "test/dog/1.png"):
        entry = tarfile.TarInfo(path)
        entry.size = len(png)
        tar.addfile(entry, io.BytesIO(png))
plain = (corpus / "archive" / "pictures.tar").read_bytes()
(corpus / "archive" / "pictures.tar.gz").write_bytes(gzip.compress(plain))
(corpus / "archive" / "pictures.tar.xz").write_bytes(lzma.compress(plain))
PYTHON
    printf 'reweigh:boundary/fig1?seed=3&set=l2:0.001&edits=128000:importance:-4&at=200000' > "$corpus/share_line/real"
    printf 'reweigh:boundary/start?set=sweep.weights:-4,&edits=&set=sweep.variants:plain,l2&edits=9:l2:0:l2' > "$corpus/share_line/variants"
    if command -v convert > /dev/null; then convert -size 32x32 plasma: "$corpus/picture/real.jpg"; fi
    unset ASAN_OPTIONS
    touch "$corpus/made"
fi
for target in safetensors checkpoint experiment recipe csv share_line records idx picture archive; do
    echo "fuzzing $target for $seconds s"
    "$folder/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=512 -print_final_stats=1 \
        -verbosity=0 -artifact_prefix="$folder/findings/$target-" "$corpus/$target" 2>&1 | grep -E "stat::number_of_executed_units|stat::peak_rss_mb|ERROR|SUMMARY" || true
done
if [ -n "$(ls -A "$folder/findings")" ]; then
    echo "found: $(ls "$folder/findings")"
    exit 1
fi
echo "nothing found"
