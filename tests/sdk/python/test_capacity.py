"""ConsumedCapacity and ItemCollectionMetrics, to the unit (AWS's developer guide and captures of the service)."""
import pytest


@pytest.fixture
def table(make_table):
    return make_table("pk:S", "sk:S", gsi={"gsi": ("gk:S",)}, lsi={"lsi": ("pk:S", "lk:S")})


def sized(**attributes):
    """An item of about 3 KB: 3 write units, 1 read unit."""
    return {"pk": "p", "sk": "s", "body": "x" * 3000, **attributes}


class TestWrites:
    def test_total(self, table):
        answer = table.put_item(Item=sized(), ReturnConsumedCapacity="TOTAL")
        assert answer["ConsumedCapacity"] == {"TableName": table.name, "CapacityUnits": 3.0}
        assert "ConsumedCapacity" not in table.put_item(Item=sized())
        assert "ConsumedCapacity" not in table.put_item(Item=sized(), ReturnConsumedCapacity="NONE")

    def test_every_touched_index(self, table):
        small = {"pk": "p", "sk": "s", "gk": "g", "lk": "l"}
        answer = table.put_item(Item=small, ReturnConsumedCapacity="INDEXES")["ConsumedCapacity"]
        assert answer == {"TableName": table.name, "CapacityUnits": 3.0, "Table": {"CapacityUnits": 1.0},
                          "GlobalSecondaryIndexes": {"gsi": {"CapacityUnits": 1.0}},
                          "LocalSecondaryIndexes": {"lsi": {"CapacityUnits": 1.0}}}
        moved = table.update_item(Key={"pk": "p", "sk": "s"}, UpdateExpression="SET gk = :g",
                                  ExpressionAttributeValues={":g": "h"}, ReturnConsumedCapacity="INDEXES")["ConsumedCapacity"]
        assert moved["CapacityUnits"] == 4.0
        assert moved["GlobalSecondaryIndexes"] == {"gsi": {"CapacityUnits": 2.0}}
        same = table.put_item(Item={**small, "gk": "h"}, ReturnConsumedCapacity="INDEXES")["ConsumedCapacity"]
        assert same["CapacityUnits"] == 1.0 and "GlobalSecondaryIndexes" not in same

    def test_the_larger_image_counts(self, table):
        table.put_item(Item=sized())
        answer = table.put_item(Item={"pk": "p", "sk": "s"}, ReturnConsumedCapacity="TOTAL")
        assert answer["ConsumedCapacity"]["CapacityUnits"] == 3.0
        answer = table.delete_item(Key={"pk": "p", "sk": "s"}, ReturnConsumedCapacity="TOTAL")
        assert answer["ConsumedCapacity"]["CapacityUnits"] == 1.0
        answer = table.delete_item(Key={"pk": "p", "sk": "none"}, ReturnConsumedCapacity="TOTAL")
        assert answer["ConsumedCapacity"]["CapacityUnits"] == 1.0

    def test_a_batch(self, client, table):
        requests = [{"PutRequest": {"Item": {"pk": {"S": "p"}, "sk": {"S": str(n)}, "b": {"S": "x" * 1000 * n}}}} for n in range(4)]
        answer = client.batch_write_item(RequestItems={table.name: requests}, ReturnConsumedCapacity="TOTAL")
        assert answer["ConsumedCapacity"] == [{"TableName": table.name, "CapacityUnits": 1.0 + 1.0 + 2.0 + 3.0}]

    def test_item_collections(self, make_table, table):
        item = {"pk": "p", "sk": "s", "lk": "l"}
        metrics = table.put_item(Item=item, ReturnItemCollectionMetrics="SIZE")["ItemCollectionMetrics"]
        assert metrics["ItemCollectionKey"] == {"pk": "p"}
        low, high = metrics["SizeEstimateRangeGB"]
        assert 0 <= low <= high <= 1
        assert "ItemCollectionMetrics" not in table.put_item(Item=item)
        without = make_table("pk:S").put_item(Item={"pk": "p"}, ReturnItemCollectionMetrics="SIZE")
        assert "ItemCollectionMetrics" not in without


class TestReads:
    def units(self, answer):
        return answer["ConsumedCapacity"]["CapacityUnits"]

    def test_get(self, table):
        table.put_item(Item=sized(body="x" * 5000))
        key = {"pk": "p", "sk": "s"}
        assert self.units(table.get_item(Key=key, ReturnConsumedCapacity="TOTAL")) == 1.0
        assert self.units(table.get_item(Key=key, ReturnConsumedCapacity="TOTAL", ConsistentRead=True)) == 2.0
        assert self.units(table.get_item(Key=key, ReturnConsumedCapacity="TOTAL", ProjectionExpression="pk")) == 1.0
        assert self.units(table.get_item(Key={"pk": "p", "sk": "none"}, ReturnConsumedCapacity="TOTAL")) == 0.5

    def test_query_sums_before_it_rounds_and_filters(self, table):
        for n in range(10):
            table.put_item(Item={"pk": "p", "sk": str(n), "body": "x" * 1000})
        question = {"KeyConditionExpression": "pk = :p", "ReturnConsumedCapacity": "TOTAL"}
        values = {":p": "p"}
        assert self.units(table.query(**question, ExpressionAttributeValues=values)) == 1.5
        assert self.units(table.query(**question, ExpressionAttributeValues=values, ConsistentRead=True)) == 3.0
        assert self.units(table.query(**question, ExpressionAttributeValues=values, Select="COUNT")) == 1.5
        dropped = table.query(**question, FilterExpression="body = :b", ExpressionAttributeValues={**values, ":b": "y"})
        assert dropped["Count"] == 0 and self.units(dropped) == 1.5
        assert self.units(table.scan(ReturnConsumedCapacity="TOTAL")) == 1.5

    def test_index_reads_are_charged_to_the_index(self, table):
        table.put_item(Item={"pk": "p", "sk": "s", "gk": "g"})
        answer = table.query(IndexName="gsi", KeyConditionExpression="gk = :g", ExpressionAttributeValues={":g": "g"},
                             ReturnConsumedCapacity="INDEXES")["ConsumedCapacity"]
        assert answer == {"TableName": table.name, "CapacityUnits": 0.5, "Table": {"CapacityUnits": 0.0},
                          "GlobalSecondaryIndexes": {"gsi": {"CapacityUnits": 0.5}}}

    def test_a_batch_rounds_each_item(self, client, table):
        table.put_item(Item={"pk": "p", "sk": "0"})
        keys = [{"pk": {"S": "p"}, "sk": {"S": str(n)}} for n in range(3)]
        for consistent, units in ((False, 1.5), (True, 3.0)):
            answer = client.batch_get_item(RequestItems={table.name: {"Keys": keys, "ConsistentRead": consistent}},
                                           ReturnConsumedCapacity="TOTAL")
            assert answer["ConsumedCapacity"] == [{"TableName": table.name, "CapacityUnits": units}]
