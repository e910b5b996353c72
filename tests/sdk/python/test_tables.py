"""Tables through boto3: their life, their description, their settings, and indexes that come and go."""
import time
import uuid

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError
from conftest import CONFIG, ENDPOINT, definitions, index, key_schema, table_names

pytestmark = pytest.mark.usefixtures("created_here")

QUICK = {"Delay": 1, "MaxAttempts": 60}


def new_name():
    return f"t-{uuid.uuid4().hex[:12]}"


def described(client, name):
    return client.describe_table(TableName=name)["Table"]


class TestLife:
    def test_waiters(self, client):
        name = new_name()
        with pytest.raises(WaiterError):
            client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 0, "MaxAttempts": 2})
        client.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig=QUICK)
        client.create_table(TableName=name, KeySchema=key_schema("pk:S"), AttributeDefinitions=definitions("pk:S"),
                            BillingMode="PAY_PER_REQUEST")
        client.get_waiter("table_exists").wait(TableName=name, WaiterConfig=QUICK)
        client.delete_table(TableName=name)
        client.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig=QUICK)

    def test_the_answer_to_create(self, client):
        name = new_name()
        table = client.create_table(TableName=name, KeySchema=key_schema("pk:S", "sk:N"),
                                    AttributeDefinitions=definitions("pk:S", "sk:N"),
                                    ProvisionedThroughput={"ReadCapacityUnits": 3, "WriteCapacityUnits": 2})["TableDescription"]
        assert table["TableName"] == name
        assert table["TableStatus"] in ("CREATING", "ACTIVE")
        assert table["TableArn"].endswith(f":table/{name}")
        assert uuid.UUID(table["TableId"])
        assert (table["ItemCount"], table["TableSizeBytes"]) == (0, 0)
        assert table["ProvisionedThroughput"] | {"ReadCapacityUnits": 3, "WriteCapacityUnits": 2} == table["ProvisionedThroughput"]
        assert table["KeySchema"] == key_schema("pk:S", "sk:N")
        assert table["CreationDateTime"].tzinfo is not None

    @pytest.mark.stator_only
    def test_active_at_once(self, client):
        name = new_name()
        client.create_table(TableName=name, KeySchema=key_schema("pk:S"), AttributeDefinitions=definitions("pk:S"),
                            BillingMode="PAY_PER_REQUEST")
        assert described(client, name)["TableStatus"] == "ACTIVE"
        client.delete_table(TableName=name)
        with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
            client.describe_table(TableName=name)
        assert caught.value.response["Error"]["Message"] == f"Requested resource not found: Table: {name} not found"

    def test_a_name_is_used_once_at_a_time(self, client, make_table):
        table = make_table("pk:S")
        with pytest.raises(client.exceptions.ResourceInUseException) as caught:
            client.create_table(TableName=table.name, KeySchema=key_schema("pk:S"),
                                AttributeDefinitions=definitions("pk:S"), BillingMode="PAY_PER_REQUEST")
        assert f"Table already exists: {table.name}" in str(caught.value)

    def test_a_table_made_again_is_empty(self, client):
        name = new_name()
        for attempt in range(3):
            client.create_table(TableName=name, KeySchema=key_schema("pk:S"), AttributeDefinitions=definitions("pk:S"),
                                BillingMode="PAY_PER_REQUEST")
            client.get_waiter("table_exists").wait(TableName=name, WaiterConfig=QUICK)
            assert client.scan(TableName=name)["Items"] == []
            client.put_item(TableName=name, Item={"pk": {"S": f"attempt {attempt}"}})
            client.delete_table(TableName=name)
            client.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig=QUICK)

    def test_listing_by_pages(self, client, make_table):
        made = {make_table("pk:S").name for _ in range(5)}
        listed = table_names(client)
        assert made <= listed
        pages = list(client.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 2}))
        assert all(len(page["TableNames"]) <= 2 for page in pages)
        names = [name for page in pages for name in page["TableNames"]]
        assert names == sorted(listed)


class TestDescription:
    @pytest.mark.stator_only
    def test_counts_are_true(self, client, make_table):
        table = make_table("pk:S")
        with table.batch_writer() as batch:
            for n in range(10):
                batch.put_item(Item={"pk": f"k{n}", "v": "x" * 10})  # 2+2 + 1+10 bytes
        table.delete_item(Key={"pk": "k3"})
        found = described(client, table.name)
        assert found["ItemCount"] == 9
        assert found["TableSizeBytes"] == 9 * 15

    def test_settings_are_kept(self, client, make_table):
        table = make_table("pk:S", TableClass="STANDARD_INFREQUENT_ACCESS", SSESpecification={"Enabled": True},
                           StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
                           Tags=[{"Key": "team", "Value": "blue"}])
        found = described(client, table.name)
        assert found["TableClassSummary"]["TableClass"] == "STANDARD_INFREQUENT_ACCESS"
        assert found["SSEDescription"]["Status"] == "ENABLED" and found["SSEDescription"]["SSEType"] == "KMS"
        assert found["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        assert found["LatestStreamArn"].startswith(found["TableArn"] + "/stream/")
        assert found["LatestStreamArn"].endswith(found["LatestStreamLabel"])

    @pytest.mark.stator_only
    def test_an_arn_names_a_table(self, client, make_table):
        table = make_table("pk:S")
        arn = described(client, table.name)["TableArn"]
        # botocore of this age checks the length and pattern of names, so the checks are switched off for ARNs.
        loose = client_without_checks()
        loose.put_item(TableName=arn, Item={"pk": {"S": "a"}})
        assert loose.get_item(TableName=arn, Key={"pk": {"S": "a"}})["Item"] == {"pk": {"S": "a"}}
        assert table.get_item(Key={"pk": "a"})["Item"] == {"pk": "a"}
        assert described(loose, arn)["TableName"] == table.name


def client_without_checks():
    return boto3.client("dynamodb", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="stator",
                        aws_secret_access_key="secret", config=CONFIG.merge(Config(parameter_validation=False)))


class TestUpdate:
    def test_billing_mode_and_throughput(self, client, make_table):
        table = make_table("pk:S", BillingMode="PROVISIONED",
                           ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1})
        client.update_table(TableName=table.name, ProvisionedThroughput={"ReadCapacityUnits": 7, "WriteCapacityUnits": 8})
        client.get_waiter("table_exists").wait(TableName=table.name, WaiterConfig=QUICK)
        throughput = described(client, table.name)["ProvisionedThroughput"]
        assert (throughput["ReadCapacityUnits"], throughput["WriteCapacityUnits"]) == (7, 8)
        with pytest.raises(ClientError, match="The provisioned throughput for the table will not change"):
            client.update_table(TableName=table.name,
                                ProvisionedThroughput={"ReadCapacityUnits": 7, "WriteCapacityUnits": 8})
        client.update_table(TableName=table.name, BillingMode="PAY_PER_REQUEST")
        client.get_waiter("table_exists").wait(TableName=table.name, WaiterConfig=QUICK)
        found = described(client, table.name)
        assert found["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
        assert found["ProvisionedThroughput"]["ReadCapacityUnits"] == 0

    def test_nothing_to_do_is_an_error(self, client, make_table):
        with pytest.raises(ClientError, match="At least one of ProvisionedThroughput, BillingMode"):
            client.update_table(TableName=make_table("pk:S").name)

    def test_a_missing_table(self, client):
        with pytest.raises(client.exceptions.ResourceNotFoundException):
            client.update_table(TableName=new_name(), BillingMode="PAY_PER_REQUEST")

    def test_an_index_added_later_knows_the_old_items(self, client, make_table):
        table = make_table("pk:S", "sk:N")
        with table.batch_writer() as batch:
            for n in range(200):
                item = {"pk": f"p{n % 10}", "sk": n, "text": f"item {n}"}
                if n % 4 != 3:  # a sparse index: some items have no colour
                    item["colour"] = ("red", "green", "blue")[n % 4]
                batch.put_item(Item=item)
        table.put_item(Item={"pk": "odd", "sk": 1, "colour": 17})  # of the wrong type: stays outside

        client.update_table(TableName=table.name, AttributeDefinitions=definitions("colour:S", "sk:N"),
                            GlobalSecondaryIndexUpdates=[{"Create": index("by_colour", "colour:S", "sk:N")}])
        self.wait_for_index(client, table.name, "by_colour")
        found = table.query(IndexName="by_colour", KeyConditionExpression="colour = :c",
                            ExpressionAttributeValues={":c": "green"})["Items"]
        assert [int(item["sk"]) for item in found] == [n for n in range(200) if n % 4 == 1]
        assert found[0] == {"pk": "p1", "sk": 1, "text": "item 1", "colour": "green"}
        assert table.scan(IndexName="by_colour", Select="COUNT")["Count"] == 150

        table.update_item(Key={"pk": "p1", "sk": 1}, UpdateExpression="SET colour = :c", ExpressionAttributeValues={":c": "blue"})
        table.delete_item(Key={"pk": "p5", "sk": 5})
        found = table.query(IndexName="by_colour", KeyConditionExpression="colour = :c AND sk < :n",
                            ExpressionAttributeValues={":c": "green", ":n": 14})["Items"]
        assert [int(item["sk"]) for item in found] == [9, 13]

        client.update_table(TableName=table.name, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by_colour"}}])
        self.wait_for_no_index(client, table.name)
        with pytest.raises(ClientError, match="The table does not have the specified index: by_colour"):
            table.query(IndexName="by_colour", KeyConditionExpression="colour = :c", ExpressionAttributeValues={":c": "red"})
        assert {d["AttributeName"] for d in described(client, table.name)["AttributeDefinitions"]} == {"pk", "sk"}
        assert table.get_item(Key={"pk": "p1", "sk": 1})["Item"]["colour"] == "blue"

    @staticmethod
    def wait_for_index(client, name, wanted):
        for _ in range(100):
            indexes = {i["IndexName"]: i for i in described(client, name).get("GlobalSecondaryIndexes", [])}
            if indexes[wanted]["IndexStatus"] == "ACTIVE":
                return
            time.sleep(0.1)
        pytest.fail(f"{wanted} did not become ACTIVE")

    @staticmethod
    def wait_for_no_index(client, name):
        for _ in range(100):
            if not described(client, name).get("GlobalSecondaryIndexes"):
                return
            time.sleep(0.1)
        pytest.fail("the index did not go away")
