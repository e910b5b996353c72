#!/usr/bin/env python3
"""The image STATOR_IMAGE as its users start it: health check, stopping, volumes, other users, few rights. Run by engine.py."""
import os
import pathlib
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import plain_client  # noqa: E402

IMAGE = os.environ.get("STATOR_IMAGE", "stator")
START_SECONDS = 120
DATA = "/home/dynamodblocal/data"
USER = 1000  # who the image runs as
TABLE = {"TableName": "songs", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
         "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}
ITEM = {"id": {"S": "1"}, "title": {"S": "Happy Day"}}


def docker(*arguments, check=True):
    done = subprocess.run(["docker", *arguments], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if check and done.returncode != 0:
        raise AssertionError(f"docker {' '.join(arguments)}: {done.stderr}")
    return done


def ask(address, operation, body):
    return plain_client.ask(address, operation, body, START_SECONDS)


class Image(unittest.TestCase):
    def start(self, *options, arguments=()):
        container = docker("run", "-d", "-p", "127.0.0.1::8000", *options, IMAGE, *arguments).stdout.strip()
        self.addCleanup(docker, "rm", "-f", "-v", container)
        return container

    def inspect(self, container, template):
        return docker("inspect", "--format", template, container).stdout.strip()

    def address_of(self, container, port=8000):
        """Where it is published, once it answers there."""
        address = docker("port", container, f"{port}/tcp").stdout.split()[0]
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                urllib.request.urlopen(f"http://{address}/", timeout=START_SECONDS).close()
                return address
            except (urllib.error.URLError, ConnectionError):
                running = self.inspect(container, "{{.State.Running}}")
                logs = docker("logs", container)
                self.assertEqual(running, "true", logs.stdout + logs.stderr)
                self.assertLess(time.monotonic(), deadline, logs.stdout + logs.stderr)
                time.sleep(0.05)

    def expect_healthy(self, container):
        deadline = time.monotonic() + START_SECONDS
        while (state := self.inspect(container, "{{.State.Health.Status}}")) != "healthy":
            self.assertLess(time.monotonic(), deadline, f"it is {state}: {self.inspect(container, '{{json .State.Health}}')}")
            time.sleep(0.2)

    def stop(self, container):
        """It ends at SIGTERM, with status 0, and is not killed."""
        started = time.monotonic()
        docker("stop", container)
        print(f"stopped in {time.monotonic() - started:.2f} s", flush=True)
        self.assertEqual(self.inspect(container, "{{.State.ExitCode}}"), "0")

    def new_volume(self):
        volume = docker("volume", "create").stdout.strip()
        self.addCleanup(docker, "volume", "rm", "-f", volume)
        return volume

    def write(self, container):
        address = self.address_of(container)
        ask(address, "CreateTable", TABLE)
        ask(address, "PutItem", {"TableName": "songs", "Item": ITEM})

    def expect_item(self, container):
        found = ask(self.address_of(container), "GetItem", {"TableName": "songs", "Key": {"id": ITEM["id"]}})
        self.assertEqual(found.get("Item"), ITEM)

    def test_becomes_healthy_by_its_own_check_and_stops_when_told(self):
        container = self.start()
        self.address_of(container)
        self.expect_healthy(container)
        self.stop(container)
        size = int(docker("image", "inspect", "--format", "{{.Size}}", IMAGE).stdout)
        print(f"image of {size / 1e6:.1f} MB", flush=True)

    def test_is_healthy_on_another_port_too(self):
        container = self.start("-p", "127.0.0.1::9000", arguments=["--port", "9000"])
        self.address_of(container, 9000)
        self.expect_healthy(container)

    def test_runs_with_no_right_and_nothing_to_write_to(self):
        read_only = ["--read-only"]
        if "--read-only-tmpfs" in docker("run", "--help").stdout:
            read_only.append("--read-only-tmpfs=false")  # podman's /tmp would be writable, Docker's is not
        container = self.start(*read_only, "--cap-drop", "ALL", "--security-opt", "no-new-privileges")
        self.write(container)
        self.expect_item(container)
        self.expect_healthy(container)
        self.stop(container)

    def test_keeps_data_in_a_volume_with_everything_else_read_only(self):
        volume = self.new_volume()
        options = ["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "-v", f"{volume}:{DATA}"]
        first = self.start(*options, arguments=["--db-path", "data"])
        self.write(first)
        self.stop(first)
        second = self.start(*options, arguments=["-jar", "DynamoDBLocal.jar", "-dbPath", "./data"])
        self.expect_item(second)
        docker("restart", second)
        self.expect_item(second)

    def test_any_user_will_do_in_memory(self):
        container = self.start("--user", "12345")
        self.write(container)
        self.expect_item(container)

    def expect_refusal(self, *options, remedy, arguments=("--db-path", "data")):
        """It ends at once, with one line that says what to do."""
        done = docker("run", "--rm", *options, IMAGE, *arguments, check=False)
        lines = (done.stdout + done.stderr).splitlines()
        self.assertEqual((done.returncode, len(lines)), (1, 1), lines)
        self.assertIn(remedy, lines[0])

    def test_a_volume_of_another_user_is_refused_with_a_remedy(self):
        volume = self.new_volume()
        first = self.start("-v", f"{volume}:{DATA}", arguments=["--db-path", "data"])
        self.write(first)
        self.stop(first)
        self.expect_refusal("--user", "12345", "-v", f"{volume}:{DATA}", remedy=f"docker run --user {USER}:{USER}")
        container = self.start("-v", f"{volume}:{DATA}", arguments=["--db-path", "data"])
        self.expect_item(container)

    def test_a_directory_of_roots_is_refused_with_a_remedy(self):
        self.expect_refusal(remedy=f"chown -R {USER}:{USER} ", arguments=["-dbPath", "/usr/local/bin"])
        self.expect_refusal(remedy=f"chown {USER}:{USER} ", arguments=["-dbPath", "/usr/local/data"])

    def test_a_second_container_on_one_volume_is_refused(self):
        volume = self.new_volume()
        self.write(self.start("-v", f"{volume}:{DATA}", arguments=["--db-path", "data"]))
        self.expect_refusal("-v", f"{volume}:{DATA}", remedy="in use")


if __name__ == "__main__":
    unittest.main()
