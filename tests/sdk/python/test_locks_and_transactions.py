"""A lock client as they are written for DynamoDB (conditional writes, and TTL for what is left behind), and a transaction
that a client sends again because it had no answer."""
import threading
import uuid

import boto3
import pytest
from admin import admin, advance_clock, server_time
from boto3.dynamodb.conditions import Attr
from botocore.config import Config
from conftest import ENDPOINT


class LockClient:
    """Leases: whoever holds one renews it in time, or others may take it."""

    def __init__(self, table, owner, lease_seconds=20, clock=server_time):
        self.table, self.owner, self.lease, self.clock = table, owner, lease_seconds, clock

    def acquire(self, name):
        now = int(self.clock())
        try:
            self.table.put_item(
                Item={"pk": name, "owner": self.owner, "expires_at": now + self.lease, "version": uuid.uuid4().hex},
                ConditionExpression=Attr("pk").not_exists() | Attr("expires_at").lt(now))
            return True
        except self.table.meta.client.exceptions.ConditionalCheckFailedException:
            return False

    def renew(self, name):
        try:
            self.table.update_item(Key={"pk": name}, UpdateExpression="SET expires_at = :u",
                                   ConditionExpression=Attr("owner").eq(self.owner),
                                   ExpressionAttributeValues={":u": int(self.clock()) + self.lease})
            return True
        except self.table.meta.client.exceptions.ConditionalCheckFailedException:
            return False

    def release(self, name):
        try:
            self.table.delete_item(Key={"pk": name}, ConditionExpression=Attr("owner").eq(self.owner))
            return True
        except self.table.meta.client.exceptions.ConditionalCheckFailedException:
            return False


@pytest.mark.stator_only
class TestLocks:
    @pytest.fixture
    def table(self, client, make_table):
        table = make_table("pk:S")
        client.update_time_to_live(TableName=table.name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires_at"})
        return table

    def test_one_holder_at_a_time(self, table):
        holders = []

        def compete(owner):
            if LockClient(table, owner).acquire("lock"):
                holders.append(owner)

        threads = [threading.Thread(target=compete, args=(f"owner{i}",)) for i in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(holders) == 1
        assert not LockClient(table, "another").release("lock")
        assert LockClient(table, holders[0]).release("lock")
        assert LockClient(table, "another").acquire("lock")

    def test_leases_end(self, table):
        first, second = LockClient(table, "first"), LockClient(table, "second")
        assert first.acquire("lock")
        advance_clock(15)
        assert first.renew("lock")
        advance_clock(15)
        assert not second.acquire("lock"), "it was renewed"
        advance_clock(10)
        assert second.acquire("lock"), "over, and deleted by its time to live"
        assert not first.renew("lock")
        assert not first.release("lock")

    def test_what_is_left_behind_is_deleted(self, table):
        assert LockClient(table, "gone").acquire("lock")
        advance_clock(30)
        assert table.scan(ConsistentRead=True)["Items"] == []


class TestIdempotentTransactions:
    @pytest.fixture
    def table(self, make_table):
        table = make_table("pk:S")
        for account in ("a", "b"):
            table.put_item(Item={"pk": account, "money": 100})
        return table

    def transfer(self, table, amount, token):
        def add(account, by):
            return {"Update": {"TableName": table.name, "Key": {"pk": account}, "UpdateExpression": "ADD money :n",
                               "ExpressionAttributeValues": {":n": by}}}

        return {"ClientRequestToken": token, "TransactItems": [add("a", -amount), add("b", amount)]}

    def balances(self, table):
        return {item["pk"]: int(item["money"]) for item in table.scan(ConsistentRead=True)["Items"]}

    def test_sent_again_it_is_done_once(self, table):
        client, token = table.meta.client, uuid.uuid4().hex
        for _ in range(3):
            client.transact_write_items(**self.transfer(table, 10, token))
        assert self.balances(table) == {"a": 90, "b": 110}
        with pytest.raises(client.exceptions.IdempotentParameterMismatchException):
            client.transact_write_items(**self.transfer(table, 20, token))
        client.transact_write_items(**self.transfer(table, 20, uuid.uuid4().hex))
        assert self.balances(table) == {"a": 70, "b": 130}

    @pytest.mark.stator_only
    def test_the_sdks_own_retry(self, table):
        """The answer is lost after the transaction was done; the SDK sends it again under the token that it made up."""
        retrying = boto3.resource("dynamodb", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="stator",
                                  aws_secret_access_key="secret", config=Config(retries={"total_max_attempts": 4}))
        admin("POST", "faults", {"rules": [{"operation": "TransactWriteItems", "table": table.name, "after": True,
                                            "error": "InternalServerError", "count": 2}]})
        try:
            request = self.transfer(retrying.Table(table.name), 10, "")
            del request["ClientRequestToken"]
            answer = retrying.meta.client.transact_write_items(**request)
        finally:
            admin("DELETE", "faults")
        assert answer["ResponseMetadata"]["RetryAttempts"] == 2
        assert self.balances(table) == {"a": 90, "b": 110}

    @pytest.mark.stator_only
    def test_the_window_ends(self, table):
        client, token = table.meta.client, uuid.uuid4().hex
        client.transact_write_items(**self.transfer(table, 10, token))
        advance_clock(601)
        client.transact_write_items(**self.transfer(table, 10, token))
        assert self.balances(table) == {"a": 80, "b": 120}
