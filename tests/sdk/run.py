#!/usr/bin/env python3
"""Runs one SDK suite against a server: a Stator that it starts and stops, or the endpoint in STATOR_ENDPOINT.

usage: run.py python|awscli|javascript [ARGUMENT ...]      arguments go to pytest or to node's test runner

STATOR_ENDPOINT=http://...   tests that endpoint instead (a way to test these tests); what only Stator has is skipped,
                             unless STATOR_IS_A_PEER=0 says that it is one
STATOR_BINARY                the server to start, build/release/bin/stator if not set
STATOR_SCRATCH               where npm packages go, build/sdk if not set
Exits 77 when the client is not installed, except in CI, where that is a failure.
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PYTHON = "/usr/bin/python3"  # Debian's own: its boto3 and pytest are Debian packages
AWS = "/usr/bin/aws"
SKIPPED = 77
START_SECONDS = 30
STOP_SECONDS = 20


class Server:
    """A Stator on a free port, in memory; stop() expects a clean end."""

    def __init__(self, binary, log_path):
        self.log = open(log_path, "w+b")
        self.process = subprocess.Popen([binary, "--port", "0"], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.endpoint = None
        self.started = threading.Event()
        threading.Thread(target=self.read_output, daemon=True).start()
        if not self.started.wait(START_SECONDS) or not self.endpoint:
            self.process.kill()
            sys.exit(f"{binary} did not say which port it listens on; its output is in {log_path}")
        urllib.request.urlopen(self.endpoint, timeout=START_SECONDS).close()

    def read_output(self):
        for line in self.process.stdout:
            self.log.write(line)
            self.log.flush()
            port = re.search(rb"(?:\d+\.\d+\.\d+\.\d+|localhost):(\d+)|port[ =:]+(\d+)", line)
            if port and not self.endpoint:
                self.endpoint = f"http://127.0.0.1:{int(port[1] or port[2])}"
                self.started.set()
        self.started.set()

    def stop(self):
        """Returns what is wrong with how it ended, or None."""
        early = self.process.poll()
        if early is not None:
            return f"the server ended by itself during the tests, with status {early}"
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return f"the server did not stop within {STOP_SECONDS} s of SIGTERM"
        return None if status == 0 else f"the server answered SIGTERM with status {status}"


def missing(suite):
    """What the suite needs and this machine lacks, as text, or None."""
    if suite == "javascript":
        absent = [tool for tool in ("node", "npm") if not shutil.which(tool)]
        return f"{' and '.join(absent)} not installed (apt-get install nodejs npm)" if absent else None
    if suite == "awscli" and not os.access(AWS, os.X_OK):
        return f"{AWS} not installed (apt-get install awscli)"
    probe = subprocess.run([PYTHON, "-c", "import boto3, pytest"], capture_output=True, text=True, check=False)
    return None if probe.returncode == 0 else "boto3 or pytest not installed (apt-get install python3-boto3 python3-pytest)"


def prepare_javascript(scratch, source=HERE / "javascript"):
    """Copies the suite beside its npm packages, which stay out of the source tree; installs them when the list changed."""
    directory = scratch / source.name
    wanted = (source / "package.json").read_text()
    installed = directory / "installed.json"
    if not installed.exists() or installed.read_text() != wanted:
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        (directory / "package.json").write_text(wanted)
        print("Installing packages from npm", flush=True)
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"],
                              cwd=directory, check=False, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            sys.exit(f"npm install failed with status {done.returncode} in {directory}")
        installed.write_text(wanted)
    for old in directory.glob("*.mjs"):
        old.unlink()
    for file in source.glob("*.mjs"):
        shutil.copy(file, directory)
    return directory


def command_of(suite, arguments, scratch):
    """(command, working directory)"""
    if suite == "javascript":
        directory = prepare_javascript(scratch)
        files = sorted(f.name for f in directory.glob("*.test.mjs"))
        return ["node", "--test", "--test-reporter=spec", *arguments, *files], directory
    return [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments], HERE / suite


def environment():
    """The caller's, without any AWS setting of theirs, so that no request ever leaves for a real account."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
    nowhere = os.path.join(tempfile.gettempdir(), "no-aws-configuration-here")
    return kept | {"AWS_ACCESS_KEY_ID": "stator", "AWS_SECRET_ACCESS_KEY": "stator", "AWS_DEFAULT_REGION": "us-east-1",
                   "AWS_REGION": "us-east-1", "AWS_CONFIG_FILE": nowhere, "AWS_SHARED_CREDENTIALS_FILE": nowhere,
                   "AWS_EC2_METADATA_DISABLED": "true", "AWS_PAGER": "", "PYTHONDONTWRITEBYTECODE": "1",
                   "NO_PROXY": "127.0.0.1,localhost"}


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in ("python", "awscli", "javascript"):
        sys.exit(__doc__)
    suite, arguments = sys.argv[1], sys.argv[2:]
    lacking = missing(suite)
    if lacking:
        print(f"{suite}: {lacking}")
        sys.exit(1 if os.environ.get("CI") else SKIPPED)

    scratch = pathlib.Path(os.environ.get("STATOR_SCRATCH", ROOT / "build" / "sdk"))
    scratch.mkdir(parents=True, exist_ok=True)
    command, directory = command_of(suite, arguments, scratch)
    variables = environment()
    given = os.environ.get("STATOR_ENDPOINT")
    server = None
    if given:
        variables.pop("STATOR_IS_A_PEER", None)
        if os.environ.get("STATOR_IS_A_PEER") != "0":
            variables["STATOR_IS_A_PEER"] = "1"
        url = given
    else:
        binary = os.environ.get("STATOR_BINARY", str(ROOT / "build/release/bin/stator"))
        server = Server(binary, scratch / f"{suite}-server.log")
        url = server.endpoint
    status = subprocess.run(command, cwd=directory, env=variables | {"STATOR_ENDPOINT": url}, check=False,
                            stdin=subprocess.DEVNULL).returncode
    wrong = server.stop() if server else None
    if wrong:
        print(f"{suite}: {wrong}; its output is in {server.log.name}")
    sys.exit(status or (1 if wrong else 0))


if __name__ == "__main__":
    main()
