"""Stator's own routes below /_stator/: what the tests do to the server besides DynamoDB's API."""
import json
import urllib.request

from conftest import ENDPOINT


def admin(method, path, body=None):
    request = urllib.request.Request(f"{ENDPOINT}/_stator/{path}", method=method,
                                     data=json.dumps(body or {}).encode() if method != "GET" else None)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


def split_shard(stream_arn, shard_id):
    admin("POST", "streams/split", {"streamArn": stream_arn, "shardId": shard_id})


def advance_clock(seconds):
    admin("POST", "clock/advance", {"seconds": seconds})


def server_time():
    return admin("GET", "clock")["now"]
