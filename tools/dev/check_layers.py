#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Holds every #include of the project's libraries against layers.json. Usage: check_layers.py [ROOT [RULES]]

Prints one line per violation, file:line: what and why, and exits 1 if there is one.
"""

import json
import sys
from fnmatch import fnmatchcase
from pathlib import Path

from includes import includes

SUFFIXES = {".hpp", ".h", ".cpp", ".ipp"}


class Layers:
    def __init__(self, root: Path, rules: dict):
        self.root = root
        self.rules = rules
        self.libraries = rules["libraries"]

    def library_of(self, path: Path) -> str | None:
        """The library that a file belongs to: the one with the innermost folder around it."""
        where = path.relative_to(self.root)
        around = [
            (len(folder), name)
            for name, library in self.libraries.items()
            for folder in [*library["folders"], f"include/conclave/{name}"]
            if where.is_relative_to(folder)
        ]
        return max(around)[1] if around else None

    def files(self) -> list[Path]:
        # The whole of every top folder, so that a new library cannot stay outside the rules.
        folders = {folder.split("/")[0] for library in self.libraries.values() for folder in library["folders"]} | {"include"}
        found = set()
        for folder in folders:
            found.update(p for p in (self.root / folder).rglob("*") if p.suffix in SUFFIXES and p.is_file())
        return sorted(found)

    def _between_libraries(self, library: str, header: str) -> str | None:
        """Why `library` may not include our public header `header` (what follows conclave/), if so."""
        other = header.split("/", 1)[0]
        allowed = self.libraries[library]["may_include"]
        if other not in self.libraries:
            return f"conclave/{header} belongs to no library of layers.json"
        if other == library or other in allowed or header in allowed:
            return None
        return f"{library} may not include {other}: it may include {', '.join(allowed) or 'none of our libraries'}"

    def _private(self, path: Path, library: str, header: str) -> str | None:
        """Why a header that is no public one may not be included: it is another library's private header."""
        bases = [path.parent, *(self.root / folder for folder in self.libraries[library]["folders"]), self.root]
        for base in bases:
            target = (base / header).resolve()
            if target.is_file() and target.is_relative_to(self.root):
                owner = self.library_of(target)
                if owner != library:
                    return f"{header} is a private header of {owner or 'no library'}: only include/conclave/ is shared"
                if path.is_relative_to(self.root / "include") and not target.is_relative_to(self.root / "include"):
                    return f"a public header includes the private header {header}"
                return None
        return None

    def _of_others(self, library: str, header: str) -> str | None:
        """Why `library` may not include this header of the system or of a third party, if so."""

        def matches(patterns: list[str]) -> bool:
            return any(fnmatchcase(header, pattern) for pattern in patterns)

        for rule in self.rules["only_in"]:
            if matches(rule["headers"]) and library not in rule["libraries"]:
                return f"<{header}> only in {', '.join(rule['libraries'])}: {rule['because']}"
        pure = self.rules["pure"]
        if self.libraries[library].get("pure") and matches(pure["never"]):
            return f"<{header}> never in {library}: {pure['because']}"
        return None

    def violations(self) -> list[str]:
        found = []
        for path in self.files():
            where = path.relative_to(self.root)
            library = self.library_of(path)
            if library is None:
                found.append(f"{where}:1: belongs to no library of layers.json")
                continue
            for line, header, _ in includes(path):
                if header.startswith("conclave/"):
                    why = self._between_libraries(library, header.removeprefix("conclave/"))
                else:
                    why = self._private(path, library, header) or self._of_others(library, header)
                if why:
                    found.append(f"{where}:{line}: {why}")
        return found


def main(arguments: list[str]) -> int:
    here = Path(__file__).resolve().parent
    root = Path(arguments[0]).resolve() if arguments else here.parent.parent
    rules = Path(arguments[1]) if len(arguments) > 1 else here / "layers.json"
    layers = Layers(root, json.loads(rules.read_text(encoding="utf-8")))
    violations = layers.violations()
    print("\n".join(violations) if violations else f"{len(layers.files())} files keep the layers")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
