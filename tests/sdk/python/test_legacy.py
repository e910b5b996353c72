"""The parameters from before expressions, which old programs still send."""
import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def table(make_table):
    return make_table("pk:S", "sk:N")


KEY = {"pk": "x", "sk": 1}


class TestAttributeUpdates:
    def update(self, table, returns="ALL_NEW", **updates):
        return table.update_item(Key=KEY, AttributeUpdates=updates, ReturnValues=returns).get("Attributes")

    def test_put_add_and_delete(self, table):
        found = self.update(table, a={"Action": "PUT", "Value": 1}, b={"Value": "default is PUT"},
                            n={"Action": "ADD", "Value": 5}, tags={"Action": "ADD", "Value": {"x", "y"}})
        assert found == {**KEY, "a": 1, "b": "default is PUT", "n": 5, "tags": {"x", "y"}}
        found = self.update(table, a={"Action": "DELETE"}, n={"Action": "ADD", "Value": -7},
                            tags={"Action": "DELETE", "Value": {"x", "z"}}, b={"Action": "PUT", "Value": None})
        assert found == {**KEY, "b": None, "n": -2, "tags": {"y"}}

    def test_returned_values(self, table):
        self.update(table, a={"Value": 1}, b={"Value": 2})
        assert self.update(table, "UPDATED_NEW", a={"Value": 3}) == {"a": 3}
        assert self.update(table, "UPDATED_OLD", a={"Value": 4}) == {"a": 3}
        assert self.update(table, "NONE", a={"Value": 5}) is None

    @pytest.mark.parametrize("update, message", [
        ({"Action": "PUT"}, "One or more parameter values were invalid: Only DELETE action is allowed when no attribute value is specified"),
        ({"Action": "ADD", "Value": "text"}, "One or more parameter values were invalid: ADD action is not supported for the type S"),
        ({"Action": "DELETE", "Value": 1}, "One or more parameter values were invalid: DELETE action with value is not supported for the type N"),
    ])
    def test_actions_that_do_not_fit(self, table, update, message):
        with pytest.raises(ClientError) as caught:
            self.update(table, a=update)
        assert caught.value.response["Error"]["Message"] == message


class TestExpected:
    ITEM = {**KEY, "n": 5, "s": "hello", "set": {"a", "b"}, "nothing": None}

    @pytest.mark.parametrize("attribute, expected, holds", [
        ("n", {"Value": 5}, True), ("n", {"Value": 6}, False), ("n", {"Value": 5, "Exists": True}, True),
        ("absent", {"Exists": False}, True), ("n", {"Exists": False}, False),
        ("n", {"ComparisonOperator": "EQ", "AttributeValueList": [5]}, True),
        ("n", {"ComparisonOperator": "NE", "AttributeValueList": [5]}, False),
        ("n", {"ComparisonOperator": "LE", "AttributeValueList": [5]}, True),
        ("n", {"ComparisonOperator": "LT", "AttributeValueList": [5]}, False),
        ("n", {"ComparisonOperator": "GE", "Value": 5}, True),
        ("n", {"ComparisonOperator": "GT", "AttributeValueList": [4]}, True),
        ("n", {"ComparisonOperator": "BETWEEN", "AttributeValueList": [1, 5]}, True),
        ("n", {"ComparisonOperator": "IN", "AttributeValueList": [1, 2]}, False),
        ("n", {"ComparisonOperator": "NOT_NULL"}, True), ("absent", {"ComparisonOperator": "NULL"}, True),
        ("nothing", {"ComparisonOperator": "NULL"}, False),
        ("s", {"ComparisonOperator": "BEGINS_WITH", "AttributeValueList": ["he"]}, True),
        ("s", {"ComparisonOperator": "CONTAINS", "AttributeValueList": ["ell"]}, True),
        ("set", {"ComparisonOperator": "CONTAINS", "AttributeValueList": ["c"]}, False),
        ("set", {"ComparisonOperator": "NOT_CONTAINS", "AttributeValueList": ["c"]}, True),
    ])
    def test_comparisons(self, client, table, attribute, expected, holds):
        table.put_item(Item=self.ITEM)
        if holds:
            table.delete_item(Key=KEY, Expected={attribute: expected})
        else:
            with pytest.raises(client.exceptions.ConditionalCheckFailedException):
                table.put_item(Item=KEY, Expected={attribute: expected})
            assert table.get_item(Key=KEY)["Item"] == self.ITEM

    def test_or(self, client, table):
        table.put_item(Item=self.ITEM)
        both = {"n": {"Value": 5}, "s": {"Value": "other"}}
        table.put_item(Item=self.ITEM, Expected=both, ConditionalOperator="OR")
        with pytest.raises(client.exceptions.ConditionalCheckFailedException):
            table.put_item(Item=self.ITEM, Expected=both)

    def test_mixing_with_expressions_is_refused(self, table):
        with pytest.raises(ClientError) as caught:
            table.delete_item(Key=KEY, Expected={"n": {"Value": 5}}, ConditionExpression="attribute_exists(n)")
        assert caught.value.response["Error"]["Message"].endswith(
            "Can not use both expression and non-expression parameters in the same request: "
            "Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}")


class TestReading:
    @pytest.fixture
    def rows(self, table):
        with table.batch_writer() as batch:
            for n in range(20):
                batch.put_item(Item={"pk": "x", "sk": n, "word": f"w{n % 3}", **({} if n % 2 else {"even": True})})
        return table

    def test_key_conditions_and_query_filter(self, rows):
        answer = rows.query(
            KeyConditions={"pk": {"ComparisonOperator": "EQ", "AttributeValueList": ["x"]},
                           "sk": {"ComparisonOperator": "BETWEEN", "AttributeValueList": [5, 15]}},
            QueryFilter={"even": {"ComparisonOperator": "NOT_NULL"},
                         "word": {"ComparisonOperator": "IN", "AttributeValueList": ["w0", "w1"]}},
            AttributesToGet=["sk", "word"], ScanIndexForward=False)
        assert [int(item["sk"]) for item in answer["Items"]] == [n for n in range(15, 4, -1) if n % 2 == 0 and n % 3 < 2]
        assert set(answer["Items"][0]) == {"sk", "word"}
        assert answer["ScannedCount"] == 11

    def test_scan_filter(self, rows):
        condition = {"word": {"ComparisonOperator": "EQ", "AttributeValueList": ["w1"]},
                     "sk": {"ComparisonOperator": "LT", "AttributeValueList": [3]}}
        assert {int(i["sk"]) for i in rows.scan(ScanFilter=condition)["Items"]} == {1}
        found = rows.scan(ScanFilter=condition, ConditionalOperator="OR")["Items"]
        assert {int(i["sk"]) for i in found} == {0, 2} | set(range(1, 20, 3))

    def test_attributes_to_get(self, client, rows):
        assert rows.get_item(Key=KEY, AttributesToGet=["word", "absent"])["Item"] == {"word": "w1"}
        answer = client.batch_get_item(RequestItems={rows.name: {
            "Keys": [{"pk": {"S": "x"}, "sk": {"N": "4"}}], "AttributesToGet": ["sk"]}})
        assert answer["Responses"][rows.name] == [{"sk": {"N": "4"}}]
