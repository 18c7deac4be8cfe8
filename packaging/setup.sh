#!/usr/bin/env bash
# Prepares .venv: system packages (if we may install them), a virtual environment, the app and its tools.
# CUDA=1 installs the CUDA build of torch (several gigabytes); otherwise the CPU build is used.
# `setup.sh package` adds what is needed to build the packages. `setup.sh smoke` and `setup.sh desktop` only install
# system packages: those for testing the packages (as root, who must not write to .venv), and those for the tests of the
# real window and of Vulkan.
set -euo pipefail
cd "$(dirname "$0")/.."

TORCH=$(sed -n 's/^ *"\(torch==[0-9.]*\)",$/\1/p' pyproject.toml)
SPANDREL=$(sed -n 's/^spandrel = \["\([^"]*\)"\].*$/\1/p' pyproject.toml)
# What Qt needs, offscreen and on X11 (Debian 12 names).
PACKAGES=(libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0
          libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-randr0 libxcb-shape0 libgssapi-krb5-2)
EXTRAS=dev
if [ "${1:-}" = package ]; then EXTRAS=dev,package PACKAGES+=(binutils zstd desktop-file-utils appstream); fi

say() { printf '%s\n' "$*" >&2; }

find_python() {
  for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      echo "$name"; return
    fi
  done
  say "Python 3.11 or newer is needed; none was found. Install it, or name one: make PYTHON=/path/to/python3"
  exit 1
}

install_system_packages() {
  command -v dpkg-query >/dev/null || return 0  # not Debian: the app reports what is missing when it starts
  local missing=() package
  for package in "$@"; do
    # Newer Debian and Ubuntu call some of them ...t64
    # (dpkg-query fails if it knows only one of the two)
    (dpkg-query -W -f='${Status}\n' "$package" "${package}t64" 2>/dev/null || true) | grep '^install ok' >/dev/null ||
      missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      say "Some system packages are missing and only root may install them. Please run:"
      say "  sudo apt-get install --no-install-recommends ${missing[*]}"
      exit 1
    fi
    as_root=(sudo -n)
  fi
  say "Installing system packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

install_torch() {
  if [ "${CUDA:-0}" = 1 ]; then
    .venv/bin/pip install -q "$TORCH"
  elif ! .venv/bin/pip install -q "$TORCH+cpu" 2>/dev/null; then
    # macOS and Windows have only one build; elsewhere the index decides which one this is.
    say "No CPU build of torch is on your package index; taking its default build, which may be large."
    .venv/bin/pip install -q "$TORCH"
  fi
}

case "${1:-}" in
  smoke)
    install_system_packages "${PACKAGES[@]}" debootstrap xvfb openbox xdotool strace zstd imagemagick
    exit ;;
  desktop)
    (install_system_packages xvfb xauth openbox xdotool pcmanfm libfm-modules dbus lua5.4) || say "Without them, the tests of the real window are left out."
    (install_system_packages libvulkan1 mesa-vulkan-drivers) || say "Without them, the tests of Vulkan are left out."
    exit ;;
esac

python=$(find_python)
venv=()
"$python" -c 'import ensurepip' 2>/dev/null || venv=(python3-venv)
install_system_packages "${PACKAGES[@]}" "${venv[@]}"
[ -x .venv/bin/python ] || "$python" -m venv .venv
say "Installing Python packages (about 1.2 GB on disk, once)"
install_torch
.venv/bin/pip install -q -e ".[$EXTRAS]"
# Without torchvision, which it requires but the app does not need: its usual build does not fit torch's CPU build
.venv/bin/pip install -q --no-deps "$SPANDREL"
touch .venv/.ready
