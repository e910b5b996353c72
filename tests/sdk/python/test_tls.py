"""boto3 and openssl over https, against a server of this test's own."""
import os
import re
import shutil
import subprocess

import boto3
import botocore.exceptions
import pytest

from conftest import CONFIG

BINARY = os.environ.get("STATOR_BINARY")
pytestmark = pytest.mark.skipif(not BINARY, reason="STATOR_BINARY does not say which program to start")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return str(tmp_path_factory.mktemp("tls") / "certificate.pem")


@pytest.fixture(scope="module")
def port(certificate):
    process = subprocess.Popen([BINARY, "--port", "0", "--tls-self-signed", "--tls-cert", certificate],
                               stdout=subprocess.PIPE, text=True)
    yield int(re.search(r"https://127\.0\.0\.1:(\d+)", process.stdout.readline())[1])
    process.terminate()
    assert process.wait(20) == 0


def connect(port, verify, host="localhost"):
    return boto3.client("dynamodb", endpoint_url=f"https://{host}:{port}", region_name="us-east-1", aws_access_key_id="stator",
                        aws_secret_access_key="secret", config=CONFIG, verify=verify)


def test_a_client_that_trusts_the_certificate(port, certificate):
    client = connect(port, certificate)
    client.create_table(TableName="songs", BillingMode="PAY_PER_REQUEST",
                        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
                        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}])
    items = [{"id": {"S": str(i)}, "text": {"S": str(i) * 100_000}} for i in range(3)]
    for item in items:
        client.put_item(TableName="songs", Item=item)
    assert sorted(client.scan(TableName="songs")["Items"], key=lambda item: item["id"]["S"]) == items
    assert connect(port, certificate, "127.0.0.1").list_tables()["TableNames"] == ["songs"]


def test_a_client_that_does_not(port):
    with pytest.raises(botocore.exceptions.SSLError):
        connect(port, True).list_tables()


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs the program openssl")
@pytest.mark.parametrize("version, works", [("-tls1_3", True), ("-tls1_2", True), ("-tls1_1", False)])
def test_versions(port, certificate, version, works):
    done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{port}", version, "-CAfile", certificate,
                           "-cipher", "ALL:@SECLEVEL=0", "-verify_return_error", "-verify_hostname", "localhost"],
                          input="GET / HTTP/1.0\r\n\r\n", capture_output=True, text=True, check=False, timeout=20)
    assert ("Verify return code: 0 (ok)" in done.stdout and done.returncode == 0) == works
