# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The layers check finds what it is there for: small trees with one violation each, and one without."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOOLS))

from check_layers import Layers  # noqa: E402
from includes import closure, includes  # noqa: E402

RULES = json.loads((TOOLS / "layers.json").read_text(encoding="utf-8"))


class LayersOfATree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()

    def put(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def violations(self) -> list[str]:
        return Layers(self.root, RULES).violations()

    def assert_one(self, *parts: str):
        found = self.violations()
        self.assertEqual(len(found), 1, found)
        for part in parts:
            self.assertIn(part, found[0])

    def test_includes_along_the_arrows_pass(self):
        self.put("include/conclave/crypto/group.hpp", "#include <array>\n")
        self.put("include/conclave/record/tree.hpp", "#include <conclave/crypto/group.hpp>\n")
        self.put("crypto/group.cpp", '#include "inner.hpp"\n#include <sodium.h>\n')
        self.put("crypto/inner.hpp", "#include <span>\n")
        self.put("server/store/log.cpp", "#include <sqlite3.h>\n#include <conclave/identity/vault.hpp>\n")
        self.put("server/gateway/server.cpp", "#include <boost/beast.hpp>\n#include <boost/asio/ssl.hpp>\n#include <chrono>\n")
        self.put("server/conclave/main.cpp", "#include <boost/asio/io_context.hpp>\n#include <conclave/store/log.hpp>\n")
        self.assertEqual(self.violations(), [])

    def test_an_include_against_the_arrows_is_found_with_its_line(self):
        self.put("crypto/group.cpp", "#include <array>\n\n#include <conclave/record/tree.hpp>\n")
        self.assert_one("crypto/group.cpp:3:", "crypto may not include record")

    def test_a_public_header_against_the_arrows_is_found(self):
        self.put("include/conclave/record/tree.hpp", "#include <conclave/deliberation/state.hpp>\n")
        self.assert_one("include/conclave/record/tree.hpp:1:", "record may not include deliberation")

    def test_only_one_header_of_identity_is_open_to_store(self):
        self.put("server/store/log.cpp", "#include <conclave/identity/passphrase.hpp>\n")
        self.assert_one("store may not include identity")

    def test_a_private_header_of_another_library_is_found(self):
        self.put("server/record/codec.hpp", "")
        self.put("server/deliberation/decide.cpp", '#include "../record/codec.hpp"\n')
        self.assert_one("private header of record")

    def test_a_private_header_named_from_the_top_is_found(self):
        self.put("server/record/codec.hpp", "")
        self.put("server/deliberation/decide.cpp", '#include "server/record/codec.hpp"\n')
        self.assert_one("private header of record")

    def test_a_public_header_that_includes_a_private_one_of_its_library_is_found(self):
        self.put("server/record/codec.hpp", "")
        self.put("include/conclave/record/tree.hpp", '#include "codec.hpp"\n')
        self.assert_one("a public header includes the private header codec.hpp")

    def test_third_party_headers_stay_in_their_library(self):
        cases = {
            "sodium.h": "server/record/a.cpp",
            "sqlite3.h": "server/identity/a.cpp",
            "boost/beast/core.hpp": "server/conclave/a.cpp",
            "boost/asio/ssl/context.hpp": "server/conclave/a.cpp",
            "openssl/evp.h": "server/identity/a.cpp",
            "boost/asio/post.hpp": "server/store/a.cpp",
            "boost/json/value.hpp": "crypto/a.cpp",
        }
        for header, path in cases.items():
            with self.subTest(header):
                file = self.put(path, f"#include <{header}>\n")
                self.assert_one(f"<{header}> only in")
                file.unlink()

    def test_the_core_reaches_for_no_clock_file_thread_or_randomness(self):
        for library in ("crypto", "server/record", "server/deliberation"):
            for header in ("chrono", "ctime", "fstream", "filesystem", "iostream", "thread", "random", "sys/time.h"):
                with self.subTest(f"{library} {header}"):
                    file = self.put(f"{library}/a.cpp", f"#include <{header}>\n")
                    self.assert_one(f"<{header}> never in")
                    file.unlink()

    def test_a_public_folder_of_no_library_is_found(self):
        self.put("include/conclave/utils/strings.hpp", "")
        self.assert_one("belongs to no library")

    def test_a_source_folder_of_no_library_is_found(self):
        self.put("server/extras/a.cpp", "")
        self.assert_one("server/extras/a.cpp:1:", "belongs to no library")

    def test_the_innermost_folder_decides(self):
        self.put("server/gateway/client/inner.hpp", "")
        self.put("server/gateway/listen.cpp", '#include "client/inner.hpp"\n')
        self.assert_one("private header of client")


class Reading(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()

    def test_comments_hold_no_includes_and_lines_still_count(self):
        file = self.root / "a.cpp"
        file.write_text('// #include <a>\n/* \n#include <b>\n*/\n  #  include <c>\nchar const* u = "http://x";\n#include "d"\n')
        self.assertEqual(includes(file), [(5, "c", False), (7, "d", True)])

    def test_the_closure_follows_public_and_private_headers(self):
        for path, text in {
            "include/conclave/a.hpp": "#include <conclave/b.hpp>\n#include <vector>\n",
            "include/conclave/b.hpp": "#include <conclave/a.hpp>\n",
            "lib/inner/x.cpp": '#include "inner/y.hpp"\n#include <conclave/a.hpp>\n',
            "lib/inner/y.hpp": "",
            "lib/inner/z.hpp": "",
        }.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text)
        names = {p.relative_to(self.root).as_posix() for p in closure(self.root / "lib/inner/x.cpp", self.root)}
        self.assertEqual(names, {"lib/inner/x.cpp", "lib/inner/y.hpp", "include/conclave/a.hpp", "include/conclave/b.hpp"})


if __name__ == "__main__":
    unittest.main()
