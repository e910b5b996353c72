"""A region is a place of its own; so is the account that a 12-digit access key names."""
import boto3
import pytest
from conftest import connect, definitions, key_schema, table_names

NAME = "shared-name"


def create(client):
    client.create_table(TableName=NAME, KeySchema=key_schema("pk:S"), AttributeDefinitions=definitions("pk:S"),
                        BillingMode="PAY_PER_REQUEST")
    return client.describe_table(TableName=NAME)["Table"]


@pytest.fixture
def places():
    """Clients that are deleted from afterwards, by (region, access key)."""
    made = {}

    def client(region, access_key):
        return made.setdefault((region, access_key), connect(boto3.client, region, access_key))

    yield client
    for one in made.values():
        if NAME in table_names(one):
            one.delete_table(TableName=NAME)


@pytest.mark.stator_only
class TestIsolation:
    def test_regions(self, places):
        east, west = places("us-east-1", "stator"), places("eu-west-3", "stator")
        arn = create(east)["TableArn"]
        assert arn == f"arn:aws:dynamodb:us-east-1:000000000000:table/{NAME}"
        with pytest.raises(west.exceptions.ResourceNotFoundException):
            west.put_item(TableName=NAME, Item={"pk": {"S": "a"}})
        assert NAME not in table_names(west)
        assert create(west)["TableArn"].startswith("arn:aws:dynamodb:eu-west-3:")
        west.put_item(TableName=NAME, Item={"pk": {"S": "west"}})
        assert east.scan(TableName=NAME)["Items"] == []

    def test_twelve_digits_are_an_account(self, places):
        one, two = places("us-east-1", "111122223333"), places("us-east-1", "444455556666")
        assert create(one)["TableArn"] == f"arn:aws:dynamodb:us-east-1:111122223333:table/{NAME}"
        assert NAME not in table_names(two)
        create(two)
        one.put_item(TableName=NAME, Item={"pk": {"S": "of one"}})
        two.delete_table(TableName=NAME)
        assert one.scan(TableName=NAME)["Items"] == [{"pk": {"S": "of one"}}]

    def test_other_access_keys_share_one_account(self, places):
        one, two = places("us-east-1", "AKIAIOSFODNN7EXAMPLE"), places("us-east-1", "anything")
        create(one)
        two.put_item(TableName=NAME, Item={"pk": {"S": "a"}})
        assert one.get_item(TableName=NAME, Key={"pk": {"S": "a"}})["Item"] == {"pk": {"S": "a"}}
