# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: AGPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
#
# How the project's commands speak: one line per step, progress in place on a terminal and sparse in a log,
# everything that a tool prints in a file under build/logs, and one sentence when a step fails. Source this.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
logs=$root/build/logs
mkdir -p "$logs"

on_terminal=false
if [ -t 1 ] && [ "${TERM:-dumb}" != dumb ]; then on_terminal=true; fi
bold='' green='' red='' plain=''
if $on_terminal && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m'
fi

# Processors to use: CONCLAVE_JOBS, or all there are.
jobs=${CONCLAVE_JOBS:-$(nproc)}

# Objects are found again in another checkout: paths are hashed relative to the checkout.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
# No compiled Python beside the tools.
export PYTHONDONTWRITEBYTECODE=1

headline() { printf '%s== %s ==%s\n' "$bold" "$*" "$plain"; }
say() { printf '   %s\n' "$*"; }
good() { printf '   %s%s%s\n' "$green" "$*" "$plain"; }
bad() { printf '   %s%s%s\n' "$red" "$*" "$plain"; }

# fail SENTENCE [CODE]: the one sentence, and out.
fail() {
  printf '%s%s%s\n' "$red" "$1" "$plain" >&2
  exit "${2:-1}"
}

# A path as the reader would type it.
shown() { printf '%s' "${1#"$root"/}"; }

# progress WHAT DONE TOTAL: on a terminal one line that is written over; in a log a line for each quarter.
progress_quarter=''
progress() {
  local what=$1 done=$2 total=$3 quarter
  if $on_terminal; then
    printf '\r\e[K   %s %d/%d' "$what" "$done" "$total"
    return
  fi
  quarter=$((total > 0 ? 4 * done / total : 4))
  if [ "$what $quarter" != "$progress_quarter" ]; then
    progress_quarter="$what $quarter"
    printf '   %s %d/%d\n' "$what" "$done" "$total"
  fi
}
progress_end() { if $on_terminal; then printf '\r\e[K'; fi; progress_quarter=''; }
