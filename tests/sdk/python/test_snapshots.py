"""Reset, snapshot and restore of an account, beside another account that must not notice."""
import boto3
import pytest
from admin import admin
from conftest import connect, definitions, key_schema, table_names

ONE, OTHER = "111122220001", "111122220002"


@pytest.fixture
def accounts():
    clients = [connect(boto3.client, access_key=account) for account in (ONE, OTHER)]
    for client in clients:
        client.create_table(TableName="snapped", KeySchema=key_schema("pk:S"), AttributeDefinitions=definitions("pk:S"),
                            BillingMode="PAY_PER_REQUEST")
        client.put_item(TableName="snapped", Item={"pk": {"S": "first"}})
    yield clients
    for account in (ONE, OTHER):
        admin("POST", "reset", {"account": account})


@pytest.mark.stator_only
def test_restores_one_account(accounts):
    one, other = accounts
    assert admin("POST", "snapshot/fixtures", {"account": ONE})["tables"] == [{"region": "us-east-1", "table": "snapped"}]
    for client in accounts:
        client.put_item(TableName="snapped", Item={"pk": {"S": "second"}})
    assert admin("POST", "restore/fixtures", {"account": ONE}) == {"account": ONE, "tables": 1}
    assert one.scan(TableName="snapped")["Items"] == [{"pk": {"S": "first"}}]
    assert other.scan(TableName="snapped")["Count"] == 2
    assert admin("POST", "reset", {"account": ONE}) == {"account": ONE, "droppedTables": 1}
    assert table_names(one) == set() and table_names(other) == {"snapped"}
    admin("DELETE", "snapshot/fixtures", {"account": ONE})
