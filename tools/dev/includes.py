# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a C++ file includes, read from its text: enough for a project whose includes are never conditional on macros."""

import re
from functools import lru_cache
from pathlib import Path

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*(?:include|import)[ \t]*(?:<([^>\n]+)>|"([^"\n]+)")', re.MULTILINE)
_COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\\n])*")', re.DOTALL)


def includes(path: Path) -> list[tuple[int, str, bool]]:
    """(line, name, in quotes) of every #include outside comments."""
    text = path.read_text(encoding="utf-8")
    # Comments keep their line breaks, so that lines still count; a // inside quotes is no comment.
    text = _COMMENT.sub(lambda m: m.group(1) or "\n" * m.group(0).count("\n"), text)
    return [
        (text.count("\n", 0, m.start()) + 1, m.group(1) or m.group(2), m.group(2) is not None)
        for m in _INCLUDE.finditer(text)
    ]


@lru_cache(maxsize=None)
def _own(path: Path, root: Path) -> frozenset[Path]:
    """The project's files that this one includes: from beside it, from a folder above it, or from include/."""
    folders = [folder for folder in path.parents if folder.is_relative_to(root)] + [root / "include"]
    found = set()
    for _, name, _ in includes(path):
        candidates = (folder / name for folder in folders)
        found.update(candidate.resolve() for candidate in candidates if candidate.is_file())
    return frozenset(found)


def closure(path: Path, root: Path) -> set[Path]:
    """The file and every file of the project that it includes, directly or not."""
    seen, open_ends = set(), [path.resolve()]
    while open_ends:
        here = open_ends.pop()
        if here not in seen:
            seen.add(here)
            open_ends.extend(_own(here, root))
    return seen
