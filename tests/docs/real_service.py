"""Stands in for AWS where a page's commands are for the real service: DynamoDB's parameters are checked against botocore's own
model (members, types, enumerations, lengths, patterns) and answered with little; S3 keeps objects in memory.

It shows that a command is spelled right and what it copies arrives. What the service makes of it, it does not show.
"""
import email.utils
import hashlib
import http.server
import json
import re
import sys
import threading
import urllib.parse
import xml.sax.saxutils

ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/songs"
ANSWERS = {
    "ImportTable": {"ImportTableDescription": {"ImportArn": ARN + "/import/01795272141123-a1b2c3d4", "ImportStatus": "IN_PROGRESS"}},
    "DescribeImport": {"ImportTableDescription": {"ImportStatus": "COMPLETED", "ImportedItemCount": 2, "ErrorCount": 0}},
    "ExportTableToPointInTime": {"ExportDescription": {"ExportArn": ARN + "/export/01795272141123-a1b2c3d4",
                                                       "ExportStatus": "IN_PROGRESS"}},
    "DescribeExport": {"ExportDescription": {"ExportStatus": "COMPLETED"}},
    "DescribeTable": {"Table": {"TableName": "songs", "TableStatus": "ACTIVE", "TableArn": ARN,
                                "KeySchema": [{"AttributeName": "artist", "KeyType": "HASH"},
                                              {"AttributeName": "title", "KeyType": "RANGE"}],
                                "AttributeDefinitions": [{"AttributeName": "artist", "AttributeType": "S"},
                                                         {"AttributeName": "title", "AttributeType": "S"}],
                                "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"}}},
}


def check(shape, value, path, wrong):
    """Appends to `wrong` what the model does not allow."""
    kinds = {"structure": dict, "map": dict, "list": list, "string": str, "boolean": bool, "integer": int, "long": int}
    kind = kinds.get(shape.type_name)
    if kind and not isinstance(value, kind):
        wrong.append(f"{path}: {value!r} is no {shape.type_name}")
    elif shape.type_name == "structure":
        wrong += [f"{path}: {name} is missing" for name in shape.required_members if name not in value]
        for name, member in value.items():
            if name not in shape.members:
                wrong.append(f"{path}: no member {name}")
            else:
                check(shape.members[name], member, f"{path}.{name}", wrong)
    elif shape.type_name == "list":
        for number, member in enumerate(value):
            check(shape.member, member, f"{path}[{number}]", wrong)
    elif shape.type_name == "map":
        for name, member in value.items():
            check(shape.value, member, f"{path}.{name}", wrong)
    elif shape.type_name == "string":
        if getattr(shape, "enum", None) and value not in shape.enum:
            wrong.append(f"{path}: {value} is none of {', '.join(shape.enum)}")
        if len(value) < shape.metadata.get("min", 0):
            wrong.append(f"{path}: {value} is too short")
        if "pattern" in shape.metadata and not re.fullmatch(shape.metadata["pattern"], value):
            wrong.append(f"{path}: {value} is not of the form {shape.metadata['pattern']}")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    model = None  # of DynamoDB
    objects = {}  # "bucket/key" -> bytes
    requests = []  # (operation, parameters)

    def answer(self, status, body=b"", kind="application/xml", headers=()):
        self.send_response(status)
        for name, value in [("Content-Type", kind), ("Content-Length", str(len(body))), *headers]:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def do_POST(self):
        operation = self.headers.get("X-Amz-Target", "").partition(".")[2]
        parameters, wrong = json.loads(self.body() or b"{}"), []
        if operation not in self.model.operation_names:
            wrong.append(f"no operation {operation}")
        else:
            check(self.model.operation_model(operation).input_shape, parameters, operation, wrong)
        self.requests.append((operation, parameters))
        if wrong:
            text = {"__type": "com.amazon.coral.validate#ValidationException", "message": "; ".join(wrong)}
            return self.answer(400, json.dumps(text).encode(), "application/x-amz-json-1.0")
        return self.answer(200, json.dumps(ANSWERS.get(operation, {})).encode(), "application/x-amz-json-1.0")

    def name(self):
        return urllib.parse.unquote(urllib.parse.urlparse(self.path).path).strip("/")

    def do_PUT(self):
        self.objects[self.name()] = body = self.body()
        self.answer(200, headers=[("ETag", f'"{hashlib.md5(body).hexdigest()}"')])

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
        if "list-type" in query:
            return self.list_objects(query.get("prefix", [""])[0])
        body = self.objects.get(self.name())
        if body is None:
            return self.answer(404)
        return self.answer(200, body, "binary/octet-stream", [("ETag", f'"{hashlib.md5(body).hexdigest()}"'),
                                                              ("Last-Modified", email.utils.formatdate(usegmt=True))])

    def list_objects(self, prefix):
        start = self.name() + "/"
        found = [(name[len(start):], body) for name, body in sorted(self.objects.items()) if name.startswith(start + prefix)]
        rows = "".join(f"<Contents><Key>{xml.sax.saxutils.escape(key)}</Key><LastModified>2026-11-21T00:00:00Z</LastModified>"
                       f"<ETag>&quot;{hashlib.md5(body).hexdigest()}&quot;</ETag><Size>{len(body)}</Size></Contents>"
                       for key, body in found)
        self.answer(200, (f"<ListBucketResult><Name>{start[:-1]}</Name><KeyCount>{len(found)}</KeyCount>"
                          f"<IsTruncated>false</IsTruncated>{rows}</ListBucketResult>").encode())

    def log_message(self, *arguments):
        pass


def start():
    """Its URL; it lives as long as this process."""
    sys.path.append("/usr/lib/python3/dist-packages")  # Debian's own, if this Python is another one and has none
    import botocore.session
    Handler.model = botocore.session.get_session().get_service_model("dynamodb")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"
