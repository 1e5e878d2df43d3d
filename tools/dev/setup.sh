#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# setup.sh build|test: installs the Debian packages that building (or testing) needs and that are missing.
# Root or sudo is needed once. Exits 2, having printed the line to run, where it may not install.
# CONCLAVE_SETUP=skip leaves the machine alone (other systems, packages from elsewhere).
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=terminal.sh
source "$(dirname "${BASH_SOURCE[0]}")/terminal.sh"

# clang-tidy 16 is the first that knows std::source_location, coroutines and this standard library's ranges.
# "a|b" means: either; the first that the system knows is installed. Never libboost-dev: it is 1.74, and Boost's
# versions exclude each other. Debian 12 has 1.81; its successors have 1.83.
build_packages=(g++ cmake ninja-build pkg-config ccache mold libsodium-dev libutf8proc-dev
  'libboost1.81-dev|libboost1.83-dev' 'libboost-json1.81-dev|libboost-json1.83-dev'
  libssl-dev libsqlite3-dev libtomlplusplus-dev libcli11-dev libspdlog-dev libfmt-dev)
test_packages=("${build_packages[@]}" libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev
  clang-format 'clang-tidy-16|clang-tidy-19' python3)

case ${1:-} in
  build) packages=("${build_packages[@]}") ;;
  test) packages=("${test_packages[@]}") ;;
  *) fail 'Usage: tools/dev/setup.sh build|test' 64 ;;
esac
if [ "${CONCLAVE_SETUP:-}" = skip ]; then exit 0; fi

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  fail "This is not Debian 12 (or newer) or Ubuntu with apt: install what README.md lists under Packages in your system's own way, then start this again with CONCLAVE_SETUP=skip." 2
fi

# One call for all names; it fails when it has never heard of one, and prints the others all the same.
IFS='| ' read -ra every_name <<<"${packages[*]}"
installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${every_name[@]}" 2>/dev/null | sed -n 's/^installed //p' || true)
has() { grep -qxF -- "$1" <<<"$installed"; }

missing=()
for package in "${packages[@]}"; do
  found=false
  for name in ${package//|/ }; do
    if has "$name"; then found=true; fi
  done
  $found || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi

# The first alternative, unless the system knows only another.
choose() {
  local name
  for name in ${1//|/ }; do
    if apt-cache show "$name" >/dev/null 2>&1; then printf '%s' "$name"; return; fi
  done
  printf '%s' "${1%%|*}"
}

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo)
  # Without a terminal nobody can type a password.
  if ! [ -t 0 ]; then as_root=(sudo -n); fi
  if ! command -v sudo >/dev/null || { ! [ -t 0 ] && ! sudo -n true 2>/dev/null; }; then
    names=()
    for package in "${missing[@]}"; do names+=("$(choose "$package")"); done
    printf 'Packages are missing. Run this as root, then start again:\n\n' >&2
    printf '  apt-get update && apt-get install --no-install-recommends -y %s\n\n' "${names[*]}" >&2
    exit 2
  fi
fi

log=$logs/setup.log
: >"$log"
# apt-get that asks nothing, and that would rather stop than remove a package of yours.
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-remove -o Dpkg::Use-Pty=0 "$@" </dev/null >>"$log" 2>&1
}

say "Installing ${#missing[@]} Debian packages (once; the log is $(shown "$log"))"
apt update || fail "Debian's package lists could not be fetched: check the network and /etc/apt/sources.list, then start again (log: $(shown "$log"))."
names=()
for package in "${missing[@]}"; do names+=("$(choose "$package")"); done
if ! apt install --no-install-recommends "${names[@]}"; then
  tail -n 5 "$log" >&2
  if dpkg-query -W -f='${db:Status-Status}' libboost1.74-dev 2>/dev/null | grep -qx installed; then
    fail "Boost 1.74 is installed and excludes the newer Boost that Conclave needs: remove it (apt-get remove libboost1.74-dev), then start again."
  fi
  fail "The packages could not be installed: see what apt says in $(shown "$log"), mend it, then start again."
fi
say "Installed: ${names[*]}"
