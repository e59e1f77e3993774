#!/usr/bin/env bash
# Sets up, builds with warnings as errors and runs every test: format, address and thread sanitizers on the part
# without LibTorch, then all of it. The last lines are ctest's summary.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh --tests
git ls-files '*.h' '*.cpp' | xargs clang-format --dry-run --Werror

for preset in asan tsan test; do
    cmake --preset "$preset"
    cmake --build --preset "$preset"
done
ctest --preset asan
ctest --preset tsan
ctest --preset test
