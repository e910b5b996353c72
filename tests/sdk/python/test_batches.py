"""BatchWriteItem and BatchGetItem through boto3, and many clients at once."""
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest
from botocore.exceptions import ClientError
from conftest import connect


class TestBatches:
    def test_a_thousand_items(self, client, make_table):
        table = make_table("pk:S", "sk:N")
        with table.batch_writer() as batch:
            for n in range(1000):
                batch.put_item(Item={"pk": f"user {n % 17}", "sk": n, "name": f"item {n}", "tags": {"a", f"t{n}"}})
        pages = client.get_paginator("scan").paginate(TableName=table.name, PaginationConfig={"PageSize": 150})
        found = {int(item["sk"]["N"]): item for page in pages for item in page["Items"]}
        assert sorted(found) == list(range(1000))
        assert found[512]["name"] == {"S": "item 512"} and set(found[512]["tags"]["SS"]) == {"a", "t512"}

        with table.batch_writer() as batch:
            for n in range(0, 1000, 2):
                batch.delete_item(Key={"pk": f"user {n % 17}", "sk": n})
        assert table.scan(Select="COUNT")["Count"] == 500

    def test_the_last_of_one_key_wins(self, make_table):
        table = make_table("pk:S")
        with table.batch_writer(overwrite_by_pkeys=["pk"]) as batch:
            for n in range(60):
                batch.put_item(Item={"pk": "same", "n": n})
        assert table.get_item(Key={"pk": "same"})["Item"]["n"] == 59

    def test_get_from_two_tables(self, dynamodb, make_table):
        one, two = make_table("pk:S"), make_table("pk:N", "sk:S")
        for n in range(40):
            one.put_item(Item={"pk": f"k{n}", "n": n, "more": "x"})
            two.put_item(Item={"pk": n, "sk": "s", "n": n})
        answer = dynamodb.batch_get_item(RequestItems={
            one.name: {"Keys": [{"pk": f"k{n}"} for n in range(45)], "ProjectionExpression": "#n",
                       "ExpressionAttributeNames": {"#n": "n"}},
            two.name: {"Keys": [{"pk": n, "sk": "s"} for n in range(20, 50)], "ConsistentRead": True}})
        assert answer["UnprocessedKeys"] == {}
        assert sorted(item["n"] for item in answer["Responses"][one.name]) == list(range(40))
        assert all(set(item) == {"n"} for item in answer["Responses"][one.name])
        assert sorted(item["n"] for item in answer["Responses"][two.name]) == list(range(20, 40))

    def test_sixteen_megabytes_at_a_time(self, client, make_table):
        table = make_table("pk:S")
        for n in range(50):
            table.put_item(Item={"pk": f"k{n}", "body": "x" * 380_000})
        wanted = {table.name: {"Keys": [{"pk": {"S": f"k{n}"}} for n in range(50)], "ProjectionExpression": "pk, body"}}
        found, rounds = [], 0
        while wanted:
            answer = client.batch_get_item(RequestItems=wanted)
            found += [item["pk"]["S"] for item in answer["Responses"][table.name]]
            wanted = answer["UnprocessedKeys"]
            rounds += 1
            assert not wanted or wanted[table.name]["ProjectionExpression"] == "pk, body"
        assert sorted(found) == sorted(f"k{n}" for n in range(50))
        assert rounds == 2

    @pytest.mark.parametrize("build, message", [
        (lambda t: {t: [put("a"), put("a")]}, "Provided list of item keys contains duplicates"),
        (lambda t: {t: [put("a"), {"DeleteRequest": {"Key": {"pk": {"S": "a"}}}}]}, "Provided list of item keys contains duplicates"),
        (lambda t: {t: [put(str(n)) for n in range(26)]}, "length less than or equal to 25"),
        (lambda t: {}, "Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1"),
    ])
    def test_writes_that_are_refused(self, client, make_table, build, message):
        table = make_table("pk:S")
        with pytest.raises(ClientError, match=message):
            client.batch_write_item(RequestItems=build(table.name))
        assert table.scan()["Items"] == []

    def test_reads_that_are_refused(self, client, make_table):
        name = make_table("pk:S").name

        def read(*keys):
            client.batch_get_item(RequestItems={name: {"Keys": [{"pk": {"S": key}} for key in keys]}})

        with pytest.raises(ClientError, match="Provided list of item keys contains duplicates"):
            read("a", "a")
        with pytest.raises(ClientError, match="length less than or equal to 100"):
            read(*map(str, range(101)))
        with pytest.raises(client.exceptions.ResourceNotFoundException, match="Requested resource not found"):
            client.batch_get_item(RequestItems={name + "x": {"Keys": [{"pk": {"S": "a"}}]}})


def put(key):
    return {"PutRequest": {"Item": {"pk": {"S": key}}}}


class TestManyAtOnce:
    """Eight clients on eight threads."""

    THREADS = 8

    def together(self, work):
        clients = [connect(boto3.client) for _ in range(self.THREADS)]
        with ThreadPoolExecutor(self.THREADS) as pool:
            return list(pool.map(work, clients, range(self.THREADS)))

    def test_no_increment_is_lost(self, make_table):
        table = make_table("pk:S", gsi={"by_count": ("count:N",)})

        def work(client, _):
            for _ in range(50):
                client.update_item(TableName=table.name, Key={"pk": {"S": "hot"}}, UpdateExpression="ADD #c :one",
                                   ExpressionAttributeNames={"#c": "count"}, ExpressionAttributeValues={":one": {"N": "1"}})

        self.together(work)
        assert table.get_item(Key={"pk": "hot"}, ConsistentRead=True)["Item"]["count"] == self.THREADS * 50
        assert table.scan(IndexName="by_count")["Items"] == [{"pk": "hot", "count": self.THREADS * 50}]

    def test_one_of_many_wins_a_conditional_put(self, make_table):
        table = make_table("pk:S")

        def work(client, me):
            won = 0
            for n in range(30):
                try:
                    client.put_item(TableName=table.name, Item={"pk": {"S": f"lock {n}"}, "owner": {"N": str(me)}},
                                    ConditionExpression="attribute_not_exists(pk)")
                    won += 1
                except client.exceptions.ConditionalCheckFailedException:
                    pass
            return won

        assert sum(self.together(work)) == 30
        assert table.scan(Select="COUNT")["Count"] == 30
