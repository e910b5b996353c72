"""Items through boto3: every type both ways, updates of every kind, conditions and what they return."""
from decimal import Decimal

import pytest
from boto3.dynamodb.conditions import Attr
from boto3.dynamodb.types import Binary

EVERY_TYPE = {
    "string": "snow ☃ and 𝄞",
    "number": Decimal("-12345678901234567890.123456789"),
    "binary": Binary(bytes(range(256))),
    "yes": True,
    "no": False,
    "nothing": None,
    "strings": {"a", "ß"},
    "numbers": {Decimal(1), Decimal("-2.5"), Decimal("1E+20")},
    "binaries": {Binary(b"\x00"), Binary(b"\xff\xfe")},
    "list": [1, "two", [Decimal("3.0"), {"four": b"4"}], None, True, []],
    "map": {"empty": {}, "deep": {"er": {"still": [{"x": {"y": "z"}}]}}, "with.dot": 1},
    "empty string": "",
    "empty binary": Binary(b""),
}


@pytest.fixture
def table(make_table):
    return make_table("pk:S")


def put_and_get(table, **attributes):
    table.put_item(Item={"pk": "x", **attributes})
    item = table.get_item(Key={"pk": "x"}, ConsistentRead=True)["Item"]
    del item["pk"]
    return item


class TestTypes:
    def test_every_type_comes_back(self, table):
        assert put_and_get(table, **EVERY_TYPE) == EVERY_TYPE

    def test_every_type_on_the_wire(self, client, table):
        item = {
            "pk": {"S": "x"}, "s": {"S": "a\"b\\c\n\u0001é"}, "n": {"N": "1"}, "b": {"B": b"\x00\x01"}, "t": {"BOOL": True},
            "z": {"NULL": True}, "l": {"L": [{"N": "1"}, {"M": {}}]}, "m": {"M": {"k": {"L": []}}},
            "ss": {"SS": ["a", "b"]}, "ns": {"NS": ["1", "2"]}, "bs": {"BS": [b"a", b"b"]},
        }
        client.put_item(TableName=table.name, Item=item)
        found = client.get_item(TableName=table.name, Key={"pk": {"S": "x"}})["Item"]
        for kind in ("ss", "ns", "bs"):
            found[kind] = {k: sorted(v) for k, v in found[kind].items()}
        assert found == item

    @pytest.mark.parametrize("written, read", [
        ("0", "0"), ("-0", "0"), ("+5", "5"), ("00042", "42"), ("1.50", "1.5"), (".5", "0.5"), ("5.", "5"), ("1e2", "100"),
        ("1.5E2", "150"), ("-1.5e-3", "-0.0015"), ("12345678901234567890123456789012345678",) * 2,
        ("0.12345678901234567890123456789012345678",) * 2, ("1E125", "1" + "0" * 125), ("1E-130", "0." + "0" * 129 + "1"),
        ("9.9999999999999999999999999999999999999E+125", "9" * 38 + "0" * 88),
    ])
    def test_numbers_have_one_form(self, client, table, written, read):
        client.put_item(TableName=table.name, Item={"pk": {"S": "x"}, "n": {"N": written}})
        assert client.get_item(TableName=table.name, Key={"pk": {"S": "x"}})["Item"]["n"] == {"N": read}

    @pytest.mark.parametrize("number, message", [
        ("1" * 39, "Attempting to store more than 38 significant digits in a Number"),
        ("1E126", "Number overflow. Attempting to store a number with magnitude larger than supported range"),
        ("1E-131", "Number underflow. Attempting to store a number with magnitude smaller than supported range"),
        ("NaN", "The parameter cannot be converted to a numeric value: NaN"),
        ("1 ", "The parameter cannot be converted to a numeric value: 1 "),
        ("", "The parameter cannot be converted to a numeric value: "),
    ])
    def test_numbers_out_of_range(self, client, table, number, message):
        with pytest.raises(client.exceptions.ClientError) as caught:
            client.put_item(TableName=table.name, Item={"pk": {"S": "x"}, "n": {"N": number}})
        assert caught.value.response["Error"] == {"Code": "ValidationException",
                                                  "Message": "1 validation error detected: " + message}

    def test_arithmetic_keeps_38_digits(self, table):
        table.put_item(Item={"pk": "x", "n": Decimal("0.1")})
        change = "SET n = n + :more"
        table.update_item(Key={"pk": "x"}, UpdateExpression=change, ExpressionAttributeValues={":more": Decimal("0.2")})
        assert table.get_item(Key={"pk": "x"})["Item"]["n"] == Decimal("0.3")
        big = Decimal("12345678901234567890123456789012345677")
        table.put_item(Item={"pk": "x", "n": big})
        table.update_item(Key={"pk": "x"}, UpdateExpression=change, ExpressionAttributeValues={":more": 1})
        assert table.get_item(Key={"pk": "x"})["Item"]["n"] == Decimal("12345678901234567890123456789012345678")

    @pytest.mark.parametrize("kind, keys", [
        ("S", ["a", "é", "x" * 2048]), ("N", [0, -1, Decimal("1.25"), Decimal("1E+20")]),
        ("B", [b"\x00", b"\xff" * 8, bytes(range(256))]),
    ])
    def test_keys_of_each_type(self, make_table, kind, keys):
        table = make_table(f"pk:{kind}", f"sk:{kind}")
        ranges = [key for key in keys if not hasattr(key, "__len__") or len(key) <= 1024]
        pairs = [(pk, sk) for pk in keys for sk in ranges]
        for number, (pk, sk) in enumerate(pairs):
            table.put_item(Item={"pk": pk, "sk": sk, "number": number})
        for number, (pk, sk) in enumerate(pairs):
            assert table.get_item(Key={"pk": pk, "sk": sk})["Item"]["number"] == number
        assert table.scan(Select="COUNT")["Count"] == len(pairs)

    def test_equal_numbers_are_one_key(self, client, make_table):
        table = make_table("pk:N")
        for text in ("100", "1E2", "100.00", "+0100"):
            client.put_item(TableName=table.name, Item={"pk": {"N": text}, "written": {"S": text}})
        items = client.scan(TableName=table.name)["Items"]
        assert items == [{"pk": {"N": "100"}, "written": {"S": "+0100"}}]


class TestPutAndDelete:
    def test_put_replaces_the_whole_item(self, table):
        assert "Attributes" not in table.put_item(Item={"pk": "x", "a": 1}, ReturnValues="ALL_OLD")
        old = table.put_item(Item={"pk": "x", "b": 2}, ReturnValues="ALL_OLD")["Attributes"]
        assert old == {"pk": "x", "a": 1}
        assert table.get_item(Key={"pk": "x"})["Item"] == {"pk": "x", "b": 2}

    def test_a_missing_item(self, table):
        assert "Item" not in table.get_item(Key={"pk": "x"})
        assert "Attributes" not in table.delete_item(Key={"pk": "x"}, ReturnValues="ALL_OLD")

    def test_delete_returns_the_old_item(self, table):
        table.put_item(Item={"pk": "x", **EVERY_TYPE})
        assert table.delete_item(Key={"pk": "x"}, ReturnValues="ALL_OLD")["Attributes"] == {"pk": "x", **EVERY_TYPE}

    def test_the_size_limit(self, client, table):
        room = 400 * 1024 - len("pk") - len("x") - len("big")
        table.put_item(Item={"pk": "x", "big": "y" * room})
        assert len(table.get_item(Key={"pk": "x"})["Item"]["big"]) == room
        with pytest.raises(client.exceptions.ClientError, match="Item size has exceeded the maximum allowed size"):
            table.put_item(Item={"pk": "x", "big": "y" * (room + 1)})

    def test_projections(self, table):
        table.put_item(Item={"pk": "x", "list": [0, {"a": 1, "b": 2}, 2, 3], "map": {"p.q": {"r": 1, "s": 2}}, "other": 1})
        item = table.get_item(Key={"pk": "x"}, ProjectionExpression="#l[3], #l[1].b, #m.#pq.r, absent, #l[9]",
                              ExpressionAttributeNames={"#l": "list", "#m": "map", "#pq": "p.q"})["Item"]
        assert item == {"list": [{"b": 2}, 3], "map": {"p.q": {"r": 1}}}


class TestUpdate:
    def update(self, table, expression, returns="ALL_NEW", names=None, **values):
        more = {"ExpressionAttributeNames": names} if names else {}
        if values:
            more["ExpressionAttributeValues"] = {f":{name}": value for name, value in values.items()}
        return table.update_item(Key={"pk": "x"}, UpdateExpression=expression, ReturnValues=returns, **more).get("Attributes")

    def test_an_update_creates(self, table):
        assert self.update(table, "SET a = :a", a=1) == {"pk": "x", "a": 1}

    def test_every_clause_at_once(self, table):
        table.put_item(Item={"pk": "x", "n": 10, "set": {"a", "b", "c"}, "list": [1, 2, 3], "old": "gone", "m": {"k": {"v": 1}}})
        found = self.update(
            table,
            "SET n = n - :two, m.k.w = :two, #list[1] = :new, #list[9] = :new, extra = if_not_exists(extra, n), "
            "joined = list_append(#list, :more) REMOVE #old, m.k.v ADD amount :two DELETE #set :b",
            names={"#list": "list", "#set": "set", "#old": "old"}, two=2, new="new", more=[4], b={"b", "z"})
        assert found == {"pk": "x", "n": 8, "set": {"a", "c"}, "list": [1, "new", 3, "new"], "extra": 10,
                         "joined": [1, 2, 3, 4], "amount": 2, "m": {"k": {"w": 2}}}

    def test_sets_grow_and_vanish(self, table):
        self.update(table, "ADD tags :t", t={"a"})
        assert self.update(table, "ADD tags :t", t={"a", "b"})["tags"] == {"a", "b"}
        assert "tags" not in self.update(table, "DELETE tags :t", t={"a", "b"})

    @pytest.mark.parametrize("returns, expected", [
        ("NONE", None), ("ALL_OLD", {"pk": "x", "a": 1, "b": {"c": 2, "d": 3}}), ("UPDATED_OLD", {"a": 1, "b": {"c": 2}}),
        ("ALL_NEW", {"pk": "x", "a": 5, "b": {"c": 6, "d": 3}}), ("UPDATED_NEW", {"a": 5, "b": {"c": 6}}),
    ])
    def test_return_values(self, table, returns, expected):
        table.put_item(Item={"pk": "x", "a": 1, "b": {"c": 2, "d": 3}})
        assert self.update(table, "SET a = :five, b.c = :six", returns, five=5, six=6) == expected

    @pytest.mark.parametrize("expression, message", [
        ("SET a.b = :v", "The document path provided in the update expression is invalid for update"),
        ("SET a = absent + :v", "The provided expression refers to an attribute that does not exist in the item"),
        ("SET a = text_ + :v", "An operand in the update expression has an incorrect data type"),
        ("SET pk = :v", "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key"),
    ])
    def test_updates_that_cannot_be(self, client, table, expression, message):
        table.put_item(Item={"pk": "x", "text_": "text"})
        with pytest.raises(client.exceptions.ClientError) as caught:
            self.update(table, expression, v=1)
        assert caught.value.response["Error"] == {"Code": "ValidationException", "Message": message}
        assert table.get_item(Key={"pk": "x"})["Item"] == {"pk": "x", "text_": "text"}


class TestConditions:
    ITEM = {"pk": "x", "n": 5, "s": "hello", "set": {"a", "b"}, "list": [1, "two"], "m": {"k": "v"}, "none": None}

    @pytest.mark.parametrize("condition, holds", [
        (Attr("n").eq(5), True), (Attr("n").eq("5"), False), (Attr("n").ne("5"), True), (Attr("absent").ne(5), True),
        (Attr("n").lt(6) & Attr("n").gte(5), True), (Attr("n").between(1, 4), False), (Attr("n").between(5, 5), True),
        (Attr("n").is_in([1, 5]), True), (Attr("s").begins_with("hel"), True), (Attr("s").contains("ell"), True),
        (Attr("set").contains("b"), True), (Attr("set").contains("c"), False), (Attr("list").contains("two"), True),
        (Attr("s").size().eq(5), True), (Attr("set").size().gt(2), False), (Attr("m.k").eq("v"), True),
        (Attr("list[1]").eq("two"), True), (Attr("list[2]").exists(), False), (Attr("absent").not_exists(), True),
        (Attr("none").exists(), True), (Attr("none").attribute_type("NULL"), True), (Attr("m").attribute_type("L"), False),
        (~Attr("n").eq(5) | Attr("s").eq("hello"), True), (~(Attr("n").eq(5) & Attr("s").eq("hello")), False),
        (Attr("set").eq({"b", "a"}), True), (Attr("m").eq({"k": "v"}), True), (Attr("list").eq([1, "two"]), True),
    ])
    def test_conditions(self, client, table, condition, holds):
        table.put_item(Item=self.ITEM)
        found = table.scan(FilterExpression=condition)
        assert (found["Count"], found["ScannedCount"]) == (1 if holds else 0, 1)
        if holds:
            table.put_item(Item=self.ITEM, ConditionExpression=condition)
        else:
            with pytest.raises(client.exceptions.ConditionalCheckFailedException, match="The conditional request failed"):
                table.delete_item(Key={"pk": "x"}, ConditionExpression=condition)
        assert table.get_item(Key={"pk": "x"})["Item"] == self.ITEM

    def test_a_failed_condition_creates_nothing(self, client, table):
        with pytest.raises(client.exceptions.ConditionalCheckFailedException):
            table.update_item(Key={"pk": "new"}, UpdateExpression="SET a = :a", ConditionExpression="attribute_exists(pk)",
                              ExpressionAttributeValues={":a": 1})
        assert "Item" not in table.get_item(Key={"pk": "new"})
