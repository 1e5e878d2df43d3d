#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# ./run and the tools below it, in a small project of their own with a faked package manager: what is asked for, what
# is said when something fails, and that nothing is done twice.
# What is single-quoted here is for other shells.
# shellcheck disable=SC2016
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

project=$place/project
fakes=$place/fakes
mkdir -p "$project/tools" "$fakes"
cp -r "$root/tools/dev" "$project/tools/"
cp "$root/run" "$project/"

# A system on which nothing is installed but what installed.txt names, and an apt-get that writes down its calls.
cat >"$fakes/dpkg-query" <<'FAKE'
#!/usr/bin/env bash
for name in "${@:3}"; do
  if grep -qxF -- "$name" "$FAKES/installed.txt"; then echo "installed $name"; fi
done
FAKE
cat >"$fakes/apt-get" <<'FAKE'
#!/usr/bin/env bash
echo "apt-get $*" >>"$FAKES/calls.txt"
case "$*" in
  *install*) [ ! -e "$FAKES/apt-breaks" ] || { echo "E: no such thing"; exit 100; }
    for word in "$@"; do echo "$word" >>"$FAKES/installed.txt"; done ;;
esac
FAKE
cat >"$fakes/apt-cache" <<'FAKE'
#!/usr/bin/env bash
! grep -qxF -- "$2" "$FAKES/unknown.txt"
FAKE
cat >"$fakes/id" <<'FAKE'
#!/usr/bin/env bash
cat "$FAKES/uid.txt"
FAKE
chmod +x "$fakes"/*
export FAKES=$fakes
: >"$fakes/unknown.txt"

fresh_system() {
  : >"$fakes/installed.txt"
  : >"$fakes/calls.txt"
  rm -f "$fakes/apt-breaks" "$fakes/sudo"
  echo "${1:-0}" >"$fakes/uid.txt"
}

count=0
failures=0
# expect WHAT, then a condition as a command: true, or the test has failed.
expect() {
  local what=$1
  shift
  count=$((count + 1))
  if ! "$@"; then
    failures=$((failures + 1))
    printf 'FAILED: %s\n%s\n' "$what" "${out:-}"
  fi
}
# attempt COMMAND…: its output in $out, its exit code in $code. Standard input is no terminal.
attempt() {
  code=0
  out=$("$@" </dev/null 2>&1) || code=$?
}
says() { grep -qF -- "$1" <<<"$out"; }
says_not() { ! says "$1"; }
called() { grep -qE -- "$1" "$fakes/calls.txt"; }
not_called() { ! called "$1"; }
is() { [ "$1" = "$2" ]; }

# --- setup.sh ---------------------------------------------------------------------------------------------------
with_fakes() { PATH="$fakes:$PATH" "$@"; }

fresh_system 0
attempt with_fakes "$project/tools/dev/setup.sh" build
expect "a fresh machine is set up" is "$code" 0
expect "package lists are fetched first" called 'apt-get .* update'
expect "what is missing is installed" called 'install --no-install-recommends .*g\+\+.*libboost1\.81-dev.*libfmt-dev'
expect "Boost's default version is never asked for" not_called ' libboost-dev'
expect "building needs no test packages" not_called 'librapidcheck-dev'
expect "no package of the machine's is removed" called 'no-remove'

: >"$fakes/calls.txt"
attempt with_fakes "$project/tools/dev/setup.sh" build
expect "the second time nothing is asked of apt" is "$code$out$(cat "$fakes/calls.txt")" 0

attempt with_fakes "$project/tools/dev/setup.sh" test
expect "testing adds only its own packages" called 'install --no-install-recommends libgtest-dev libgmock-dev librapidcheck-dev'

fresh_system 0
printf '%s\n' libboost1.81-dev libboost-json1.81-dev >"$fakes/unknown.txt"
attempt with_fakes "$project/tools/dev/setup.sh" build
expect "a system with a newer Boost gets that" called 'libboost1\.83-dev libboost-json1\.83-dev'
: >"$fakes/unknown.txt"

fresh_system 0
touch "$fakes/apt-breaks"
attempt with_fakes "$project/tools/dev/setup.sh" build
expect "a failing apt is a failure" is "$code" 1
expect "its words are shown" says 'E: no such thing'
expect "the log is named" says 'build/logs/setup.log'

fresh_system 1000
printf '#!/bin/sh\nexit 1\n' >"$fakes/sudo" && chmod +x "$fakes/sudo"
attempt with_fakes "$project/tools/dev/setup.sh" build
expect "without root nothing is installed" is "$code$(cat "$fakes/calls.txt")" 2
expect "the line to run is printed" says 'apt-get update && apt-get install --no-install-recommends -y g++ cmake'
expect "alternatives are resolved in it" says_not '|'

# Only what setup.sh itself needs, and no apt.
bare=$place/bare
mkdir -p "$bare"
for tool in bash dirname mkdir nproc cat; do ln -s "$(command -v "$tool")" "$bare/$tool"; done
attempt env -i PATH="$bare" "$bare/bash" "$project/tools/dev/setup.sh" build
expect "another system gets one sentence" is "$code$(wc -l <<<"$out")" 21
expect "which says how to go on" says 'CONCLAVE_SETUP=skip'
attempt env -i PATH="$bare" CONCLAVE_SETUP=skip "$bare/bash" "$project/tools/dev/setup.sh" build
expect "and is believed when it has been set up by hand" is "$code" 0

# --- build.sh and run -------------------------------------------------------------------------------------------
cat >"$project/CMakePresets.json" <<'JSON'
{ "version": 6, "configurePresets": [
  { "name": "release", "generator": "Ninja", "binaryDir": "${sourceDir}/build/release" } ] }
JSON
cat >"$project/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(small NONE)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
add_custom_command(OUTPUT compiled DEPENDS ${CMAKE_SOURCE_DIR}/program.sh
  COMMAND sh ${CMAKE_SOURCE_DIR}/compile.sh ${CMAKE_SOURCE_DIR}/program.sh bin/conclave
  COMMAND ${CMAKE_COMMAND} -E touch compiled)
add_custom_target(conclave DEPENDS compiled)
add_custom_target(conclave_verify)
add_custom_target(everything_else ALL COMMAND false)
CMAKE
printf '#!/bin/sh\necho "program in $(pwd):"; printf "<%%s>" "$@"; exit "${PROGRAM_EXIT:-0}"\n' >"$project/program.sh"
printf 'echo compiled >>"$1.log"\ncp "$1" "$2" && chmod +x "$2"\n' >"$project/compile.sh"
export CONCLAVE_SETUP=skip

attempt "$project/run"
expect "./run builds and starts the demonstration" says '<demo><--keep-serving>'
expect "it builds only what it needs" is "$code" 0
expect "progress is shown" says 'building'
expect "a log has no colours and no cursor movements" says_not $'\e'

attempt "$project/run" demo --out 'a folder' --seed 7
expect "arguments are handed on as they are" says '<demo><--out><a folder><--seed><7>'
expect "a second run compiles nothing" is "$(wc -l <"$project/program.sh.log")" 1
expect "and configures nothing" says_not 'Configuring'

PROGRAM_EXIT=3 attempt "$project/run" demo
expect "the program's exit code is passed on" is "$code" 3

printf 'echo "error: the sky fell"; exit 1\n' >"$project/compile.sh"
echo '# changed' >>"$project/program.sh"
attempt "$project/run"
expect "a failing build is a failure" is "$code" 1
expect "the error itself is shown" says 'error: the sky fell'
expect "with what to do and where the log is" says 'start again (whole log: build/logs/build-release.log)'
expect "and nothing is started" says_not 'program in'

echo 'message(FATAL_ERROR "no such library")' >>"$project/CMakeLists.txt"
rm "$project/build/release/.configured"
attempt "$project/run"
expect "a failing configuration names its cause" says 'no such library'
expect "in one sentence, with its log" says 'build/logs/configure-release.log'

mv "$project" "$place/moved"
printf 'cp "$1" "$2" && chmod +x "$2"\n' >"$place/moved/compile.sh"
sed -i '$d' "$place/moved/CMakeLists.txt"
attempt "$place/moved/run"
expect "a checkout that was moved is configured anew" is "$code" 0

printf '%d of %d expectations hold\n' $((count - failures)) "$count"
[ "$failures" -eq 0 ]
