#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: AGPL-3.0-or-later
"""clang-tidy over the project's own sources, and over none of them twice.

Usage: tidy.py BUILD_FOLDER [-j JOBS] [FILE…]. A file that was found clean leaves a stamp in build/tidy, keyed by the hash of
what the verdict depends on: the file, every header of the project it includes, its compile command, .clang-tidy,
and the tool's version. Left out are the units that reach what SLOW names: each takes minutes.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from includes import closure, includes

ROOT = Path(__file__).resolve().parent.parent.parent
# What has been gone through and is held clean. The rest of server/ and verifier/ joins folder by folder.
FOLDERS = ("crypto", "server/record", "server/deliberation/register", "server/gateway")
SLOW = ("boost/beast", "boost/asio/ssl")
TOOLS = ("clang-tidy-16", "clang-tidy-19")
# Warnings are the compiler's business; several of its options are unknown to clang.
EXTRA = ["--extra-arg=-Wno-everything", "--quiet"]


def reaches_slow(files: set[Path]) -> bool:
    return any(name.startswith(SLOW) for file in files for _, name, _ in includes(file))


def stamp_key(command: dict, files: set[Path], version: str) -> str:
    digest = hashlib.sha256()
    for part in (version, (ROOT / ".clang-tidy").read_text(), " ".join(EXTRA), command["command"].replace(str(ROOT), "")):
        digest.update(hashlib.sha256(part.encode()).digest())
    for file in sorted(files):
        digest.update(hashlib.sha256(str(file.relative_to(ROOT)).encode()).digest())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def check(tool: str, source: Path, build: Path) -> tuple[bool, str]:
    done = subprocess.run([tool, "-p", build, *EXTRA, source], capture_output=True, text=True, cwd=ROOT)
    noise = ("warning generated", "warnings generated", "treated as error", "Suppressed ", "Use -header-filter")
    lines = [line for line in (done.stdout + done.stderr).splitlines() if not any(word in line for word in noise)]
    return done.returncode == 0, "\n".join(lines).replace(f"{ROOT}/", "")


def main() -> int:
    parser = argparse.ArgumentParser(description="clang-tidy over our own sources, with stamps")
    parser.add_argument("build", type=Path, help="build folder with compile_commands.json")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    parser.add_argument("files", nargs="*", type=Path, help="only these sources")
    arguments = parser.parse_args()

    stamps = ROOT / "build" / "tidy"
    stamps.mkdir(parents=True, exist_ok=True)
    tool = next((name for name in TOOLS if shutil.which(name)), None)
    if tool is None:
        sys.exit(f"None of {', '.join(TOOLS)} is installed: run tools/dev/setup.sh test")
    version = subprocess.run([tool, "--version"], check=True, capture_output=True, text=True).stdout
    only = {file.resolve() for file in arguments.files}

    due: list[tuple[Path, Path]] = []
    known = slow = 0
    for command in json.loads((arguments.build / "compile_commands.json").read_text()):
        source = (Path(command["directory"]) / command["file"]).resolve()
        ours = any(source.is_relative_to(ROOT / folder) for folder in FOLDERS)
        if not ours or not source.is_file() or (only and source not in only):
            continue
        files = closure(source, ROOT)
        if reaches_slow(files):
            slow += 1
            continue
        stamp = stamps / stamp_key(command, files, version)
        if stamp.exists():
            stamp.touch()
            known += 1
        else:
            due.append((source, stamp))

    failed = 0
    terminal = sys.stdout.isatty()
    with ThreadPoolExecutor(arguments.jobs) as pool:
        running = {pool.submit(check, tool, source, arguments.build): (source, stamp) for source, stamp in due}
        for number, future in enumerate(as_completed(running), 1):
            source, stamp = running[future]
            clean, text = future.result()
            if clean:
                stamp.write_text(str(source.relative_to(ROOT)) + "\n")
            else:
                failed += 1
                print(("\r\033[K" if terminal else "") + text)
            if terminal:
                print(f"\r\033[K   checking {number}/{len(due)}", end="", flush=True)
    if terminal and due:
        print("\r\033[K", end="")
    print(f"{len(due) + known} sources checked ({known} unchanged since), {slow} left out for Beast, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
