#!/usr/bin/env python3
"""Runs examples/pytest, in one process and in several; a server of its fixture does not outlive pytest, however that ends."""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "examples/pytest"
PYTHON = "/usr/bin/python3"  # Debian's own: its boto3 and pytest are Debian packages
PYTEST = [PYTHON, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
SKIPPED = 77
GONE_SECONDS = 120
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")} | {
    "STATOR_BINARY": os.environ.get("STATOR_BINARY", str(ROOT / "build/release/bin/stator")), "AWS_EC2_METADATA_DISABLED": "true"}


def has(*modules):
    return subprocess.run([PYTHON, "-c", f"import {', '.join(modules)}"], check=False, capture_output=True).returncode == 0


def listens(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


class PytestExample(unittest.TestCase):
    def run_example(self, *arguments):
        done = subprocess.run([*PYTEST, *arguments], cwd=EXAMPLE, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"\b10 passed")

    def expect_end_with_pytest(self, number, *arguments):
        with tempfile.TemporaryDirectory(dir=os.environ.get("STATOR_SCRATCH")) as scratch:
            shutil.copy(EXAMPLE / "conftest.py", scratch)
            told = pathlib.Path(scratch, "endpoint")
            pathlib.Path(scratch, "test_forever.py").write_text(
                "import os, time\ndef test_forever(stator):\n"
                "    open('new', 'w').write(stator.endpoint)\n    os.rename('new', 'endpoint')\n    time.sleep(600)\n")
            with subprocess.Popen([*PYTEST, *arguments], cwd=scratch, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as pytest:
                deadline = time.monotonic() + GONE_SECONDS
                while not told.exists():
                    self.assertLess(time.monotonic(), deadline, "the test does not start")
                    self.assertIsNone(pytest.poll())
                    time.sleep(0.02)
                port = int(re.search(r":(\d+)$", told.read_text())[1])
                self.assertTrue(listens(port))
                pytest.send_signal(number)
                try:
                    pytest.wait(GONE_SECONDS)
                except subprocess.TimeoutExpired:
                    pytest.kill()
                    self.fail("pytest waits for its server")
            deadline = time.monotonic() + GONE_SECONDS
            while listens(port):
                self.assertLess(time.monotonic(), deadline, "the server goes on without pytest")
                time.sleep(0.02)

    def test_in_one_process(self):
        self.run_example()

    def test_in_several_processes(self):
        if not has("xdist"):
            self.skipTest("pytest-xdist is not installed (apt-get install python3-pytest-xdist)")
        self.run_example("-n", "2")

    def test_in_any_order(self):
        names = re.findall(r"^def (test_\w+)", (EXAMPLE / "test_shop.py").read_text(), re.MULTILINE)
        self.run_example(*(f"test_shop.py::{name}" for name in reversed(names)))

    def test_no_server_is_left(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            with self.subTest(signal=number):
                self.expect_end_with_pytest(number)

    def test_no_server_of_a_worker_is_left(self):
        if not has("xdist"):
            self.skipTest("pytest-xdist is not installed (apt-get install python3-pytest-xdist)")
        self.expect_end_with_pytest(signal.SIGKILL, "-n", "1")


if __name__ == "__main__":
    if not has("boto3", "pytest"):
        print("boto3 or pytest not installed (apt-get install python3-boto3 python3-pytest)")
        sys.exit(1 if os.environ.get("CI") else SKIPPED)
    unittest.main()
