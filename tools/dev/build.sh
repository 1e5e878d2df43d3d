#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# build.sh PRESET [TARGET…]: configures build/PRESET where that is due and builds the targets (all, without any).
# Options for CMake after the preset begin with -D. CONCLAVE_KEEP_GOING=1 builds what can be built after an error.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=terminal.sh
source "$(dirname "${BASH_SOURCE[0]}")/terminal.sh"

preset=${1:?Usage: tools/dev/build.sh PRESET [-DNAME=VALUE…] [TARGET…]}
shift
options=()
while [ $# -gt 0 ] && [[ $1 == -D* ]]; do options+=("$1"); shift; done
build=$root/build/$preset

# Ninja runs CMake again when a CMake file changes; it does not know of the presets, nor that a checkout was moved.
wanted=$(printf '%s\n' "$root" "${options[@]}" "$(sha256sum <"$root/CMakePresets.json")")
stamp=$build/.configured
if [ ! -f "$build/build.ninja" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
  log=$logs/configure-$preset.log
  say "Configuring $preset"
  (cd "$root" && cmake --fresh --preset "$preset" "${options[@]}") >"$log" 2>&1 || {
    grep -A 8 -m 3 'CMake Error' "$log" >&2 || tail -n 12 "$log" >&2
    fail "Configuring the $preset build failed: mend what is named above, then start again (log: $(shown "$log"))."
  }
  printf '%s\n' "$wanted" >"$stamp"
fi

log=$logs/build-$preset.log
# Ninja's status lines become the progress; everything goes to the log.
follow() {
  local line
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    if [[ $line =~ ^@([0-9]+)/([0-9]+)\  ]]; then progress building "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"; fi
  done
  progress_end
}
: >"$log"
keep_going=()
if [ -n "${CONCLAVE_KEEP_GOING:-}" ]; then keep_going=(-k 0); fi
if ! NINJA_STATUS='@%f/%t ' ninja -C "$build" -j "$jobs" "${keep_going[@]}" "$@" 2>&1 | follow; then
  # What the compiler said of the first failure, without its command line.
  awk '/^FAILED: /{seen++; print; getline; next} seen==1 && /^@/{exit} seen==1' "$log" | head -n 40 >&2
  grep -q '^FAILED: ' "$log" || tail -n 5 "$log" >&2
  fail "Building $preset failed: mend the error above, then start again (whole log: $(shown "$log"))."
fi
