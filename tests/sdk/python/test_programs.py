"""Runs the five applications in programs/ and looks at what they leave behind."""
import json
from decimal import Decimal

import pytest
from boto3.dynamodb.types import Binary
from programs import accounts, garage, recordings, twitter, wallet

pytestmark = pytest.mark.usefixtures("created_here")


class TestRecordings:
    @pytest.fixture
    def backend(self, dynamodb, created_here):
        backend = recordings.Backend(dynamodb)
        backend.install()
        return backend

    def test_tables_are_as_asked(self, backend):
        backend.users.reload()
        backend.records.reload()
        assert backend.users.table_status == "ACTIVE"
        assert backend.users.key_schema == [{"AttributeName": "id", "KeyType": "HASH"},
                                            {"AttributeName": "auth_key", "KeyType": "RANGE"}]
        throughput = backend.records.provisioned_throughput
        assert (throughput["ReadCapacityUnits"], throughput["WriteCapacityUnits"]) == (1, 1)

    def test_signing_in_twice_finds_the_same_user(self, backend):
        ana = backend.sign_in("google:1", "Ana")
        assert backend.sign_in("google:1", "Ana") == ana
        assert backend.sign_in("google:2", "Bea")["id"] != ana["id"]

    def test_a_recording_lives_and_dies(self, backend):
        ana = backend.sign_in("google:1", "Ana")
        made = backend.save(ana, "First words", b"RIFF\x00\xff", Decimal("12.5"))
        found = backend.get(ana, made["id"])
        assert found["audio"] == Binary(b"RIFF\x00\xff")
        assert found["seconds"] == Decimal("12.5")
        assert found["transcript"] is None

        backend.change(ana, made["id"], title="First word", transcript=["mama", {"at": Decimal("3.25")}])
        found = backend.get(ana, made["id"])
        assert found["title"] == "First word"
        assert found["transcript"] == ["mama", {"at": Decimal("3.25")}]
        assert found["seconds"] == Decimal("12.5")

        backend.delete(ana, made["id"])
        assert backend.get(ana, made["id"]) is None
        backend.delete(ana, made["id"])

    def test_everybody_sees_their_own_recordings(self, backend):
        people = [backend.sign_in(f"google:{n}", f"user {n}") for n in range(4)]
        for number, person in enumerate(people):
            for part in range(number):
                backend.save(person, f"part {part}", b"x" * 100, part)
        for number, person in enumerate(people):
            assert sorted(r["title"] for r in backend.records_of(person)) == [f"part {n}" for n in range(number)]


class TestWallet:
    @pytest.fixture
    def bank(self, client, created_here):
        bank = wallet.Wallet(client)
        assert bank.prepare() is True
        return bank

    def test_the_table_is_created_once(self, bank):
        assert bank.prepare() is False

    def test_money_moves(self, bank):
        owner = bank.open(100)
        assert bank.balance(owner) == 100
        assert bank.deposit(owner, 50) == 150
        assert bank.withdraw(owner, 120) is True
        assert bank.balance(owner) == 30
        assert bank.withdraw(owner, 31) is False
        assert bank.balance(owner) == 30
        bank.set_balance(owner, 7)
        assert bank.balance(owner) == 7

    def test_strangers_have_no_wallet(self, bank):
        assert bank.balance("nobody") is None
        assert bank.withdraw("nobody", 1) is False
        assert bank.balance("nobody") is None

    def test_a_table_model_with_indexes(self, client):
        model = wallet.TableModel
        client.create_table(**model.request())
        client.get_waiter("table_exists").wait(TableName=model.name, WaiterConfig={"Delay": 1})
        table = client.describe_table(TableName=model.name)["Table"]
        local, = table["LocalSecondaryIndexes"]
        assert local["IndexName"] == "by_amount" and local["Projection"] == {"ProjectionType": "KEYS_ONLY"}
        global_, = table["GlobalSecondaryIndexes"]
        assert global_["IndexStatus"] == "ACTIVE"
        assert global_["Projection"] == {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["amount"]}
        assert global_["ProvisionedThroughput"]["ReadCapacityUnits"] == 2

        for sequence, amount in enumerate((30, -5, 12)):
            client.put_item(TableName=model.name, Item={
                "wallet": {"S": "w"}, "sequence": {"N": str(sequence)}, "amount": {"N": str(amount)},
                "counterparty": {"S": "shop"}, "note": {"S": "x"}})
        condition = {"AttributeValueList": [{"S": "w"}], "ComparisonOperator": "EQ"}
        found = client.query(TableName=model.name, IndexName="by_amount", KeyConditions={"wallet": condition})
        assert [item["amount"]["N"] for item in found["Items"]] == ["-5", "12", "30"]
        assert all(set(item) == {"wallet", "sequence", "amount"} for item in found["Items"])
        condition = {"AttributeValueList": [{"S": "shop"}], "ComparisonOperator": "EQ"}
        found = client.query(TableName=model.name, IndexName="by_counterparty", KeyConditions={"counterparty": condition})
        assert [item["sequence"]["N"] for item in found["Items"]] == ["0", "1", "2"]
        assert all(set(item) == {"wallet", "sequence", "amount", "counterparty"} for item in found["Items"])


class TestAccounts:
    @pytest.fixture
    def handlers(self, client, dynamodb, created_here):
        accounts.create_table(client)
        return accounts.Handlers(dynamodb)

    @staticmethod
    def event(id, email="a@example.com", **body):
        return {"pathParameters": {"id": str(id), "email": email}, "body": json.dumps(body)}

    def test_create_read_and_list(self, handlers):
        account = {"id": 7, "email": "a@example.com", "nome": "Ana", "limit": 10.25}
        assert handlers.create({"body": json.dumps(account)})["statusCode"] == 201
        assert handlers.create({"body": json.dumps(account)})["statusCode"] == 409
        assert json.loads(handlers.read(self.event(7))["body"]) == account
        assert handlers.read(self.event(8))["statusCode"] == 404
        handlers.create({"body": json.dumps({"id": -2, "email": "b@example.com"})})
        assert [a["id"] for a in json.loads(handlers.list({})["body"])] == [-2, 7]

    def test_rename_answers_what_changed(self, handlers):
        handlers.create({"body": json.dumps({"id": 1, "email": "a@example.com", "nome": "Ana"})})
        answer = handlers.rename(self.event(1, nome="Ana Maria"))
        assert json.loads(answer["body"]) == {"nome": "Ana Maria"}
        assert json.loads(handlers.read(self.event(1))["body"])["nome"] == "Ana Maria"

    def test_deleting_twice_is_told(self, handlers):
        handlers.create({"body": json.dumps({"id": 1, "email": "a@example.com"})})
        assert handlers.delete(self.event(1))["statusCode"] == 204
        answer = handlers.delete(self.event(1))
        assert answer["statusCode"] == 404
        assert json.loads(answer["body"]) == {"message": "The conditional request failed"}


class TestGarage:
    @pytest.fixture
    def shop(self, client, dynamodb, created_here):
        garage.create_tables(client)
        shop = garage.Garage(dynamodb)
        shop.register("AAA1B23", brand="Fiat", year=2011, extras={"abs", "radio"})
        shop.register("BBB4C56", brand="VW", engine={"fuel": ["gas", "alcohol"], "power": Decimal("101.5")})
        shop.register("TRK0001", axles=3)
        return shop

    def test_both_billing_modes(self, client, shop):
        cars = client.describe_table(TableName=garage.CARS)["Table"]
        assert cars["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
        assert cars["ProvisionedThroughput"]["ReadCapacityUnits"] == 0
        owners = client.describe_table(TableName=garage.OWNERS)["Table"]
        assert owners.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED") == "PROVISIONED"
        assert owners["ProvisionedThroughput"]["WriteCapacityUnits"] == 5

    def test_shapes_differ(self, shop):
        assert shop.car("AAA1B23") == {"placa": "AAA1B23", "brand": "Fiat", "year": 2011, "extras": {"abs", "radio"}}
        assert shop.car("BBB4C56")["engine"] == {"fuel": ["gas", "alcohol"], "power": Decimal("101.5")}
        assert shop.car("TRK0001") == {"placa": "TRK0001", "axles": 3}
        assert shop.car("NOWHERE") is None

    def test_a_car_changes_hands(self, client, shop):
        assert shop.sell("AAA1B23", "111", 20000) is None
        assert shop.sell("BBB4C56", "111", 35000) is None
        assert shop.cars_of("111") == ["AAA1B23", "BBB4C56"]
        assert shop.papers_of("111") == ["AAA1B23", "BBB4C56"]
        assert shop.papers_of("111", "BBB") == ["BBB4C56"]

        assert shop.sell("AAA1B23", "222", 15000) == "111"
        assert shop.cars_of("111") == ["BBB4C56"]
        assert shop.cars_of("222") == ["AAA1B23"]
        assert shop.papers_of("111") == ["BBB4C56"]
        assert [sale["price"] for sale in shop.car("AAA1B23")["sales"]] == [20000, 15000]
        assert shop.cheaper_than(30000) == {"AAA1B23": 20000}
        with pytest.raises(client.exceptions.ConditionalCheckFailedException):
            shop.sell("AAA1B23", "222", 1)
        with pytest.raises(client.exceptions.ConditionalCheckFailedException):
            shop.sell("NOWHERE", "222", 1)

    def test_a_scrapped_car_leaves_the_index(self, shop):
        shop.sell("AAA1B23", "111", 20000)
        assert shop.scrap("AAA1B23")["brand"] == "Fiat"
        assert shop.cars_of("111") == [] and shop.papers_of("111") == []
        assert shop.scrap("AAA1B23") is None


class TestTwitter:
    @pytest.fixture
    def net(self, dynamodb, created_here):
        twitter.create_tables(dynamodb)
        net = twitter.Twitter(dynamodb)
        for name in ("ana", "bea", "cid"):
            net.join(name, f"{name}@example.com")
        return net

    def test_emails_and_handles_are_unique(self, net):
        with pytest.raises(twitter.Refused, match="e-mail"):
            net.join("dora", "ana@example.com")
        with pytest.raises(twitter.Refused, match="handle"):
            net.join("ana", "other@example.com")
        net.join("dora", "other@example.com")

    def test_follows_are_seen_from_both_ends(self, net):
        net.follow("ana", "bea")
        net.follow("ana", "cid")
        net.follow("bea", "cid")
        assert net.followees("ana") == ["bea", "cid"]
        assert net.followers("cid") == ["ana", "bea"]
        net.unfollow("ana", "cid")
        assert net.followees("ana") == ["bea"]
        assert net.followers("cid") == ["bea"]

    def test_tweets_have_at_most_300_characters(self, net):
        net.tweet("ana", "ä" * 300)
        for text in ("", "x" * 301):
            with pytest.raises(twitter.Refused):
                net.tweet("ana", text)
        with pytest.raises(twitter.Refused, match="no such user"):
            net.tweet("nobody", "hello")
        assert net.users.get_item(Key={"handle": "ana"})["Item"]["tweets"] == 1

    def test_the_timeline_merges_the_followed(self, net):
        for number in range(10):
            net.tweet(("bea", "cid", "ana")[number % 3], f"tweet {number}")
        net.follow("ana", "bea")
        net.follow("ana", "cid")
        everything = net.timeline("ana")
        assert [text for _, text, _ in everything] == [f"tweet {n}" for n in (9, 7, 6, 4, 3, 1, 0)]
        first = net.timeline("ana", count=3)
        rest = net.timeline("ana", before=first[-1][2])
        assert first + rest == everything
        assert net.timeline("cid") == []
