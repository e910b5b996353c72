"""What every boto3 test uses: clients of the endpoint that run.py started, and tables that are gone afterwards."""
import os
import uuid

import boto3
import pytest
from botocore.config import Config

ENDPOINT = os.environ.get("STATOR_ENDPOINT", "http://127.0.0.1:8000")

# Retries would hide a wrong checksum or a server fault: the first answer must be right.
CONFIG = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=60, max_pool_connections=32)


def pytest_configure(config):
    config.addinivalue_line("markers", "stator_only: checks what other endpoints are known not to do")


def pytest_collection_modifyitems(items):
    if os.environ.get("STATOR_IS_A_PEER"):
        skip = pytest.mark.skip(reason="other endpoints do not do this")
        for item in items:
            if "stator_only" in item.keywords:
                item.add_marker(skip)


def connect(kind, region="us-east-1", access_key="stator"):
    """kind is boto3.client or boto3.resource."""
    return kind("dynamodb", endpoint_url=ENDPOINT, region_name=region, aws_access_key_id=access_key,
                aws_secret_access_key="secret", config=CONFIG)


@pytest.fixture(scope="session")
def client():
    return connect(boto3.client)


@pytest.fixture(scope="session")
def dynamodb():
    return connect(boto3.resource)


@pytest.fixture
def created_here(client):
    """Deletes, at the end, every table that was not there before the test."""
    before = table_names(client)
    yield
    for name in table_names(client) - before:
        try:
            client.delete_table(TableName=name)
        except (client.exceptions.ResourceNotFoundException, client.exceptions.ResourceInUseException):
            pass  # being deleted
        client.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


def table_names(client):
    return {name for page in client.get_paginator("list_tables").paginate() for name in page["TableNames"]}


TYPES = {"S", "N", "B"}


def key_schema(*keys):
    """('pk:S', 'sk:N') -> KeySchema; the first is the partition key."""
    return [{"AttributeName": key.split(":")[0], "KeyType": kind} for key, kind in zip(keys, ("HASH", "RANGE"))]


def definitions(*keys):
    """AttributeDefinitions of every distinct 'name:T'."""
    unique = dict(key.split(":") for key in keys)
    assert set(unique.values()) <= TYPES
    return [{"AttributeName": name, "AttributeType": kind} for name, kind in unique.items()]


def index(name, *keys, projection="ALL", include=None):
    wanted = {"ProjectionType": projection}
    if include:
        wanted = {"ProjectionType": "INCLUDE", "NonKeyAttributes": include}
    return {"IndexName": name, "KeySchema": key_schema(*keys), "Projection": wanted}


@pytest.fixture
def make_table(client, dynamodb):
    """make_table('pk:S', 'sk:N', gsi={'by_x': ('x:S',)}) -> a Table resource that is deleted after the test."""
    made = []

    def make(*keys, gsi=None, lsi=None, **more):
        name = f"t-{uuid.uuid4().hex[:12]}"
        every_key = list(keys)
        request = dict(more)
        for member, given in (("GlobalSecondaryIndexes", gsi), ("LocalSecondaryIndexes", lsi)):
            if given:
                request[member] = [index(index_name, *index_keys) for index_name, index_keys in given.items()]
                every_key += [key for index_keys in given.values() for key in index_keys]
        request.setdefault("BillingMode", "PAY_PER_REQUEST")
        client.create_table(TableName=name, KeySchema=key_schema(*keys), AttributeDefinitions=definitions(*every_key),
                            **request)
        made.append(name)
        client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
        return dynamodb.Table(name)

    yield make
    for name in made:
        try:
            client.delete_table(TableName=name)
        except client.exceptions.ResourceNotFoundException:
            pass
