"""Runs the AWS CLI as a shell script would, against the endpoint that run.py started."""
import json
import os
import subprocess
import uuid

import pytest

ENDPOINT = os.environ.get("STATOR_ENDPOINT", "http://127.0.0.1:8000")
AWS = "/usr/bin/aws"


class Cli:
    def run(self, *arguments, **environment):
        """One `aws dynamodb ...`: (exit status, stdout, stderr)."""
        done = subprocess.run([AWS, "dynamodb", *arguments, "--endpoint-url", ENDPOINT], capture_output=True, text=True,
                              check=False, timeout=120, env=os.environ | environment)
        return done.returncode, done.stdout, done.stderr

    def __call__(self, *arguments, **environment):
        """Its answer, which must be a success."""
        status, out, err = self.run(*arguments, **environment)
        assert status == 0, err
        return json.loads(out) if out.strip() else None


@pytest.fixture(scope="session")
def aws():
    return Cli()


def item(artist, song, **more):
    return json.dumps({"artist": {"S": artist}, "song": {"S": song}, **more})


def create(aws):
    name = f"cli-{uuid.uuid4().hex[:12]}"
    aws("create-table", "--table-name", name, "--billing-mode", "PAY_PER_REQUEST",
        "--attribute-definitions", "AttributeName=artist,AttributeType=S", "AttributeName=song,AttributeType=S",
        "AttributeName=year,AttributeType=N",
        "--key-schema", "AttributeName=artist,KeyType=HASH", "AttributeName=song,KeyType=RANGE",
        "--global-secondary-indexes",
        "IndexName=by-year,KeySchema=[{AttributeName=year,KeyType=HASH}],Projection={ProjectionType=ALL}")
    aws("wait", "table-exists", "--table-name", name)
    return name


# Each call of the CLI takes about a second of processor time, so tests share their tables.


@pytest.fixture(scope="session")
def table(aws):
    name = create(aws)
    yield name
    aws.run("delete-table", "--table-name", name)


@pytest.fixture(scope="session")
def songs(aws, tmp_path_factory):
    """A table with 60 songs of one artist, of the years 1990 to 1994."""
    name = create(aws)
    for start in range(0, 60, 20):
        file = tmp_path_factory.mktemp("songs") / f"batch-{start}.json"
        file.write_text(json.dumps({name: [
            {"PutRequest": {"Item": json.loads(item("many", f"song {n:03}", year={"N": str(1990 + n % 5)}))}}
            for n in range(start, start + 20)]}))
        assert aws("batch-write-item", "--request-items", f"file://{file}")["UnprocessedItems"] == {}
    yield name
    aws.run("delete-table", "--table-name", name)
