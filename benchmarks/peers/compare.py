#!/usr/bin/env python3
"""Stator beside other local DynamoDBs, in one run: how fast each starts, what it takes when idle, and what it serves.

usage: compare.py [--starts N] [--cycles N] [--seconds S] [--rounds R] [--connections C] NAME=COMMAND ...

COMMAND is split as a shell would; {port} in it stands for a free port. Endpoints run in an empty directory, on
loopback, in memory if their commands say so. Measured, as medians:

  first answer   from the start of the process to the first 200 to a ListTables, asked for every half millisecond
  idle memory    resident set of the process and its children, one second later
  cycle          start, CreateTable, PutItem, Query, SIGTERM, until the process has gone
  OPERATION      requests a second of wrk, one thread and C connections, S seconds, R rounds in turn over all endpoints;
                 in brackets the 50th and 99th percentile of the time to the answer, in microseconds

The first endpoint is what the others are given as a multiple of. Prints a Markdown table. Needs wrk, unless --seconds is 0.
"""
import argparse
import http.client
import json
import os
import pathlib
import shlex
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
OPERATIONS = ["PutItem", "GetItem", "UpdateItem", "Query"]
ITEMS = 10_000
PER_PARTITION = 20
STARTING_LIMIT = 60  # seconds


class Failure(Exception):
    pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def headers(operation):
    return {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810." + operation,
            "X-Amz-Date": "20260101T000000Z",
            "Authorization": "AWS4-HMAC-SHA256 Credential=compare/20260101/us-east-1/dynamodb/aws4_request, "
                             "SignedHeaders=host;x-amz-date;x-amz-target, Signature=00"}


class Endpoint:
    """One server process; `start` returns when it has answered, `stop` when it has gone."""

    def __init__(self, name, command):
        self.name, self.command, self.process, self.port = name, command, None, 0
        self.directory = tempfile.TemporaryDirectory(prefix="compare-")  # for what it leaves behind

    def start(self):
        self.port = free_port()
        arguments = shlex.split(self.command.replace("{port}", str(self.port)))
        begin = time.perf_counter()
        self.process = subprocess.Popen(arguments, cwd=self.directory.name, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, start_new_session=True)
        while True:
            try:
                self.call("ListTables", {})
                return time.perf_counter() - begin
            except OSError:
                if self.process.poll() is not None:
                    raise Failure(f"{self.name} ended with {self.process.returncode}: {self.command}") from None
                if time.perf_counter() - begin > STARTING_LIMIT:
                    raise Failure(f"{self.name} did not answer") from None
                time.sleep(0.0005)

    def call(self, operation, request):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", "/", json.dumps(request), headers(operation))
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise Failure(f"{self.name}: {operation} answered {response.status}: {body[:200]!r}")
        return json.loads(body)

    def create_table(self):
        self.call("CreateTable", {
            "TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"}]})
        while self.call("DescribeTable", {"TableName": "orders"})["Table"]["TableStatus"] != "ACTIVE":
            time.sleep(0.001)

    def fill(self):
        for first in range(0, ITEMS, 25):
            self.call("BatchWriteItem", {"RequestItems": {"orders": [{"PutRequest": {"Item": {
                "pk": {"S": f"customer-{n // PER_PARTITION}"}, "sk": {"N": str(n % PER_PARTITION)},
                "title": {"S": f"order {n}"}, "total": {"N": "19.90"}, "note": {"S": "n" * 160}}}}
                for n in range(first, first + 25)]}})

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None


def resident_megabytes(pid):
    """Of the process and all below it."""
    total = 0
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                total += int(line.split()[1]) / 1024
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
        return total + sum(resident_megabytes(int(child)) for child in children.read().split())


def measure_starts(endpoint, count):
    starts, sizes = [], []
    for _ in range(count):
        try:
            starts.append(endpoint.start() * 1000)
            time.sleep(1)
            sizes.append(resident_megabytes(endpoint.process.pid))
        finally:
            endpoint.stop()
    return {"first answer, ms": statistics.median(starts), "idle memory, MB": statistics.median(sizes)}


def measure_cycles(endpoint, count):
    times = []
    for _ in range(count):
        begin = time.perf_counter()
        try:
            endpoint.start()
            endpoint.create_table()
            endpoint.call("PutItem", {"TableName": "orders", "Item": {"pk": {"S": "a"}, "sk": {"N": "1"}}})
            found = endpoint.call("Query", {"TableName": "orders", "KeyConditionExpression": "pk = :p",
                                            "ExpressionAttributeValues": {":p": {"S": "a"}}})
            if found["Count"] != 1:
                raise Failure(f"{endpoint.name}: the item is not there")
        finally:
            endpoint.stop()
        times.append((time.perf_counter() - begin) * 1000)
    return {"cycle, ms": statistics.median(times)}


def wrk(endpoint, operation, options):
    environment = dict(os.environ, OPERATION=operation, ITEMS=str(ITEMS), TABLE="orders")
    command = ["wrk", "-t1", f"-c{options.connections}", f"-d{options.seconds}s", "--timeout", "10s",
               "-s", str(HERE / "requests.lua"), f"http://127.0.0.1:{endpoint.port}"]
    output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    result = next((line.split()[1:] for line in output.splitlines() if line.startswith("RESULT")), None)
    if result is None or int(result[3]) > 0:
        raise Failure(f"{endpoint.name}: {operation}: {output}")
    return [int(field) for field in result[:3]]


def measure_load(endpoints, options):
    """Each endpoint's figures by operation; all are up at once and asked in turn, so that a drift of the machine meets all."""
    samples = {endpoint.name: {operation: [] for operation in OPERATIONS} for endpoint in endpoints}
    try:
        for endpoint in endpoints:
            endpoint.start()
            endpoint.create_table()
            endpoint.fill()
        for _ in range(options.rounds):
            for operation in OPERATIONS:
                for endpoint in endpoints:
                    samples[endpoint.name][operation].append(wrk(endpoint, operation, options))
    finally:
        for endpoint in endpoints:
            endpoint.stop()
    return {name: {operation: [statistics.median(column) for column in zip(*rounds)] for operation, rounds in by_operation.items()}
            for name, by_operation in samples.items()}


def table(endpoints, figures):
    first = endpoints[0].name
    lines = ["| | " + " | ".join(endpoint.name for endpoint in endpoints) + " |", "|---" * (len(endpoints) + 1) + "|"]
    for row in figures[first]:
        cells = []
        for endpoint in endpoints:
            value = figures[endpoint.name][row]
            base = figures[first][row]
            number, text = (value, f"{value:.1f}") if not isinstance(value, list) else (value[0], f"{value[0]:.0f}")
            reference = base if not isinstance(base, list) else base[0]
            if endpoint.name != first:
                text += f" ({number / reference:.2g}x)"
            if isinstance(value, list):
                text += f" [{value[1]:.0f}, {value[2]:.0f}]"
            cells.append(text)
        lines.append(f"| {row} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--cycles", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=2, help="of load for each endpoint, operation and round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("endpoints", nargs="+", metavar="NAME=COMMAND")
    options = parser.parse_args()
    endpoints = []
    for argument in options.endpoints:
        name, separator, command = argument.partition("=")
        if not separator or "{port}" not in command:
            parser.error(f"not NAME=COMMAND with a {{port}}: {argument}")
        endpoints.append(Endpoint(name, command))
    figures = {endpoint.name: {} for endpoint in endpoints}
    try:
        for endpoint in endpoints:
            if options.starts:
                figures[endpoint.name].update(measure_starts(endpoint, options.starts))
            if options.cycles:
                figures[endpoint.name].update(measure_cycles(endpoint, options.cycles))
        if options.seconds:
            for name, loads in measure_load(endpoints, options).items():
                figures[name].update({f"{operation}/s": load for operation, load in loads.items()})
    except Failure as failure:
        sys.exit(str(failure))
    print(table(endpoints, figures))


if __name__ == "__main__":
    main()
