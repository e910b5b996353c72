#!/usr/bin/env python3
"""Builds the image as its Dockerfile says, and uses it as its users do, in place of DynamoDB Local's, and with the SDK suites.
Takes some minutes.

usage: run.py                  in the container engine that tests/containers/engine.py finds or starts
       run.py --tag TAG        an image that is built already, in the engine that `docker` talks to

STATOR_IMAGE_TOOL   a program to use in place of an engine:
                      TOOL build CONTEXT TAG        builds CONTEXT/Dockerfile
                      TOOL run TAG [ARGUMENT ...]   runs it in the foreground, on this machine's network and with its /dev/shm
Exits 77 when no container can run here.
"""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "tests/sdk"), str(ROOT / "tests/support")]
import plain_client  # noqa: E402
import run as sdk  # noqa: E402  tests/sdk/run.py

SKIPPED = 77
START_SECONDS = 60
STOP_SECONDS = 30
USER = 1000  # who the image runs as
LOCALS_ARGUMENTS = ["-Djava.library.path=./DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Docker:
    """Containers of the engine that `docker` talks to."""

    def start(self, tag, arguments):
        name = f"stator-test-{os.getpid()}-{free_port()}"
        process = subprocess.Popen(["docker", "run", "--rm", "--network", "host", "--name", name, tag, *arguments],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        process.container = name
        return process

    def terminate(self, process):
        subprocess.run(["docker", "kill", "--signal", "TERM", process.container], check=True, stdout=subprocess.DEVNULL)


class Tool:
    """What STATOR_IMAGE_TOOL names. It has no volumes: a directory in /dev/shm, which containers share, takes their part."""

    def __init__(self, path):
        self.path = path

    def build(self, tag):
        subprocess.run([self.path, "build", str(ROOT), tag], check=True)

    def new_volume(self):
        volume = tempfile.mkdtemp(dir="/dev/shm", prefix="stator-image-")
        os.chown(volume, USER, USER)
        return volume

    def remove_volume(self, volume):
        shutil.rmtree(volume)

    def start(self, tag, arguments, volume=None):
        return subprocess.Popen([self.path, "run", tag, *arguments, *(["-dbPath", volume] if volume else [])],
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def terminate(self, process):
        servers = [pid for pid in descendants(process.pid) if pathlib.Path(f"/proc/{pid}/comm").read_text().strip() == "stator"]
        if not servers:
            sys.exit("the server is not there any more")
        for pid in servers:
            os.kill(pid, signal.SIGTERM)


def descendants(pid):
    children = pathlib.Path(f"/proc/{pid}/task").glob("*/children")
    for child in {int(word) for file in children for word in file.read_text().split()}:
        yield child
        yield from descendants(child)


def ask(port, operation, body):
    return plain_client.ask(f"127.0.0.1:{port}", operation, body, START_SECONDS)


def wait_until_it_answers(process, port):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            return ask(port, "ListTables", {})
        except (urllib.error.URLError, ConnectionError):
            if process.poll() is not None:
                sys.exit(f"the container ended with status {process.returncode}: {process.stdout.read()}")
            time.sleep(0.02)
    sys.exit("the container does not answer")


def stop(engine, process):
    started = time.monotonic()
    engine.terminate(process)
    status = process.wait(STOP_SECONDS)
    print(f"stopped with status {status} {time.monotonic() - started:.2f} s after SIGTERM", flush=True)
    if status != 0:
        sys.exit(f"SIGTERM ended it with status {status}: {process.stdout.read()}")


def test_sdks(engine, tag):
    port = free_port()
    process = engine.start(tag, [*LOCALS_ARGUMENTS, "-inMemory", "-port", str(port)])
    wait_until_it_answers(process, port)
    health = engine.start(tag, ["healthcheck", f"http://127.0.0.1:{port}"])
    if health.wait(START_SECONDS) != 0:
        sys.exit(f"healthcheck: {health.stdout.read()}")
    for suite in ("python", "awscli", "javascript"):
        print(f"== {suite}", flush=True)
        done = subprocess.run([sys.executable, str(ROOT / "tests/sdk/run.py"), suite], check=False,
                              env=os.environ | {"STATOR_ENDPOINT": f"http://127.0.0.1:{port}", "STATOR_IS_A_PEER": "0"})
        if done.returncode not in (0, SKIPPED):
            sys.exit(f"{suite} failed")
    stop(engine, process)


def test_volume(engine, tag):
    volume = engine.new_volume()
    try:
        port = free_port()
        arguments = [*LOCALS_ARGUMENTS, "-sharedDb", "-port", str(port)]
        process = engine.start(tag, arguments, volume)
        wait_until_it_answers(process, port)
        ask(port, "CreateTable", {"TableName": "songs", "BillingMode": "PAY_PER_REQUEST",
                                  "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                                  "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]})
        item = {"id": {"S": "1"}, "title": {"S": "Happy Day"}}
        ask(port, "PutItem", {"TableName": "songs", "Item": item})
        stop(engine, process)
        process = engine.start(tag, arguments, volume)
        wait_until_it_answers(process, port)
        found = ask(port, "GetItem", {"TableName": "songs", "Key": {"id": {"S": "1"}}})
        stop(engine, process)
        if found.get("Item") != item:
            sys.exit(f"after a restart the item is {found}")
        print("the volume keeps the item", flush=True)
    finally:
        engine.remove_volume(volume)


def test_foreign_directory(engine, tag):
    """A directory of another user's, or below one, ends it at once with one line that says what to do."""
    for directory, remedy in (("/usr/local/bin", f"chown -R {USER}:{USER} "), ("/usr/local/data", f"chown {USER}:{USER} ")):
        process = engine.start(tag, ["-dbPath", directory])
        status = process.wait(STOP_SECONDS)
        lines = [line for line in process.stdout.read().splitlines() if line.startswith("stator: ")]
        if status != 1 or len(lines) != 1 or remedy not in lines[0]:
            sys.exit(f"a directory that it may not write: status {status}, {lines}")
        print(lines[0], flush=True)


def test_with_tool(tool):
    tag = "stator-test"
    tool.build(tag)
    test_foreign_directory(tool, tag)
    test_volume(tool, tag)
    test_sdks(tool, tag)


def test_in_engine(tag):
    size = subprocess.run(f"docker save {tag} | gzip | wc -c", shell=True, check=True, capture_output=True, text=True).stdout
    print(f"image {tag}: {int(size) / 1e6:.1f} MB compressed", flush=True)
    subprocess.run([sys.executable, ROOT / "tests/containers/image_test.py"], check=True, env=os.environ | {"STATOR_IMAGE": tag})
    test_sdks(Docker(), tag)


def run_by_engine():
    if shutil.which("npm"):
        # From here, since what runs by engine.py may have no network but that of its containers.
        scratch = pathlib.Path(os.environ.get("STATOR_SCRATCH", ROOT / "build/sdk"))
        scratch.mkdir(parents=True, exist_ok=True)
        sdk.prepare_javascript(scratch)
    engine = [sys.executable, str(ROOT / "tests/containers/engine.py"), "run", "--whole-image"]
    os.execv(engine[0], [*engine, "--", sys.executable, __file__, "--tag", "stator"])


def main():
    tool = os.environ.get("STATOR_IMAGE_TOOL")
    if sys.argv[1:2] == ["--tag"] and len(sys.argv) == 3:
        test_in_engine(sys.argv[2])
    elif len(sys.argv) > 1:
        sys.exit(__doc__)
    elif tool:
        test_with_tool(Tool(tool))
    else:
        run_by_engine()


if __name__ == "__main__":
    main()
