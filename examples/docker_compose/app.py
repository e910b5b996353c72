"""Plays the artist's songs once more each, and prints how often each was played. usage: app.py [ARTIST]"""
import os
import sys

import boto3
from boto3.dynamodb.conditions import Key

artist = sys.argv[1] if len(sys.argv) > 1 else "Acme Band"
dynamodb = boto3.resource("dynamodb", endpoint_url=f"http://127.0.0.1:{os.environ.get('STATOR_PORT', 8000)}",
                          region_name="us-east-1", aws_access_key_id="any", aws_secret_access_key="any")
songs, plays = dynamodb.Table("songs"), dynamodb.Table("plays")
if plays.name not in [table.name for table in dynamodb.tables.all()]:
    dynamodb.create_table(TableName=plays.name, BillingMode="PAY_PER_REQUEST",
                          KeySchema=[{"AttributeName": "title", "KeyType": "HASH"}],
                          AttributeDefinitions=[{"AttributeName": "title", "AttributeType": "S"}])
    plays.wait_until_exists()
for song in songs.query(KeyConditionExpression=Key("artist").eq(artist))["Items"]:
    played = plays.update_item(Key={"title": song["title"]}, UpdateExpression="ADD plays :one",
                               ExpressionAttributeValues={":one": 1}, ReturnValues="ALL_NEW")["Attributes"]
    print(f"{song['title']}: {played['plays']}")
