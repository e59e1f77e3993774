#!/usr/bin/env bash
# Installs what is missing to build Reweigh: Debian packages and LibTorch. Run by run.sh and test.sh; does nothing, in
# a moment, when all is there.
#   scripts/setup.sh          what the program needs
#   scripts/setup.sh --tests  what its tests need too
set -euo pipefail

packages=(ca-certificates g++ cmake ninja-build pkg-config python3-venv ccache
    libglfw3-dev libgl-dev libegl-dev libgl1-mesa-dri libimgui-dev
    libcairo2-dev libfontconfig-dev libexpat1-dev fonts-dejavu-core fonts-inter
    libhwy-dev nlohmann-json3-dev libcli11-dev libssl-dev libcurl4-openssl-dev libarchive-dev libstb-dev)
test_packages=(git doctest-dev libbenchmark-dev clang-format xvfb xauth xdotool imagemagick poppler-utils
    librsvg2-bin python3 gzip xz-utils)
torch_version=2.11.0
cache=${XDG_CACHE_HOME:-$HOME/.cache}/reweigh

fail() {
    echo "Reweigh cannot be set up: $1" >&2
    exit 1
}

install_packages() {
    local missing=()
    for package in "$@"; do
        [[ $(dpkg-query -W -f='${Status}' "$package" 2>/dev/null) == "install ok installed" ]] || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    local as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || fail "these packages are missing, and there is no sudo: ${missing[*]}."
        as_root=(sudo)
    fi
    echo "Installing packages: ${missing[*]}" >&2
    { "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } \
        >/dev/null 2>&1 || fail "these packages are missing and could not be installed (no network?): ${missing[*]}."
}

# The wheel of PyTorch is LibTorch: headers, libraries, nothing of Python is used at run time. A driver's presence
# decides between the small set for the CPU and the whole one with CUDA.
has_libtorch() {
    compgen -G "$cache/libtorch-$torch_version-$1/lib/python3*/site-packages/torch/lib/libtorch_cpu.so" >/dev/null
}
install_libtorch() {
    local flavour=cpu requirements=(--no-deps "torch==$torch_version" nvidia-cuda-runtime==13.0.96 nvidia-cuda-cupti==13.0.85)
    if ldconfig -p 2>/dev/null | grep -q 'libcuda\.so\.1'; then
        flavour=cuda requirements=("torch==$torch_version")
    fi
    has_libtorch cuda && return
    [[ $flavour == cpu ]] && has_libtorch cpu && return
    local folder=$cache/libtorch-$torch_version-$flavour
    echo "Fetching LibTorch $torch_version ($flavour) into $folder" >&2
    mkdir -p "$cache"
    rm -rf "$folder.partial"
    if ! { python3 -m venv "$folder.partial" &&
        "$folder.partial/bin/pip" install --quiet --disable-pip-version-check "${requirements[@]}"; } >&2; then
        rm -rf "$folder.partial"
        if has_libtorch cpu; then
            echo "LibTorch's set for GPUs could not be fetched (no network?); going on with the one for the CPU." >&2
            return
        fi
        fail "LibTorch $torch_version is missing in $cache and could not be fetched (no network?)."
    fi
    mv "$folder.partial" "$folder"
}

command -v apt-get >/dev/null || fail "apt-get is missing; Debian 12 or a relative of it is needed."
if [[ ${1:-} == --tests ]]; then
    install_packages "${packages[@]}" "${test_packages[@]}"
else
    install_packages "${packages[@]}"
fi
install_libtorch
