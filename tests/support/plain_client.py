"""DynamoDB's protocol without an SDK: for tests that have nothing but Python."""
import json
import urllib.request

AUTHORIZATION = ("AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/dynamodb/aws4_request, "
                 "SignedHeaders=host;x-amz-date;x-amz-target, Signature=0")


def ask(address, operation, body, seconds):
    """The answer of the server at `address` (host:port). Raises urllib.error.URLError, or its HTTPError for an error."""
    request = urllib.request.Request(f"http://{address}/", json.dumps(body).encode(), {
        "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"DynamoDB_20120810.{operation}",
        "X-Amz-Date": "20260101T000000Z", "Authorization": AUTHORIZATION})
    with urllib.request.urlopen(request, timeout=seconds) as answer:
        return json.load(answer)
