"""Tests of a small shop's tables, to show what the fixtures of conftest.py do."""
import boto3.dynamodb.conditions
import pytest
from botocore.exceptions import ClientError
from conftest import ACCOUNT_OF_PREPARED_TABLES, Snapshots


def create_tables(dynamodb):
    dynamodb.create_table(TableName="stock", BillingMode="PAY_PER_REQUEST",
                          KeySchema=[{"AttributeName": "article", "KeyType": "HASH"}],
                          AttributeDefinitions=[{"AttributeName": "article", "AttributeType": "S"}])
    dynamodb.create_table(TableName="carts", BillingMode="PAY_PER_REQUEST",
                          KeySchema=[{"AttributeName": "customer", "KeyType": "HASH"},
                                     {"AttributeName": "article", "KeyType": "RANGE"}],
                          AttributeDefinitions=[{"AttributeName": "customer", "AttributeType": "S"},
                                                {"AttributeName": "article", "AttributeType": "S"}])
    dynamodb.meta.client.update_time_to_live(TableName="carts",
                                             TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"})
    with dynamodb.Table("stock").batch_writer() as stock:
        for number in range(100):
            stock.put_item(Item={"article": f"article {number}", "pieces": number})


@pytest.fixture(scope="session")
def prepared(stator):
    """Tables that many tests want, made once and kept as a snapshot."""
    create_tables(stator.resource(ACCOUNT_OF_PREPARED_TABLES))
    Snapshots(stator, ACCOUNT_OF_PREPARED_TABLES).take("shop")


@pytest.fixture
def shop(prepared, snapshots, dynamodb):
    """The test's own copy of the prepared tables, there within milliseconds."""
    snapshots.restore("shop", from_account=ACCOUNT_OF_PREPARED_TABLES)
    return dynamodb


def sell(dynamodb, article, pieces):
    """Takes pieces out of the stock; False if there are too few."""
    try:
        dynamodb.Table("stock").update_item(
            Key={"article": article}, UpdateExpression="SET pieces = pieces - :n", ConditionExpression="pieces >= :n",
            ExpressionAttributeValues={":n": pieces})
        return True
    except dynamodb.meta.client.exceptions.ConditionalCheckFailedException:
        return False


def pieces_of(dynamodb, article):
    return dynamodb.Table("stock").get_item(Key={"article": article})["Item"]["pieces"]


@pytest.mark.parametrize("customer", ["Ann", "Bob"])
def test_every_test_begins_without_tables(dynamodb, customer):
    assert list(dynamodb.tables.all()) == []
    create_tables(dynamodb)
    dynamodb.Table("carts").put_item(Item={"customer": customer, "article": "article 1"})
    assert dynamodb.Table("carts").scan()["Count"] == 1


@pytest.mark.parametrize("pieces, left", [(0, 50), (50, 0), (51, 50)])
def test_what_is_sold_was_there(shop, pieces, left):
    assert sell(shop, "article 50", pieces) == (pieces <= 50)
    assert pieces_of(shop, "article 50") == left


def test_a_snapshot_takes_back_what_came_after_it(shop, snapshots):
    sell(shop, "article 50", 10)
    snapshots.take("ten-sold")
    sell(shop, "article 50", 40)
    shop.Table("carts").delete()
    snapshots.restore("ten-sold")
    assert pieces_of(shop, "article 50") == 40
    assert shop.Table("carts").scan()["Count"] == 0


def test_the_sdk_tries_again_what_was_throttled(shop, faults):
    faults.add(operation="PutItem", error="ProvisionedThroughputExceededException", count=2)
    answer = shop.Table("stock").put_item(Item={"article": "new", "pieces": 1})
    assert answer["ResponseMetadata"]["RetryAttempts"] == 2


def test_it_gives_up_at_last(stator, shop, account, faults):
    faults.add(operation="GetItem", table="stock", error="ThrottlingException")
    impatient = stator.resource(account, retries={"total_max_attempts": 2, "mode": "standard"})
    with pytest.raises(ClientError) as caught:
        pieces_of(impatient, "article 1")
    assert caught.value.response["Error"]["Code"] == "ThrottlingException"
    assert shop.Table("carts").scan()["Count"] == 0, "the other operations and tables go on"


def test_a_sale_may_have_been_made_although_the_answer_says_error(stator, shop, account, faults):
    faults.add(operation="UpdateItem", error="InternalServerError", after=True, count=1)
    impatient = stator.resource(account, retries={"total_max_attempts": 1})
    with pytest.raises(ClientError, match="InternalServerError"):
        sell(impatient, "article 50", 1)
    assert pieces_of(shop, "article 50") == 49


def test_carts_expire(shop, clock):
    carts = shop.Table("carts")
    carts.put_item(Item={"customer": "Ann", "article": "article 1", "expires": int(clock.now()) + 3600})
    carts.put_item(Item={"customer": "Ann", "article": "article 2", "expires": int(clock.now()) + 86400})
    clock.advance(3601)
    left = carts.query(KeyConditionExpression=boto3.dynamodb.conditions.Key("customer").eq("Ann"))["Items"]
    assert [item["article"] for item in left] == ["article 2"]
