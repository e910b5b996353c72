"""The AWS CLI: what its getting-started pages do, its own paging, files of requests, waiters and exit codes."""
import base64
import json

from conftest import create, item


def key(artist, song):
    return item(artist, song)


def test_a_session_at_the_prompt(aws, table):
    assert table in aws("list-tables")["TableNames"]
    described = aws("describe-table", "--table-name", table)["Table"]
    assert described["TableStatus"] == "ACTIVE"
    assert [i["IndexName"] for i in described["GlobalSecondaryIndexes"]] == ["by-year"]

    aws("put-item", "--table-name", table, "--item", item("Acme Band", "Happy Day", awards={"N": "10"}, year={"N": "2015"}))
    answer = aws("update-item", "--table-name", table, "--key", key("Acme Band", "Happy Day"),
                 "--update-expression", "SET awards = awards + :n, #t = :t", "--expression-attribute-names", '{"#t": "title"}',
                 "--expression-attribute-values", '{":n": {"N": "1"}, ":t": {"S": "Songs"}}', "--return-values", "ALL_NEW")
    assert answer["Attributes"]["awards"] == {"N": "11"}

    answer = aws("get-item", "--table-name", table, "--key", key("Acme Band", "Happy Day"), "--consistent-read",
                 "--return-consumed-capacity", "TOTAL")
    assert answer["Item"]["title"] == {"S": "Songs"}
    assert answer["ConsumedCapacity"] == {"TableName": table, "CapacityUnits": 1.0}

    answer = aws("query", "--table-name", table, "--index-name", "by-year", "--key-condition-expression", "#y = :y",
                 "--expression-attribute-names", '{"#y": "year"}', "--expression-attribute-values", '{":y": {"N": "2015"}}')
    assert (answer["Count"], answer["Items"][0]["song"]) == (1, {"S": "Happy Day"})

    answer = aws("delete-item", "--table-name", table, "--key", key("Acme Band", "Happy Day"), "--return-values", "ALL_OLD")
    assert answer["Attributes"]["awards"] == {"N": "11"}
    assert aws("get-item", "--table-name", table, "--key", key("Acme Band", "Happy Day")) is None


def test_the_clients_own_paging(aws, songs):
    everything = aws("scan", "--table-name", songs, "--page-size", "7")
    assert everything["Count"] == 60 and len(everything["Items"]) == 60
    first = aws("query", "--table-name", songs, "--key-condition-expression", "artist = :a", "--max-items", "25",
                "--expression-attribute-values", '{":a": {"S": "many"}}')
    rest = aws("query", "--table-name", songs, "--key-condition-expression", "artist = :a",
               "--expression-attribute-values", '{":a": {"S": "many"}}', "--starting-token", first["NextToken"])
    found = [i["song"]["S"] for i in first["Items"] + rest["Items"]]
    assert found == [f"song {n:03}" for n in range(60)]
    count = aws("scan", "--table-name", songs, "--select", "COUNT", "--filter-expression", "#y = :y",
                "--expression-attribute-names", '{"#y": "year"}', "--expression-attribute-values", '{":y": {"N": "1991"}}')
    assert (count["Count"], count["ScannedCount"]) == (12, 60)


def test_batch_get(aws, songs):
    keys = [{"artist": {"S": "many"}, "song": {"S": f"song {n:03}"}} for n in range(50, 70)]
    answer = aws("batch-get-item", "--request-items", json.dumps({songs: {"Keys": keys, "ProjectionExpression": "song"}}))
    assert sorted(i["song"]["S"] for i in answer["Responses"][songs]) == [f"song {n:03}" for n in range(50, 60)]
    assert answer["UnprocessedKeys"] == {}


def test_binary_values_travel_as_base64(aws, table):
    data = base64.b64encode(bytes(range(256))).decode()
    aws("put-item", "--table-name", table, "--item", item("bytes", "all", raw={"B": data}))
    assert aws("get-item", "--table-name", table, "--key", key("bytes", "all"))["Item"]["raw"] == {"B": data}


def test_errors_have_exit_code_254(aws, table):
    status, _, err = aws.run("put-item", "--table-name", table, "--item", item("a", "b"),
                             "--condition-expression", "attribute_exists(artist)")
    assert status == 254
    assert "(ConditionalCheckFailedException) when calling the PutItem operation: The conditional request failed" in err
    status, _, err = aws.run("describe-table", "--table-name", "no-such-table")
    assert status == 254 and "ResourceNotFoundException" in err


def test_an_index_comes_and_goes(aws, table):
    aws("put-item", "--table-name", table, "--item", item("genres", "b", genre={"S": "folk"}))
    aws("update-table", "--table-name", table, "--attribute-definitions", "AttributeName=genre,AttributeType=S",
        "--global-secondary-index-updates",
        '[{"Create": {"IndexName": "by-genre", "KeySchema": [{"AttributeName": "genre", "KeyType": "HASH"}],'
        ' "Projection": {"ProjectionType": "KEYS_ONLY"}}}]')
    aws("wait", "table-exists", "--table-name", table)
    found = aws("scan", "--table-name", table, "--index-name", "by-genre")
    assert found["Items"] == [{"artist": {"S": "genres"}, "song": {"S": "b"}, "genre": {"S": "folk"}}]
    aws("update-table", "--table-name", table, "--global-secondary-index-updates", '[{"Delete": {"IndexName": "by-genre"}}]')


def test_waiting_for_the_end(aws):
    name = create(aws)
    aws("delete-table", "--table-name", name)
    aws("wait", "table-not-exists", "--table-name", name)
    assert name not in aws("list-tables")["TableNames"]


def test_a_skeleton_file(aws, table, tmp_path):
    request = {"TableName": table, "Item": json.loads(item("from", "file")), "ReturnConsumedCapacity": "INDEXES"}
    file = tmp_path / "request.json"
    file.write_text(json.dumps(request))
    answer = aws("put-item", "--cli-input-json", f"file://{file}")
    assert answer["ConsumedCapacity"]["Table"] == {"CapacityUnits": 1.0}
