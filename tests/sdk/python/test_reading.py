"""Query and Scan through boto3: conditions, order, paging, indexes, segments and what Select returns."""
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError
from conftest import definitions, index, key_schema


@pytest.fixture
def rows(make_table):
    """Three partitions; 'p1' has rows 0 to 29 with a few attributes each."""
    table = make_table("pk:S", "sk:N", lsi={"by_score": ("pk:S", "score:N")}, gsi={"by_colour": ("colour:S", "score:N")})
    with table.batch_writer() as batch:
        for partition in ("p0", "p1", "p2"):
            for n in range(30):
                item = {"pk": partition, "sk": n - 10, "score": (n * 7) % 30, "body": f"row {n}"}
                if n % 3:
                    item["colour"] = "red" if n % 3 == 1 else "blue"
                batch.put_item(Item=item)
    return table


def every(operation, **request):
    """All items of a Query or Scan, and how many pages they took."""
    items, pages = [], 0
    while True:
        answer = operation(**request)
        items += answer["Items"]
        pages += 1
        if "LastEvaluatedKey" not in answer:
            return items, pages
        request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def sort_keys(items):
    return [int(item["sk"]) for item in items]


class TestQuery:
    @pytest.mark.parametrize("condition, expected", [
        (Key("sk").eq(3), [3]), (Key("sk").lt(-8), [-10, -9]), (Key("sk").lte(-8), [-10, -9, -8]), (Key("sk").gt(17), [18, 19]),
        (Key("sk").gte(17), [17, 18, 19]), (Key("sk").between(-1, 1), [-1, 0, 1]), (Key("sk").eq(100), []),
        (Key("sk").between(Decimal("-0.5"), Decimal("0.5")), [0]),
    ])
    def test_ranges_both_ways(self, rows, condition, expected):
        condition = Key("pk").eq("p1") & condition
        assert sort_keys(rows.query(KeyConditionExpression=condition)["Items"]) == expected
        assert sort_keys(rows.query(KeyConditionExpression=condition, ScanIndexForward=False)["Items"]) == expected[::-1]

    @pytest.mark.parametrize("forward", [True, False])
    @pytest.mark.parametrize("limit", [1, 7, 29, 30, 31])
    def test_paging_misses_nothing(self, rows, forward, limit):
        items, pages = every(rows.query, KeyConditionExpression=Key("pk").eq("p1"), Limit=limit, ScanIndexForward=forward)
        assert sort_keys(items) == sorted(range(-10, 20), reverse=not forward)
        assert pages in (-(-30 // limit), 30 // limit + 1)

    def test_filters_count_what_they_drop(self, rows):
        answer = rows.query(KeyConditionExpression=Key("pk").eq("p1"), FilterExpression=Attr("colour").eq("red"))
        assert (answer["Count"], answer["ScannedCount"]) == (10, 30)
        answer = rows.query(KeyConditionExpression=Key("pk").eq("p1"), FilterExpression=Attr("colour").eq("green"), Limit=5)
        assert (answer["Count"], answer["ScannedCount"], answer["Items"]) == (0, 5, [])
        assert answer["LastEvaluatedKey"] == {"pk": "p1", "sk": -6}

    def test_select(self, rows):
        answer = rows.query(KeyConditionExpression=Key("pk").eq("p1"), Select="COUNT")
        assert answer["Count"] == 30 and "Items" not in answer
        answer = rows.query(KeyConditionExpression=Key("pk").eq("p1") & Key("sk").eq(1), ProjectionExpression="body, sk")
        assert answer["Items"] == [{"body": "row 11", "sk": 1}]

    def test_strings_sort_by_bytes(self, make_table):
        table = make_table("pk:S", "sk:S")
        words = ["A", "B", "a", "aa", "b", "é", "z", "日本", "𝄞", "~", "a#1", "a#2", "a$"]
        for word in words:
            table.put_item(Item={"pk": "x", "sk": word})
        found = [i["sk"] for i in table.query(KeyConditionExpression=Key("pk").eq("x"))["Items"]]
        assert found == sorted(words, key=lambda word: word.encode())
        found = table.query(KeyConditionExpression=Key("pk").eq("x") & Key("sk").begins_with("a#"))["Items"]
        assert [i["sk"] for i in found] == ["a#1", "a#2"]

    def test_a_page_ends_at_one_megabyte(self, make_table):
        table = make_table("pk:S", "sk:N")
        for n in range(12):
            table.put_item(Item={"pk": "x", "sk": n, "body": "y" * 250_000})
        first = table.query(KeyConditionExpression=Key("pk").eq("x"))
        assert 4 <= first["Count"] <= 5 and "LastEvaluatedKey" in first
        items, pages = every(table.query, KeyConditionExpression=Key("pk").eq("x"))
        assert sort_keys(items) == list(range(12)) and pages in (3, 4)
        assert table.query(KeyConditionExpression=Key("pk").eq("x"), Select="COUNT")["Count"] == first["Count"]

    @pytest.mark.parametrize("request_, message", [
        ({"KeyConditionExpression": "sk = :v"}, "Query condition missed key schema element: pk"),
        ({"KeyConditionExpression": "pk = :v AND body = :v"}, "Query condition missed key schema element: sk"),
        ({"KeyConditionExpression": "pk > :v"}, "Query key condition not supported"),
        ({"KeyConditionExpression": "pk = :v AND sk = :v"},
         "One or more parameter values were invalid: Condition parameter type does not match schema type"),
        ({"KeyConditionExpression": "colour = :v", "IndexName": "by_colour", "ConsistentRead": True},
         "Consistent reads are not supported on global secondary indexes"),
        ({"KeyConditionExpression": "colour = :v", "IndexName": "none"}, "The table does not have the specified index: none"),
        ({"KeyConditionExpression": "pk = :v", "FilterExpression": "sk = :v"},
         "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk"),
    ])
    def test_what_cannot_be_asked(self, rows, request_, message):
        with pytest.raises(ClientError) as caught:
            rows.query(ExpressionAttributeValues={":v": "x"}, **request_)
        assert caught.value.response["Error"] == {"Code": "ValidationException", "Message": message}


class TestIndexes:
    def test_local_index_order_and_base_attributes(self, rows):
        condition = Key("pk").eq("p1") & Key("score").lt(5)
        items = rows.query(IndexName="by_score", KeyConditionExpression=condition, ConsistentRead=True)["Items"]
        assert [int(item["score"]) for item in items] == [0, 1, 2, 3, 4]
        assert all("body" in item for item in items)

    def test_global_index_is_sparse_and_pages(self, rows):
        items, pages = every(rows.query, IndexName="by_colour", KeyConditionExpression=Key("colour").eq("red"), Limit=4)
        assert len(items) == 30 and pages >= 8
        scores = [int(item["score"]) for item in items]
        assert scores == sorted(scores)
        assert len({(item["pk"], item["sk"]) for item in items}) == 30
        first = rows.query(IndexName="by_colour", KeyConditionExpression=Key("colour").eq("red"), Limit=1)
        assert set(first["LastEvaluatedKey"]) == {"pk", "sk", "colour", "score"}
        assert rows.scan(IndexName="by_colour", Select="COUNT")["Count"] == 60

    def test_equal_index_keys_are_all_found(self, make_table):
        table = make_table("pk:S", gsi={"by_group": ("group:S",)})
        with table.batch_writer() as batch:
            for n in range(50):
                batch.put_item(Item={"pk": f"k{n}", "group": "same"})
        items, _ = every(table.query, IndexName="by_group", KeyConditionExpression=Key("group").eq("same"), Limit=3)
        assert sorted(item["pk"] for item in items) == sorted(f"k{n}" for n in range(50))

    def test_indexes_follow_every_change(self, rows):
        def red(partition):
            items, _ = every(rows.query, IndexName="by_colour", KeyConditionExpression=Key("colour").eq("red"))
            return {int(item["sk"]) for item in items if item["pk"] == partition}

        assert red("p1") == {n - 10 for n in range(30) if n % 3 == 1}
        rows.update_item(Key={"pk": "p1", "sk": -9}, UpdateExpression="REMOVE colour")
        rows.update_item(Key={"pk": "p1", "sk": -6}, UpdateExpression="SET colour = :c", ExpressionAttributeValues={":c": "blue"})
        rows.delete_item(Key={"pk": "p1", "sk": -3})
        rows.put_item(Item={"pk": "p1", "sk": -10, "colour": "red", "score": 1})
        rows.put_item(Item={"pk": "p1", "sk": 0, "body": "no colour any more"})
        assert red("p1") == {n - 10 for n in range(30) if n % 3 == 1} - {-9, -6, -3, 0} | {-10}
        assert red("p2") == {n - 10 for n in range(30) if n % 3 == 1}

    @pytest.mark.parametrize("projection, expected", [
        ("KEYS_ONLY", {"pk", "sk", "x"}), ("INCLUDE", {"pk", "sk", "x", "a"}), ("ALL", {"pk", "sk", "x", "a", "b"}),
    ])
    def test_projections(self, make_table, client, projection, expected):
        include = ["a"] if projection == "INCLUDE" else None
        name = make_table("pk:S").name + "-projected"
        client.create_table(
            TableName=name, KeySchema=key_schema("pk:S", "sk:S"), AttributeDefinitions=definitions("pk:S", "sk:S", "x:S"),
            LocalSecondaryIndexes=[index("local", "pk:S", "x:S", projection=projection, include=include)],
            GlobalSecondaryIndexes=[index("global", "x:S", projection=projection, include=include)],
            BillingMode="PAY_PER_REQUEST")
        client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
        try:
            client.put_item(TableName=name, Item={k: {"S": k} for k in ("pk", "sk", "x", "a", "b")})
            self.check_projection(client, name, expected)
        finally:
            client.delete_table(TableName=name)

    @staticmethod
    def check_projection(client, name, expected):
        values = {"ExpressionAttributeValues": {":v": {"S": "x"}}}
        found = client.query(TableName=name, IndexName="global", KeyConditionExpression="x = :v", **values)
        assert set(found["Items"][0]) == expected
        local = {"TableName": name, "IndexName": "local", "KeyConditionExpression": "pk = :v",
                 "ExpressionAttributeValues": {":v": {"S": "pk"}}}
        assert set(client.query(**local)["Items"][0]) == expected
        # A local index reads from the table what it does not hold.
        assert set(client.query(**local, Select="ALL_ATTRIBUTES")["Items"][0]) == {"pk", "sk", "x", "a", "b"}
        assert set(client.query(**local, ProjectionExpression="b")["Items"][0]) == {"b"}

    def test_number_keys_in_an_index(self, make_table):
        table = make_table("pk:S", gsi={"by_n": ("n:N",), "by_b": ("b:B",)})
        for n in (Decimal("1.5"), Decimal(-3), Decimal(0)):
            table.put_item(Item={"pk": str(n), "n": n, "b": str(n).encode()})
        found = table.query(IndexName="by_n", KeyConditionExpression=Key("n").eq(Decimal("1.50")))["Items"]
        assert [item["pk"] for item in found] == ["1.5"]
        found = table.query(IndexName="by_b", KeyConditionExpression=Key("b").eq(b"-3"))["Items"]
        assert [item["pk"] for item in found] == ["-3"]


class TestScan:
    def test_paginator(self, client, rows):
        pages = list(client.get_paginator("scan").paginate(TableName=rows.name, PaginationConfig={"PageSize": 13}))
        assert [page["Count"] for page in pages][:6] == [13] * 6
        keys = [(item["pk"]["S"], item["sk"]["N"]) for page in pages for item in page["Items"]]
        assert len(keys) == len(set(keys)) == 90

    def test_query_paginator(self, client, rows):
        pages = client.get_paginator("query").paginate(
            TableName=rows.name, KeyConditionExpression="pk = :p", ExpressionAttributeValues={":p": {"S": "p2"}},
            PaginationConfig={"PageSize": 8, "MaxItems": 20})
        items = [item for page in pages for item in page["Items"]]
        assert [int(item["sk"]["N"]) for item in items] == list(range(-10, 10))

    @pytest.mark.parametrize("segments", [1, 4, 7])
    def test_parallel_scan(self, make_table, segments):
        table = make_table("pk:S")
        with table.batch_writer() as batch:
            for n in range(300):
                batch.put_item(Item={"pk": f"key {n}"})

        def one(segment):
            items, _ = every(table.scan, Segment=segment, TotalSegments=segments, Limit=20)
            return [item["pk"] for item in items]

        with ThreadPoolExecutor(segments) as pool:
            parts = list(pool.map(one, range(segments)))
        assert sorted(key for part in parts for key in part) == sorted(f"key {n}" for n in range(300))
        assert all(len(part) > 300 / segments / 4 for part in parts)

    def test_scan_follows_the_services_hash(self, make_table):
        """The order that the service was seen to return these keys in (recorded by dynalite)."""
        table = make_table("pk:S")
        order = ["2", "8", "9", "1", "6", "hello", "0", "5", "4", "äáöü", "aardman", "7", "3", "zapf"]
        for key in sorted(order):
            table.put_item(Item={"pk": key})
        assert [item["pk"] for item in table.scan()["Items"]] == order

    def test_a_partition_stays_together_and_in_order(self, rows):
        items, _ = every(rows.scan, Limit=11)
        seen = []
        for item in items:
            if not seen or seen[-1][0] != item["pk"]:
                seen.append((item["pk"], []))
            seen[-1][1].append(int(item["sk"]))
        assert len(seen) == 3
        assert all(keys == list(range(-10, 20)) for _, keys in seen)

    @pytest.mark.parametrize("request_, message", [
        ({"Segment": 1}, "The TotalSegments parameter is required but was not present in the request when Segment parameter is present"),
        ({"TotalSegments": 2}, "The Segment parameter is required but was not present in the request when parameter TotalSegments is present"),
        ({"Segment": 2, "TotalSegments": 2}, "The Segment parameter is zero-based and must be less than parameter TotalSegments"),
        ({"Select": "ALL_PROJECTED_ATTRIBUTES"}, "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"),
    ])
    def test_what_cannot_be_asked(self, rows, request_, message):
        with pytest.raises(ClientError) as caught:
            rows.scan(**request_)
        assert caught.value.response["Error"] == {"Code": "ValidationException", "Message": message}
