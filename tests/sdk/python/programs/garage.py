"""Cars and their owners: items of different shape share one table, and an index leads from a person to the cars."""
from boto3.dynamodb.conditions import Attr, Key

CARS = "cars"
OWNERS = "owners"


def create_tables(client):
    client.create_table(
        TableName=CARS,
        KeySchema=[{"AttributeName": "placa", "KeyType": "HASH"}],
        AttributeDefinitions=[
            {"AttributeName": "placa", "AttributeType": "S"},
            {"AttributeName": "cpf", "AttributeType": "S"},
        ],
        GlobalSecondaryIndexes=[{
            "IndexName": "cpf-index",
            "KeySchema": [{"AttributeName": "cpf", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
        }],
        BillingMode="PAY_PER_REQUEST",
    )
    client.create_table(
        TableName=OWNERS,
        KeySchema=[
            {"AttributeName": "cpf", "KeyType": "HASH"},
            {"AttributeName": "placa", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "cpf", "AttributeType": "S"},
            {"AttributeName": "placa", "AttributeType": "S"},
        ],
        BillingMode="PROVISIONED",
        ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
    )
    for name in (CARS, OWNERS):
        client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


class Garage:
    def __init__(self, dynamodb):
        self.cars = dynamodb.Table(CARS)
        self.owners = dynamodb.Table(OWNERS)

    def register(self, placa, **details):
        self.cars.put_item(Item={"placa": placa, **details})

    def sell(self, placa, cpf, price):
        """A sale moves the car to its new owner, in both tables."""
        old = self.cars.update_item(
            Key={"placa": placa},
            UpdateExpression="SET cpf = :cpf, sales = list_append(if_not_exists(sales, :none), :sale)",
            ConditionExpression=Attr("placa").exists() & (Attr("cpf").not_exists() | Attr("cpf").ne(cpf)),
            ExpressionAttributeValues={":cpf": cpf, ":none": [], ":sale": [{"cpf": cpf, "price": price}]},
            ReturnValues="UPDATED_OLD",
        ).get("Attributes", {})
        if "cpf" in old:
            self.owners.delete_item(Key={"cpf": old["cpf"], "placa": placa})
        self.owners.put_item(Item={"cpf": cpf, "placa": placa, "price": price})
        return old.get("cpf")

    def scrap(self, placa):
        old = self.cars.delete_item(Key={"placa": placa}, ReturnValues="ALL_OLD").get("Attributes")
        if old and "cpf" in old:
            self.owners.delete_item(Key={"cpf": old["cpf"], "placa": placa})
        return old

    def car(self, placa):
        return self.cars.get_item(Key={"placa": placa}).get("Item")

    def cars_of(self, cpf):
        items = self.cars.query(IndexName="cpf-index", KeyConditionExpression=Key("cpf").eq(cpf))["Items"]
        return sorted(item["placa"] for item in items)

    def papers_of(self, cpf, prefix=""):
        condition = Key("cpf").eq(cpf)
        if prefix:
            condition &= Key("placa").begins_with(prefix)
        return [item["placa"] for item in self.owners.query(KeyConditionExpression=condition)["Items"]]

    def cheaper_than(self, price):
        found = self.cars.scan(FilterExpression="sales[0].price < :p", ExpressionAttributeValues={":p": price},
                               ProjectionExpression="placa, sales[0].price")["Items"]
        return {item["placa"]: item["sales"][0]["price"] for item in found}
