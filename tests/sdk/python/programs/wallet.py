"""A wallet on the low-level client, in the style of programs from before expressions existed."""
import uuid

TABLE = "wallet"


class Wallet:
    def __init__(self, client):
        self.client = client

    def prepare(self):
        """Uses the table if it is there and creates it if not; says whether it had to."""
        try:
            self.client.describe_table(TableName=TABLE)
            return False
        except self.client.exceptions.ResourceNotFoundException:
            self.client.create_table(
                TableName=TABLE,
                AttributeDefinitions=[{"AttributeName": "uuid", "AttributeType": "S"}],
                KeySchema=[{"AttributeName": "uuid", "KeyType": "HASH"}],
                ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
            )
            self.client.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1})
            return True

    def open(self, balance=0):
        owner = str(uuid.uuid4())
        self.set_balance(owner, balance)
        return owner

    def set_balance(self, owner, balance):
        self.client.update_item(
            TableName=TABLE,
            Key={"uuid": {"S": owner}},
            AttributeUpdates={"balance": {"Action": "PUT", "Value": {"N": str(balance)}}},
        )

    def deposit(self, owner, amount):
        answer = self.client.update_item(
            TableName=TABLE,
            Key={"uuid": {"S": owner}},
            AttributeUpdates={"balance": {"Action": "ADD", "Value": {"N": str(amount)}}},
            ReturnValues="UPDATED_NEW",
        )
        return int(answer["Attributes"]["balance"]["N"])

    def withdraw(self, owner, amount):
        """False if the balance is too low."""
        try:
            self.client.update_item(
                TableName=TABLE,
                Key={"uuid": {"S": owner}},
                AttributeUpdates={"balance": {"Action": "ADD", "Value": {"N": str(-amount)}}},
                Expected={"balance": {"ComparisonOperator": "GE", "AttributeValueList": [{"N": str(amount)}]}},
            )
            return True
        except self.client.exceptions.ConditionalCheckFailedException:
            return False

    def balance(self, owner):
        answer = self.client.get_item(TableName=TABLE, Key={"uuid": {"S": owner}}, ConsistentRead=True)
        return int(answer["Item"]["balance"]["N"]) if "Item" in answer else None


class TableModel:
    """A table described by attributes of a class, with local and global secondary indexes."""

    name = "wallet_movement"
    hash_key = ("wallet", "S")
    range_key = ("sequence", "N")
    local_indexes = {"by_amount": (("amount", "N"), "KEYS_ONLY", None)}
    global_indexes = {"by_counterparty": ((("counterparty", "S"), ("sequence", "N")), "INCLUDE", ["amount"])}

    @classmethod
    def request(cls):
        attributes = dict([cls.hash_key, cls.range_key])
        local, global_ = [], []
        for name, (range_key, projection, extra) in cls.local_indexes.items():
            attributes.update([range_key])
            local.append(cls.index(name, (cls.hash_key, range_key), projection, extra))
        for name, (keys, projection, extra) in cls.global_indexes.items():
            attributes.update(keys)
            throughput = {"ReadCapacityUnits": 2, "WriteCapacityUnits": 2}
            global_.append(cls.index(name, keys, projection, extra) | {"ProvisionedThroughput": throughput})
        return {
            "TableName": cls.name,
            "KeySchema": cls.keys((cls.hash_key, cls.range_key)),
            "AttributeDefinitions": [{"AttributeName": n, "AttributeType": t} for n, t in attributes.items()],
            "LocalSecondaryIndexes": local,
            "GlobalSecondaryIndexes": global_,
            "ProvisionedThroughput": {"ReadCapacityUnits": 4, "WriteCapacityUnits": 3},
        }

    @classmethod
    def index(cls, name, keys, projection, extra):
        projected = {"ProjectionType": projection} | ({"NonKeyAttributes": extra} if extra else {})
        return {"IndexName": name, "KeySchema": cls.keys(keys), "Projection": projected}

    @staticmethod
    def keys(keys):
        return [{"AttributeName": name, "KeyType": kind} for (name, _), kind in zip(keys, ("HASH", "RANGE"))]
