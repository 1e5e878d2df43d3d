#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every tracked file keeps to: licence lines, sizes, endings, TOML and JSON that parse, nothing left undone,
no path of one machine.

Usage: check_tree.py [ROOT]. Prints file:line: what, and exits 1 if there is anything.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

# Licensed by two lines at the top. Data, JSON and documents carry none.
SOURCE = re.compile(r"(\.(cpp|hpp|h|ipp|py|sh|ts|tsx|css|cmake|toml|service)|CMakeLists\.txt|Containerfile|^run|^test|^\.ci/run)$")
LICENCE = ("SPDX-FileCopyrightText: 2026 The Conclave developers", "SPDX-License-Identifier: AGPL-3.0-or-later")
LICENCE_WITHIN = 3  # lines; the first may be #! or a doctype

CPP = re.compile(r"\.(cpp|hpp|h|ipp)$")
MAX_LINES = 900  # of a C++ file: one subject
MAX_BYTES = 2 << 20  # of any file: the tree is no place for builds and recordings

# Put together here, so that this file does not hold what it looks for.
UNDONE = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]) + r")\b|\b(not |un)" + r"implemented\b")
ONE_MACHINE = re.compile(r"(?<![\w.-])/(" + "|".join(["home", "root", "Users", "wo" + "rk"]) + r")/")
CATCH_ALL = {"utils", "util", "common", "helpers", "misc", "ng"}


def tracked(root: Path) -> list[str]:
    out = subprocess.run(["git", "-C", root, "ls-files", "-z"], check=True, capture_output=True).stdout
    return [name for name in out.decode().split("\0") if name and (root / name).is_file()]


def problems_of(name: str, data: bytes) -> list[tuple[int, str]]:
    """(line, what) for one file."""
    found = []
    if len(data) > MAX_BYTES:
        found.append((1, f"{len(data)} bytes, over {MAX_BYTES}"))
    if CATCH_ALL.intersection(name.lower().split("/")[:-1]):
        found.append((1, "a folder is named for its subject, never utils, common, helpers or misc"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return found  # binary
    if "\0" in text or not text:
        return found
    lines = text.split("\n")
    source = SOURCE.search(name)
    if source:
        top = "\n".join(lines[: LICENCE_WITHIN])
        found += [(1, f"lacks the line {line!r} at the top") for line in LICENCE if line not in top]
    if CPP.search(name):
        if len(lines) > MAX_LINES:
            found.append((MAX_LINES, f"{len(lines)} lines, over {MAX_LINES}: divide it by subject"))
        if name.endswith((".hpp", ".h")) and "#pragma once" not in text:
            found.append((1, "a header without #pragma once"))
    if source or name.endswith((".json", ".md")):
        if not text.endswith("\n"):
            found.append((len(lines), "no newline at the end"))
        if "\r" in text:
            found.append((1, "carriage returns"))
    try:
        if name.endswith(".toml"):
            tomllib.loads(text)
        elif name.endswith(".json") and not name.startswith("tests/"):  # vectors may be broken on purpose
            json.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        found.append((1, f"does not parse: {error}"))
    for number, line in enumerate(lines, 1):
        if source and UNDONE.search(line):
            found.append((number, "left undone: " + line.strip()[:80]))
        if ONE_MACHINE.search(line):
            found.append((number, "a path of one machine: " + line.strip()[:80]))
    return found


def main(arguments: list[str]) -> int:
    root = Path(arguments[0]).resolve() if arguments else Path(__file__).resolve().parent.parent.parent
    files = tracked(root)
    found = [f"{name}:{line}: {what}" for name in files for line, what in problems_of(name, (root / name).read_bytes())]
    print("\n".join(found) if found else f"{len(files)} tracked files are in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
