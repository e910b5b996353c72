"""A consumer of a stream that follows shards to their children, as the Kinesis adapters do."""
import collections
import threading
import time

import boto3
import pytest
from admin import advance_clock, server_time, split_shard
from conftest import CONFIG, ENDPOINT

PATIENCE_SECONDS = 30


@pytest.fixture(scope="session")
def streams():
    return boto3.client("dynamodbstreams", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="stator",
                        aws_secret_access_key="secret", config=CONFIG)


@pytest.fixture
def streamed(make_table):
    table = make_table("pk:S", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
    return table, table.latest_stream_arn


def shards_of(streams, arn):
    shards, start = [], {}
    while True:
        description = streams.describe_stream(StreamArn=arn, Limit=2, **start)["StreamDescription"]
        shards += description["Shards"]
        if "LastEvaluatedShardId" not in description:
            return shards
        start = {"ExclusiveStartShardId": description["LastEvaluatedShardId"]}


class Consumer:
    """Reads a shard only when its parent has been read to the end; records of one item so come in order."""

    def __init__(self, streams, arn):
        self.streams, self.arn = streams, arn
        self.iterators, self.finished, self.records = {}, set(), []
        self.lineage = []  # (parent, child) as they were begun

    def begin(self):
        shards = shards_of(self.streams, self.arn)
        known = {shard["ShardId"] for shard in shards}
        for shard in shards:
            parent = shard.get("ParentShardId")
            if shard["ShardId"] in self.iterators or (parent in known and parent not in self.finished):
                continue
            if parent in known:
                self.lineage.append((parent, shard["ShardId"]))
            self.iterators[shard["ShardId"]] = self.streams.get_shard_iterator(
                StreamArn=self.arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]

    def step(self):
        self.begin()
        for shard in set(self.iterators) - self.finished:
            answer = self.streams.get_records(ShardIterator=self.iterators[shard], Limit=7)
            self.records += answer["Records"]
            self.iterators[shard] = answer.get("NextShardIterator")
            if self.iterators[shard] is None:
                self.finished.add(shard)

    def read(self, count):
        until = time.monotonic() + PATIENCE_SECONDS
        while len(self.records) < count and time.monotonic() < until:
            self.step()
        return self.records


def history(records):
    """The numbers that each item had, in the order of the records."""
    values = collections.defaultdict(list)
    for record in records:
        image = record["dynamodb"].get("NewImage")
        values[record["dynamodb"]["Keys"]["pk"]["S"]].append(int(image["n"]["N"]) if image else None)
    return values


class TestRecords:
    def test_what_happened_to_an_item(self, streams, streamed):
        table, arn = streamed
        table.put_item(Item={"pk": "a", "n": 1})
        table.update_item(Key={"pk": "a"}, UpdateExpression="SET n = n + :one", ExpressionAttributeValues={":one": 1})
        table.put_item(Item={"pk": "a", "n": 2})  # changes nothing
        table.delete_item(Key={"pk": "a"})
        records = Consumer(streams, arn).read(3)
        assert [r["eventName"] for r in records] == ["INSERT", "MODIFY", "REMOVE"]
        insert, modify, remove = (r["dynamodb"] for r in records)
        assert "OldImage" not in insert and insert["NewImage"] == {"pk": {"S": "a"}, "n": {"N": "1"}}
        assert modify["OldImage"]["n"] == {"N": "1"} and modify["NewImage"]["n"] == {"N": "2"}
        assert "NewImage" not in remove and remove["OldImage"]["n"] == {"N": "2"}
        numbers = [int(r["SequenceNumber"]) for r in (insert, modify, remove)]
        assert numbers == sorted(set(numbers))
        assert all(r["awsRegion"] == "us-east-1" and r["eventSource"] == "aws:dynamodb" for r in records)

    def test_disabled_streams_stay_readable(self, client, streams, streamed):
        table, arn = streamed
        table.put_item(Item={"pk": "a", "n": 1})
        client.update_table(TableName=table.name, StreamSpecification={"StreamEnabled": False})
        client.get_waiter("table_exists").wait(TableName=table.name, WaiterConfig={"Delay": 1})
        table.put_item(Item={"pk": "b", "n": 1})
        consumer = Consumer(streams, arn)
        assert history(consumer.read(1)) == {"a": [1]}
        while not consumer.finished.issuperset(consumer.iterators):
            consumer.step()
        assert len(consumer.records) == 1
        listed = streams.list_streams(TableName=table.name)["Streams"]
        assert [s["StreamArn"] for s in listed] == [arn]

    def test_missing_stream(self, streams, streamed):
        with pytest.raises(streams.exceptions.ResourceNotFoundException):
            streams.describe_stream(StreamArn=streamed[1].replace("/stream/2", "/stream/1"))


@pytest.mark.stator_only
class TestShardsThatSplit:
    def test_a_consumer_follows_them(self, streams, streamed):
        table, arn = streamed
        consumer = Consumer(streams, arn)
        items, rounds = 12, 4
        for number in range(rounds):
            for item in range(items):
                table.put_item(Item={"pk": f"item{item}", "n": number})
            if number < rounds - 1:
                # The oldest open shard, and a consumer that has read only some of what is in it.
                still_open = [s["ShardId"] for s in shards_of(streams, arn) if "EndingSequenceNumber" not in s["SequenceNumberRange"]]
                consumer.step()
                split_shard(arn, still_open[0])
        values = history(consumer.read(items * rounds))
        assert values == {f"item{item}": list(range(rounds)) for item in range(items)}
        assert len(consumer.lineage) == 2 * (rounds - 1)

    def test_while_others_write(self, streams, streamed):
        table, arn = streamed
        writes = 60

        def write(pk):
            for number in range(writes):
                table.meta.client.put_item(TableName=table.name, Item={"pk": pk, "n": number})

        writers = [threading.Thread(target=write, args=(f"writer{i}",)) for i in range(4)]
        consumer = Consumer(streams, arn)
        for writer in writers:
            writer.start()
        for _ in range(5):
            consumer.step()
            still_open = [s["ShardId"] for s in shards_of(streams, arn) if "EndingSequenceNumber" not in s["SequenceNumberRange"]]
            split_shard(arn, still_open[-1])
        for writer in writers:
            writer.join()
        assert history(consumer.read(4 * writes)) == {f"writer{i}": list(range(writes)) for i in range(4)}


@pytest.mark.stator_only
class TestTimeToLive:
    def test_a_deletion_is_the_services(self, client, streams, streamed):
        table, arn = streamed
        client.update_time_to_live(TableName=table.name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"})
        table.put_item(Item={"pk": "short", "n": 1, "until": int(server_time()) + 5})
        table.put_item(Item={"pk": "long", "n": 1, "until": int(server_time()) + 5000})
        advance_clock(10)
        records = Consumer(streams, arn).read(3)
        assert [item["pk"] for item in table.scan()["Items"]] == ["long"]
        removed = [r for r in records if r["eventName"] == "REMOVE"]
        assert [r["dynamodb"]["Keys"]["pk"]["S"] for r in removed] == ["short"]
        assert removed[0]["userIdentity"] == {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
        assert all("userIdentity" not in r for r in records if r["eventName"] == "INSERT")
