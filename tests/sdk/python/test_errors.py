"""Errors as an application meets them: the exception's class, its code, its status and the service's own words."""
import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError
from conftest import CONFIG, ENDPOINT


@pytest.fixture
def table(make_table):
    return make_table("pk:S")


def error_of(call, *args, **kwargs):
    with pytest.raises(ClientError) as caught:
        call(*args, **kwargs)
    return caught.value


class TestClasses:
    def test_missing_tables(self, client):
        name = {"TableName": "no-such-table"}
        for call in (lambda: client.get_item(**name, Key={"pk": {"S": "a"}}), lambda: client.scan(**name),
                     lambda: client.put_item(**name, Item={"pk": {"S": "a"}})):
            error = error_of(call)
            assert isinstance(error, client.exceptions.ResourceNotFoundException)
            assert error.response["Error"]["Message"] == "Requested resource not found"
        for call in (client.describe_table, client.delete_table):
            error = error_of(call, **name)
            assert isinstance(error, client.exceptions.ResourceNotFoundException)
            assert error.response["Error"]["Message"] == "Requested resource not found: Table: no-such-table not found"

    def test_what_every_answer_carries(self, client, table):
        ok = table.get_item(Key={"pk": "a"})["ResponseMetadata"]
        failed = error_of(client.describe_table, TableName="no-such-table").response["ResponseMetadata"]
        assert (ok["HTTPStatusCode"], failed["HTTPStatusCode"]) == (200, 400)
        for metadata in (ok, failed):
            assert len(metadata["RequestId"]) == 52 and metadata["RequestId"].isalnum()
            assert metadata["HTTPHeaders"]["content-type"] == "application/x-amz-json-1.0"
            assert int(metadata["HTTPHeaders"]["x-amz-crc32"]) < 2**32
        assert ok["RequestId"] != failed["RequestId"]

    def test_no_credentials(self):
        anonymous = boto3.client("dynamodb", endpoint_url=ENDPOINT, region_name="us-east-1",
                                 config=Config(signature_version=UNSIGNED))
        error = error_of(anonymous.list_tables)
        assert error.response["Error"] == {"Code": "MissingAuthenticationTokenException",
                                           "Message": "Request is missing Authentication Token"}

    def test_a_failed_condition(self, client, table):
        error = error_of(table.put_item, Item={"pk": "a"}, ConditionExpression="attribute_exists(pk)")
        assert isinstance(error, client.exceptions.ConditionalCheckFailedException)
        assert error.response["Error"]["Message"] == "The conditional request failed"


ONE = "1 validation error detected: "

PUT = [  # (what is put besides the key, the message)
    ({"Item": {"a": {"S": "x"}}}, "One or more parameter values were invalid: Missing the key pk in the item"),
    ({"Item": {"pk": {"N": "1"}}}, "One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N"),
    ({"Item": {"pk": {"S": ""}}}, "One or more parameter values are not valid. The AttributeValue for a key attribute "
                                  "cannot contain an empty string value. Key: pk"),
    ({"Item": {"pk": {"S": "x" * 2049}}}, "One or more parameter values were invalid: "
                                          "Size of hashkey has exceeded the maximum size limit of2048 bytes"),
    ({"Item": {"pk": {"S": "x"}, "a": {"SS": []}}}, ONE + "One or more parameter values were invalid: An string set  may not be empty"),
    ({"Item": {"pk": {"S": "x"}, "a": {"SS": ["a", "a"]}}},
     ONE + "One or more parameter values were invalid: Input collection [\"a\", \"a\"] contains duplicates."),
    ({"Item": {"pk": {"S": "x"}, "a": {}}}, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
    ({"Item": {"pk": {"S": "x"}}, "ReturnValues": "ALL_NEW"}, ONE + "ReturnValues can only be ALL_OLD or NONE"),
    ({"Item": {"pk": {"S": "x"}}, "ReturnValues": "ALL"},
     ONE + "Failed to satisfy constraint: Member must satisfy enum value set: "
           "[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"),
    ({"Item": {"pk": {"S": "x"}}, "ConditionExpression": "a = :v"},
     "Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :v"),
    ({"Item": {"pk": {"S": "x"}}, "ConditionExpression": "a = b", "ExpressionAttributeNames": {"#n": "n"}},
     ONE + "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}"),
    ({"Item": {"pk": {"S": "x"}}, "ConditionExpression": "size = :v", "ExpressionAttributeValues": {":v": {"N": "1"}}},
     "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: size"),
]


DEEP = pytest.param("(" * 4000, marks=pytest.mark.stator_only, id="deep")  # more than one other endpoint dies of it


class TestValidation:
    @pytest.fixture
    def loose(self):
        """A client that does not look at requests before it sends them."""
        return boto3.client("dynamodb", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="stator",
                            aws_secret_access_key="secret", config=CONFIG.merge(Config(parameter_validation=False)))

    @pytest.mark.parametrize("request_, message", PUT, ids=range(len(PUT)))
    def test_puts(self, loose, table, request_, message):
        error = error_of(loose.put_item, TableName=table.name, **request_)
        assert error.response["Error"]["Code"] == "ValidationException"
        # The prefix of the families that got it in 2026 is not what these tests are about.
        assert error.response["Error"]["Message"].removeprefix(ONE) == message.removeprefix(ONE)
        assert table.scan()["Items"] == []

    def test_a_wrong_key(self, client, table):
        for key in ({"pk": {"N": "1"}}, {"other": {"S": "a"}}, {"pk": {"S": "a"}, "sk": {"S": "b"}}):
            error = error_of(client.get_item, TableName=table.name, Key=key)
            assert error.response["Error"] == {"Code": "ValidationException",
                                               "Message": "The provided key element does not match the schema"}

    def test_a_wrong_type(self, loose, table):
        error = error_of(loose.put_item, TableName=table.name, Item={"pk": {"S": 5}})
        assert error.response["Error"]["Code"] == "SerializationException"
        assert error.response["Error"]["Message"] == "NUMBER_VALUE cannot be converted to String"

    @pytest.mark.parametrize("text", ["((a = :v))", "a = :v AND", "a == :v", "a = 5", "NOT", "a IN ()", "a.b[0", "", DEEP])
    def test_broken_expressions(self, client, table, text):
        error = error_of(client.scan, TableName=table.name, FilterExpression=text, ExpressionAttributeValues={":v": {"N": "1"}})
        assert error.response["Error"]["Code"] == "ValidationException"
        assert "Invalid FilterExpression: " in error.response["Error"]["Message"]

    def test_key_schema_and_definitions_must_agree(self, client):
        base = {"TableName": "never-made", "BillingMode": "PAY_PER_REQUEST"}
        error = error_of(client.create_table, **base, KeySchema=[{"AttributeName": "a", "KeyType": "HASH"}],
                         AttributeDefinitions=[{"AttributeName": "b", "AttributeType": "S"}])
        assert error.response["Error"]["Message"] == (
            "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. "
            "Keys: [a], AttributeDefinitions: [b]")
        error = error_of(client.create_table, **base, KeySchema=[{"AttributeName": "a", "KeyType": "HASH"}],
                         AttributeDefinitions=[{"AttributeName": n, "AttributeType": "S"} for n in ("a", "b")])
        assert "Number of attributes in KeySchema does not exactly match number of attributes" in str(error)
