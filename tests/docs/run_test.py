#!/usr/bin/env python3
"""The runner of the pages: what must fail does fail."""
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

import page  # noqa: E402
import run  # noqa: E402

BUILD = pathlib.Path(os.environ.get("STATOR_BUILD", run.ROOT / "build/release")).resolve()


def failures_of(text):
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory) / "page.md"
        path.write_text(text)
        follower = run.Follower(path, BUILD, pathlib.Path(directory))
        try:
            return "\n".join(follower.run())
        finally:
            follower.machine.stop_all()
            run.shutil.rmtree(follower.machine.directory)


def block(language, text, *directives):
    return "".join(f"<!-- test: {d} -->\n" for d in directives) + f"```{language}\n{text}\n```\n"


class Pages(unittest.TestCase):
    def test_commands_run_in_order_and_keep_variables_and_directory(self):
        self.assertEqual(failures_of(block("sh", "mkdir a && cd a\nNAME=x  # a comment") + block("sh", "pwd | grep '/a$' && test $NAME = x")), "")

    def test_a_command_that_fails_fails(self):
        self.assertIn("status 1, not 0: false", failures_of(block("sh", "true\nfalse\ntrue")))
        self.assertEqual(failures_of(block("sh", "exit 3", "status=3")), "")
        self.assertIn("status 0, not 3", failures_of(block("sh", "true", "status=3")))

    def test_what_it_cannot_run_fails(self):
        self.assertIn("no way to run a block of the language ''", failures_of(block("", "text")))
        self.assertIn("language 'ruby'", failures_of(block("ruby", "puts 1")))
        self.assertEqual(failures_of(block("", "text", "not run: illustration")), "")

    def test_a_reason_or_a_directive_of_its_own_is_refused(self):
        for directive in ("not run: no time", "skip", "output maybe"):
            with self.assertRaises(page.PageError):
                page.read(block("sh", "true", directive))
        with self.assertRaises(page.PageError):
            page.read("<!-- test: output -->\n\nText, and no block.\n")

    def test_output_is_compared(self):
        printed = block("sh", "printf 'took 12 ms\\nand more\\n'")
        self.assertEqual(failures_of(printed + block("", "took 12 ms\nand more", "output")), "")
        self.assertIn("the page shows", failures_of(printed + block("", "took 13 ms\nand more", "output")))
        self.assertEqual(failures_of(printed + block("", "took 13 ms\nand more", "output, numbers vary")), "")
        self.assertEqual(failures_of(printed + block("", "took ... ms\n...", "output")), "")
        self.assertIn("the page shows", failures_of(printed + block("", "and more", "output")))
        self.assertEqual(failures_of(printed + block("", "and more", "output, as far as shown")), "")
        self.assertIn("the page shows", failures_of(printed + block("", "and no more", "output, as far as shown")))

    def test_servers_run_beside_and_their_port_is_the_one_of_the_page(self):
        page_text = block("sh", "stator\ncurl http://localhost:8000/") + block("sh", "stator --port 9000\nstator healthcheck http://127.0.0.1:9000")
        self.assertEqual(failures_of(page_text), "")
        self.assertEqual(failures_of(block("sh", "stator") + block("", "stator 0.1.0 listening on http://127.0.0.1:8000 (in memory)", "output, numbers vary")), "")
        self.assertIn("there is no option --xyzzy", failures_of(block("sh", "stator --xyzzy")))

    def test_an_error_over_http_is_a_failure(self):
        self.assertIn("status 22", failures_of(block("sh", "stator\ncurl http://localhost:8000/_stator/nothing")))

    def test_hidden_commands_run(self):
        self.assertIn("status 1", failures_of("Text.\n\n<!-- test: run\nfalse\n-->\nMore.\n"))

    def test_nothing_goes_to_the_real_service(self):
        listing = "aws dynamodb list-tables"
        self.assertIn("would go to AWS", failures_of(block("sh", listing)))
        self.assertEqual(failures_of(block("sh", listing, "real service")), "")
        wrong = "aws dynamodb create-table --table-name abc --key-schema AttributeName=a,KeyType=HASCH --attribute-definitions AttributeName=a,AttributeType=S"
        self.assertIn("HASCH is none of HASH, RANGE", failures_of(block("sh", wrong, "real service")))

    def test_links_lead_somewhere(self):
        self.assertIn("no such file", failures_of("[a](nowhere.md)\n"))
        self.assertIn("no such heading", failures_of("# One\n\n[a](#two)\n"))
        self.assertEqual(failures_of("# One `x` y\n\n[a](#one-x-y)\n"), "")

    def test_the_readme_leads_to_every_page(self):
        linked = page.LINK.findall((run.ROOT / "README.md").read_text())
        self.assertEqual([p.name for p in (run.ROOT / "docs").glob("*.md") if f"docs/{p.name}" not in linked], [])

    def test_links_of_pages_that_are_not_followed_lead_somewhere_too(self):
        for directory in ("packages", "examples", "tests", "tools", "benchmarks"):
            for path in (run.ROOT / directory).rglob("*.md"):
                if "node_modules" not in path.parts:
                    self.assertEqual(page.broken_links(path, path.read_text()), [], path)

    def test_files_are_written_and_checked(self):
        self.assertEqual(failures_of(block("toml", "port = 9000", "file=a/b.toml") + block("sh", "grep port a/b.toml")), "")
        self.assertIn("Expecting", failures_of(block("json", "{a}", "file=a.json")))
        self.assertIn("is a file of the clone", failures_of(block("", "x", "file=README.md")))


if __name__ == "__main__":
    unittest.main()
