# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each rule of check_tree finds the one file that breaks it."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from check_tree import LICENCE, MAX_BYTES, MAX_LINES, problems_of  # noqa: E402

TOP = "".join(f"// {line}\n" for line in LICENCE)


class Files(unittest.TestCase):
    def found(self, name: str, text: str) -> list[str]:
        return [f"{line}: {what}" for line, what in problems_of(name, text.encode())]

    def assert_one(self, name: str, text: str, expected: str):
        found = self.found(name, text)
        self.assertEqual(len(found), 1, found)
        self.assertIn(expected, found[0])

    def test_a_file_in_order_passes(self):
        self.assertEqual(self.found("crypto/a.hpp", TOP + "#pragma once\nint a();\n"), [])
        self.assertEqual(self.found("data/a.csv", "region,city\nAfrica,Bouaké"), [])

    def test_each_licence_line_is_looked_for(self):
        for line in LICENCE:
            self.assert_one("crypto/a.cpp", TOP.replace(line, "") + "int a;\n", line)

    def test_what_is_left_undone_is_found_with_its_line(self):
        self.assert_one("crypto/a.cpp", TOP + "// TO" + "DO: prove it\n", "3: left undone")

    def test_a_path_of_one_machine_is_found(self):
        self.assert_one("docs/a.md", "see /ho" + "me/ada/conclave\n", "a path of one machine")

    def test_a_path_that_only_ends_so_passes(self):
        self.assertEqual(self.found("docs/a.md", "see client/ho" + "me/page\n"), [])

    def test_a_header_without_pragma_once_is_found(self):
        self.assert_one("crypto/a.hpp", TOP + "int a();\n", "#pragma once")

    def test_a_catch_all_folder_is_found(self):
        self.assert_one("server/utils/a.cpp", TOP, "a folder is named for its subject")

    def test_sizes_are_limited(self):
        self.assert_one("crypto/a.cpp", TOP + "\n" * MAX_LINES, "divide it by subject")
        self.assert_one("data/a.bin", "a" * (MAX_BYTES + 1), "bytes, over")

    def test_a_missing_newline_at_the_end_is_found(self):
        self.assert_one("crypto/a.cpp", TOP + "int a;", "no newline at the end")

    def test_configuration_and_json_must_parse(self):
        top = TOP.replace("//", "#")
        self.assertEqual(self.found("config/a.toml", top + "a = 1\n"), [])
        self.assert_one("config/a.toml", top + "a = = 1\n", "does not parse")
        self.assert_one("tools/a.json", '{"a": }\n', "does not parse")


if __name__ == "__main__":
    unittest.main()
