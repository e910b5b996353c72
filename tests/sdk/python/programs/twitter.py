"""A small Twitter: unique e-mails by conditional put, follows, tweets, and a timeline merged from Queries."""
import heapq
import itertools

from boto3.dynamodb.conditions import Attr, Key

USERS, EMAILS, FOLLOWS, TWEETS = "twitter_users", "twitter_emails", "twitter_follows", "twitter_tweets"
LONGEST_TWEET = 300


class Refused(Exception):
    pass


def create_tables(dynamodb):
    layout = {
        USERS: (("handle", "S"),),
        EMAILS: (("email", "S"),),
        FOLLOWS: (("follower", "S"), ("followee", "S")),
        TWEETS: (("author", "S"), ("time", "N")),
    }
    for name, keys in layout.items():
        request = {
            "TableName": name,
            "KeySchema": [{"AttributeName": k, "KeyType": kind} for (k, _), kind in zip(keys, ("HASH", "RANGE"))],
            "AttributeDefinitions": [{"AttributeName": k, "AttributeType": t} for k, t in keys],
            "BillingMode": "PAY_PER_REQUEST",
        }
        if name == FOLLOWS:
            request["GlobalSecondaryIndexes"] = [{
                "IndexName": "followers",
                "KeySchema": [{"AttributeName": "followee", "KeyType": "HASH"},
                              {"AttributeName": "follower", "KeyType": "RANGE"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }]
        dynamodb.create_table(**request).wait_until_exists()


class Twitter:
    def __init__(self, dynamodb):
        self.users, self.emails, self.follows, self.tweets = map(dynamodb.Table, (USERS, EMAILS, FOLLOWS, TWEETS))
        self.taken = dynamodb.meta.client.exceptions.ConditionalCheckFailedException
        self.clock = itertools.count(1_700_000_000)

    def join(self, handle, email):
        try:
            self.emails.put_item(Item={"email": email, "handle": handle}, ConditionExpression=Attr("email").not_exists())
        except self.taken:
            raise Refused("e-mail taken") from None
        try:
            self.users.put_item(Item={"handle": handle, "email": email, "tweets": 0},
                                ConditionExpression="attribute_not_exists(handle)")
        except self.taken:
            self.emails.delete_item(Key={"email": email})
            raise Refused("handle taken") from None

    def follow(self, follower, followee):
        self.follows.put_item(Item={"follower": follower, "followee": followee})

    def unfollow(self, follower, followee):
        self.follows.delete_item(Key={"follower": follower, "followee": followee})

    def followees(self, handle):
        return [i["followee"] for i in pages(self.follows, KeyConditionExpression=Key("follower").eq(handle))]

    def followers(self, handle):
        return [i["follower"] for i in pages(self.follows, IndexName="followers",
                                             KeyConditionExpression=Key("followee").eq(handle))]

    def tweet(self, author, text):
        if not 0 < len(text) <= LONGEST_TWEET:
            raise Refused(f"a tweet has 1 to {LONGEST_TWEET} characters")
        try:
            self.users.update_item(Key={"handle": author}, UpdateExpression="ADD tweets :one",
                                   ConditionExpression="attribute_exists(handle)",
                                   ExpressionAttributeValues={":one": 1})
        except self.taken:
            raise Refused("no such user") from None
        self.tweets.put_item(Item={"author": author, "time": next(self.clock), "text": text})

    def tweets_of(self, author, before=None):
        condition = Key("author").eq(author)
        if before is not None:
            condition &= Key("time").lt(before)
        return pages(self.tweets, KeyConditionExpression=condition, ScanIndexForward=False, Limit=3)

    def timeline(self, handle, count=10, before=None):
        """The newest tweets of everybody that one follows: one descending Query each, read only as far as needed."""
        streams = [self.tweets_of(author, before) for author in self.followees(handle)]
        merged = heapq.merge(*streams, key=lambda tweet: -tweet["time"])
        return [(tweet["author"], tweet["text"], int(tweet["time"])) for tweet in itertools.islice(merged, count)]


def pages(table, **query):
    """Every item of a Query, page by page, as it is asked for."""
    while True:
        answer = table.query(**query)
        yield from answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return
        query["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
