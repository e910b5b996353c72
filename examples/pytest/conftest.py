"""Fixtures for tests against Stator. Copy this file: it needs pytest and boto3, and the program, which STATOR_BINARY names
or the PATH has. Tests may run side by side (pytest -n, by pytest-xdist).

    dynamodb    a boto3 resource that sees no other test's tables
    clock       moves the server's time on
    faults      makes requests fail or wait
    snapshots   keeps all tables and brings them back
"""
import json
import os
import re
import shutil
import subprocess
import urllib.request

import boto3
import pytest
from botocore.config import Config

ACCOUNT_OF_PREPARED_TABLES = "999999999999"


class Server:
    """A Stator in memory, on a free port."""

    def __init__(self):
        program = os.environ.get("STATOR_BINARY") or shutil.which("stator")
        if not program:
            pytest.exit("no program `stator` in the PATH, and STATOR_BINARY does not name it", returncode=2)
        # It stops when its standard input ends: also when this process is killed.
        self.process = subprocess.Popen([program, "--port", "0", "--stop-with-stdin"], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        address = re.search(r"listening on (http://\S+)", line)
        if not address:
            pytest.exit(f"{program} does not start: {line}", returncode=2)
        self.endpoint = address[1]

    def stop(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def admin(self, method, route, body=None):
        """Stator's own routes, below /_stator/ (docs/administration.md)."""
        request = urllib.request.Request(f"{self.endpoint}/_stator/{route}", method=method,
                                         data=None if body is None else json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def resource(self, account, **config):
        """Whoever signs with an access key id of 12 digits has the tables of that account, and nobody else's."""
        return boto3.resource("dynamodb", endpoint_url=self.endpoint, region_name="us-east-1", aws_access_key_id=account,
                              aws_secret_access_key="any", config=Config(**config))


class Clock:
    def __init__(self, server):
        self.server = server

    def now(self):
        """Seconds since 1970, as the server sees it."""
        return self.server.admin("GET", "clock")["now"]

    def advance(self, seconds):
        """When this returns, items that expire meanwhile are gone. Time never goes back, in later tests neither."""
        self.server.admin("POST", "clock/advance", {"seconds": seconds})


class Faults:
    def __init__(self, server, account):
        self.server, self.account = server, account

    def add(self, **rule):
        """add(operation="PutItem", error="ThrottlingException", count=2), add(latencyMs=200), ..."""
        self.server.admin("POST", "faults", {"account": self.account, "rules": [rule]})

    def clear(self):
        self.server.admin("PUT", "faults", {"account": self.account, "rules": []})


class Snapshots:
    def __init__(self, server, account):
        self.server, self.account = server, account

    def take(self, name):
        self.server.admin("POST", f"snapshot/{name}", {"account": self.account})

    def restore(self, name, from_account=None):
        self.server.admin("POST", f"restore/{name}", {"account": self.account, "from": from_account or self.account})


@pytest.fixture(scope="session")
def stator():
    """The server; each worker of pytest-xdist has one."""
    server = Server()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def new_account():
    """Returns the next account that no test has had."""
    numbers = iter(range(1, int(ACCOUNT_OF_PREPARED_TABLES)))
    return lambda: f"{next(numbers):012}"


@pytest.fixture
def account(stator, new_account):
    account = new_account()
    yield account
    stator.admin("POST", "reset", {"account": account})


@pytest.fixture
def dynamodb(stator, account):
    return stator.resource(account)


@pytest.fixture
def clock(stator):
    return Clock(stator)


@pytest.fixture
def faults(stator, account):
    faults = Faults(stator, account)
    yield faults
    faults.clear()


@pytest.fixture
def snapshots(stator, account):
    return Snapshots(stator, account)
