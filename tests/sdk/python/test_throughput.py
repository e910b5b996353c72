"""Throttling as an application meets it: boto3's own retries against a table of 5 write units a second."""
import time

import boto3
import pytest
from admin import admin
from botocore.config import Config
from botocore.exceptions import ClientError
from conftest import CONFIG, ENDPOINT, connect

UNITS = 5

pytestmark = pytest.mark.stator_only


def retrying(mode):
    config = CONFIG.merge(Config(retries={"mode": mode, "total_max_attempts": 15}))
    return boto3.client("dynamodb", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="stator",
                        aws_secret_access_key="secret", config=config)


@pytest.fixture
def enforced(make_table):
    """A new table of 5 units: it has one second's worth of them, and saves up while nobody writes."""
    def make(*keys, **more):
        more.setdefault("ProvisionedThroughput", {"ReadCapacityUnits": UNITS, "WriteCapacityUnits": UNITS})
        table = make_table(*keys, BillingMode="PROVISIONED", **more)
        admin("PUT", "throughput", {"mode": "enforce", "table": table.name})
        return table
    return make


def drain(client, name):
    """Writes until the table throttles."""
    for n in range(10000):
        try:
            client.put_item(TableName=name, Item={"pk": {"S": f"drain {n}"}})
        except client.exceptions.ProvisionedThroughputExceededException:
            return
    pytest.fail("the table never throttled")


class TestRetries:
    @pytest.mark.parametrize("mode", ["standard", "adaptive"])
    def test_all_writes_succeed_at_the_rate_of_the_table(self, client, enforced, mode):
        table = enforced("pk:S")
        drain(client, table.name)
        writer = retrying(mode)
        retries = 0
        started = time.monotonic()
        count = 6 * UNITS
        for n in range(count):
            answer = writer.put_item(TableName=table.name, Item={"pk": {"S": f"k{n}"}})
            retries += answer["ResponseMetadata"]["RetryAttempts"]
        seconds = time.monotonic() - started
        written = table.scan(Select="COUNT", FilterExpression="begins_with(pk, :k)",
                             ExpressionAttributeValues={":k": "k"})["Count"]
        assert written == count
        assert retries > 0
        # Never faster than the table's rate. Backing off makes it slower; how much, chance decides.
        assert seconds >= 0.9 * (count - 1) / UNITS
        assert seconds <= 15 * count / UNITS

    def test_a_batch_writer_sends_again_what_was_not_processed(self, client, enforced):
        table = enforced("pk:S", ProvisionedThroughput={"ReadCapacityUnits": 100, "WriteCapacityUnits": 20})
        drain(client, table.name)
        writer = connect(boto3.resource)
        started = time.monotonic()
        pending = [{"PutRequest": {"Item": {"pk": f"k{n}"}}} for n in range(60)]
        rounds = 0
        while pending:
            rounds += 1
            try:
                answer = writer.batch_write_item(RequestItems={table.name: pending[:25]})
            except writer.meta.client.exceptions.ProvisionedThroughputExceededException:
                time.sleep(0.05)
                continue
            pending = answer["UnprocessedItems"].get(table.name, []) + pending[25:]
        assert time.monotonic() - started >= 0.9 * 59 / 20
        assert rounds > 3
        found = {item["pk"] for item in table.scan()["Items"]}
        assert {f"k{n}" for n in range(60)} <= found


class TestErrors:
    def test_the_reason_names_the_table(self, client, enforced):
        table = enforced("pk:S")
        with pytest.raises(client.exceptions.ProvisionedThroughputExceededException) as caught:
            for n in range(10000):
                client.put_item(TableName=table.name, Item={"pk": {"S": str(n)}})
        reasons = caught.value.response.get("ThrottlingReasons")
        if reasons is not None:  # botocore knows the member since August 2025
            arn = client.describe_table(TableName=table.name)["Table"]["TableArn"]
            assert reasons == [{"reason": "TableWriteProvisionedThroughputExceeded", "resource": arn}]

    def test_other_tables_are_not_throttled(self, client, enforced, make_table):
        drain(client, enforced("pk:S").name)
        other = make_table("pk:S", BillingMode="PROVISIONED",
                           ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1})
        for n in range(20):
            other.put_item(Item={"pk": str(n)})
        tables = {entry["table"]: entry for entry in admin("GET", "capacity")["tables"]}
        assert tables[other.name]["write"]["throttled"] == 0
        assert tables[other.name]["write"]["wouldThrottle"] > 0

    def test_a_transaction_says_what_was_throttled(self, client, enforced):
        table = enforced("pk:S")
        drain(client, table.name)
        with pytest.raises(ClientError) as caught:
            for n in range(100):
                client.transact_write_items(TransactItems=[
                    {"Put": {"TableName": table.name, "Item": {"pk": {"S": f"a{n}"}}}},
                    {"Put": {"TableName": table.name, "Item": {"pk": {"S": f"b{n}"}}}}])
        codes = {reason["Code"] for reason in caught.value.response["CancellationReasons"]}
        assert codes == {"ProvisionedThroughputExceeded"}
