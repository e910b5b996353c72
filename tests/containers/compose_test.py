#!/usr/bin/env python3
"""Brings examples/docker_compose up, uses it, and finds its data after a restart. To be run by engine.py with --image."""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

EXAMPLE = pathlib.Path(__file__).resolve().parent.parent.parent / "examples/docker_compose"
PYTHON = "/usr/bin/python3"  # Debian's own: its boto3 is a Debian package
SKIPPED = 77
START_SECONDS = 120


def compose_command():
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) and subprocess.run([*command, "version"], capture_output=True, check=False).returncode == 0:
            return command
    return None


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Compose(unittest.TestCase):
    command = compose_command()

    def setUp(self):
        """A copy of the example, where no other run of this test meets it."""
        scratch = tempfile.TemporaryDirectory(dir=os.environ.get("STATOR_SCRATCH"), prefix="compose-")
        self.addCleanup(scratch.cleanup)
        self.directory = pathlib.Path(scratch.name) / "examples/docker_compose"
        shutil.copytree(EXAMPLE, self.directory)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")} | {
            "STATOR_PORT": str(free_port()), "COMPOSE_PROJECT_NAME": f"statortest{os.getpid()}",
            "AWS_EC2_METADATA_DISABLED": "true"}
        self.files = []

    def compose(self, *arguments):
        done = subprocess.run([*self.command, *self.files, *arguments], cwd=self.directory, env=self.environment, text=True,
                              capture_output=True, check=False)
        if done.returncode != 0:
            logs = subprocess.run([*self.command, *self.files, "logs"], cwd=self.directory, env=self.environment, text=True,
                                  capture_output=True, check=False)
            self.fail(f"{arguments}: {done.stdout}{done.stderr}{logs.stdout}")
        return done.stdout

    def app(self, *arguments):
        done = subprocess.run([PYTHON, "app.py", *arguments], cwd=self.directory, env=self.environment, capture_output=True,
                              text=True, check=True)
        return done.stdout.splitlines()

    def wait_until_seeded(self):
        """`up` does not wait for what ends by itself."""
        container = self.compose("ps", "-q", "-a", "seed").split()[0]
        done = subprocess.run(["docker", "wait", container], check=True, capture_output=True, text=True)
        self.assertEqual(done.stdout.strip(), "0", self.compose("logs", "seed"))

    def test_keeps_its_data_in_the_volume(self):
        self.addCleanup(self.compose, "down", "-v")
        self.compose("up", "-d")
        self.wait_until_seeded()
        self.assertEqual(self.app(), ["Happy Day: 1", "Rain Again: 1"])
        self.compose("down")
        self.compose("up", "-d")
        self.wait_until_seeded()
        self.assertEqual(self.app(), ["Happy Day: 2", "Rain Again: 2"])
        self.assertEqual(self.app("The Quiet Five"), ["Northbound: 1"])
        self.compose("restart", "dynamodb")
        self.wait_until_it_answers()
        self.assertEqual(self.app("The Quiet Five"), ["Northbound: 2"])

    def wait_until_it_answers(self):
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                url = f"http://127.0.0.1:{self.environment['STATOR_PORT']}/"
                return urllib.request.urlopen(url, timeout=START_SECONDS).close()
            except (urllib.error.URLError, ConnectionError):
                self.assertLess(time.monotonic(), deadline, self.compose("logs"))
                time.sleep(0.05)

    def in_place_of_dynamodb_local(self):
        """The variant without a health check: create, write, start again, read."""
        self.addCleanup(self.compose, "down", "-v")
        self.compose("up", "-d")
        self.wait_until_it_answers()
        use = f"""import boto3
d = boto3.resource("dynamodb", endpoint_url="http://127.0.0.1:{self.environment['STATOR_PORT']}", region_name="eu-west-1",
                   aws_access_key_id="any", aws_secret_access_key="any")
"""
        subprocess.run([PYTHON, "-c", use + """
d.create_table(TableName="notes", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
               AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
d.Table("notes").put_item(Item={"id": "1", "text": "kept"})"""], check=True, env=self.environment)
        self.compose("down")
        self.compose("up", "-d")
        self.wait_until_it_answers()
        read = use + 'print(d.Table("notes").get_item(Key={"id": "1"})["Item"]["text"])'
        found = subprocess.run([PYTHON, "-c", read], check=True, env=self.environment, capture_output=True, text=True)
        self.assertEqual(found.stdout, "kept\n")
        self.assertTrue(any((self.directory / "data").iterdir()), "the data is where the compose file says")

    def test_in_place_of_dynamodb_local(self):
        self.files = ["-f", "compose.dynamodb-local.yaml"]
        self.in_place_of_dynamodb_local()

    def test_in_place_of_dynamodb_local_with_an_entry_point(self):
        (self.directory / "entrypoint.yaml").write_text(
            'services:\n  dynamodb-local:\n    entrypoint: java\n'
            '    command: ["-Djava.library.path=./lib", "-jar", "DynamoDBLocal.jar", "-sharedDb", "-dbPath", "./data"]\n')
        self.files = ["-f", "compose.dynamodb-local.yaml", "-f", "entrypoint.yaml"]
        self.in_place_of_dynamodb_local()


if __name__ == "__main__":
    if not Compose.command:
        print("neither `docker compose` nor docker-compose (apt-get install docker-compose)")
        sys.exit(1 if os.environ.get("CI") else SKIPPED)
    if subprocess.run([PYTHON, "-c", "import boto3"], check=False).returncode != 0:
        print(f"no boto3 for {PYTHON} (apt-get install python3-boto3)")
        sys.exit(1 if os.environ.get("CI") else SKIPPED)
    unittest.main()
