"""Accounts behind an API gateway: each handler is what a Lambda function would be, event in, response out."""
import json
from decimal import Decimal

from boto3.dynamodb.conditions import Attr
from botocore.exceptions import ClientError

TABLE = "account"


def create_table(client):
    client.create_table(
        TableName=TABLE,
        KeySchema=[
            {"AttributeName": "id", "KeyType": "HASH"},
            {"AttributeName": "email", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "id", "AttributeType": "N"},
            {"AttributeName": "email", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    client.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1})


class NumbersEncoder(json.JSONEncoder):
    """DynamoDB's numbers arrive as Decimal, which json does not know."""

    def default(self, o):
        if isinstance(o, Decimal):
            return int(o) if o == o.to_integral_value() else float(o)
        return super().default(o)


def response(status, body):
    return {"statusCode": status, "headers": {"Content-Type": "application/json"},
            "body": json.dumps(body, cls=NumbersEncoder)}


def key_of(event):
    path = event["pathParameters"]
    return {"id": int(path["id"]), "email": path["email"]}


class Handlers:
    def __init__(self, dynamodb):
        self.table = dynamodb.Table(TABLE)

    def list(self, event, context=None):
        items = self.table.scan()["Items"]
        return response(200, sorted(items, key=lambda item: item["id"]))

    def create(self, event, context=None):
        account = json.loads(event["body"], parse_float=Decimal)
        try:
            self.table.put_item(Item=account, ConditionExpression=Attr("id").not_exists())
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            return response(409, {"message": "account exists"})
        return response(201, account)

    def read(self, event, context=None):
        item = self.table.get_item(Key=key_of(event)).get("Item")
        return response(200, item) if item else response(404, {"message": "no such account"})

    def rename(self, event, context=None):
        answer = self.table.update_item(
            Key=key_of(event),
            UpdateExpression="set nome=:n",
            ExpressionAttributeValues={":n": json.loads(event["body"])["nome"]},
            ReturnValues="UPDATED_NEW",
        )
        return response(200, answer["Attributes"])

    def delete(self, event, context=None):
        try:
            self.table.delete_item(Key=key_of(event), ConditionExpression="attribute_exists(email)")
        except self.table.meta.client.exceptions.ConditionalCheckFailedException as error:
            return response(404, {"message": error.response["Error"]["Message"]})
        return response(204, None)
