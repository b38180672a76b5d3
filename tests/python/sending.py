"""One mail, sent in every way there is: by boto3's two SES clients and by smtplib."""

import base64
import hashlib
import hmac
import json
import smtplib
import ssl
from email.utils import parseaddr

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

OWNER = "111122223333"
# The action the policies are asked about. v2 with raw content asks about
# ses:SendRawEmail (anymail/django-anymail#384, symfony/symfony#51461), SMTP too.
ACTIONS = {
    "v1 SendEmail": "ses:SendEmail", "v1 SendRawEmail": "ses:SendRawEmail",
    "v1 SendTemplatedEmail": "ses:SendTemplatedEmail", "v1 SendBulkTemplatedEmail": "ses:SendBulkTemplatedEmail",
    "v2 Simple": "ses:SendEmail", "v2 Raw": "ses:SendRawEmail", "SMTP": "ses:SendRawEmail",
}
BODY = {"Text": {"Data": "Hello"}}


class Refused(Exception):
    """Status, code and text; of SMTP, the whole reply."""

    def __init__(self, *said):
        super().__init__(*said)
        self.said = said


def arn(name: str, region="us-east-1") -> str:
    """An owner's identity by its name; what has a colon is taken as it is."""
    return name if ":" in name else f"arn:aws:ses:us-east-1:{OWNER}:identity/{name}"


def client(service: str, authority: str, caller: dict, region="us-east-1"):
    """boto3's, without a second try."""
    return boto3.client(
        service, endpoint_url=f"http://{authority}", region_name=region, aws_access_key_id=caller["access_key_id"],
        aws_secret_access_key=caller["secret_access_key"], aws_session_token=caller.get("session_token"),
        config=Config(retries={"total_max_attempts": 1}, read_timeout=30))


def call(send, **parameters) -> dict:
    try:
        return send(**{name: value for name, value in parameters.items() if value is not None})
    except ClientError as error:
        said = error.response["Error"]
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        raise Refused(status, said["Code"], said.get("Message")) from error


def recipients(row: dict) -> list[str]:
    return row.get("to", ["x@recipient.example"])


def arn_of(row: dict, name: str) -> str | None:
    return arn(row[name]) if name in row else None


def raw(row: dict) -> bytes:
    """Header lines of the row first, as they stand."""
    lines = [f"{name}: {arn(value) if name.upper().startswith('X-SES') and name.upper().endswith('ARN') else value}"
             for name, value in row.get("headers", [])]
    author = row.get("from_header", row.get("source"))
    lines += [f"From: {author}", f"To: {', '.join(recipients(row))}", "Subject: Hello", "", "Hello", ""]
    return "\r\n".join(lines).encode()


def v1(server, caller, row):
    return client("ses", server.authority, caller, row.get("region", "us-east-1"))


def v2(server, caller, row):
    return client("sesv2", server.authority, caller, row.get("region", "us-east-1"))


def common_v1(row: dict) -> dict:
    return {"Source": row.get("source"), "SourceArn": arn_of(row, "source_arn"), "ReturnPath": row.get("return_path"),
            "ReturnPathArn": arn_of(row, "return_path_arn"), "ConfigurationSetName": row.get("configuration_set")}


def common_v2(row: dict) -> dict:
    return {
        "FromEmailAddress": row.get("source"), "FromEmailAddressIdentityArn": arn_of(row, "source_arn"),
        "FeedbackForwardingEmailAddress": row.get("return_path"),
        "FeedbackForwardingEmailAddressIdentityArn": arn_of(row, "return_path_arn"),
        "ConfigurationSetName": row.get("configuration_set")}


def v1_send_email(server, caller, row) -> str:
    return call(v1(server, caller, row).send_email, Destination={"ToAddresses": recipients(row)},
                Message={"Subject": {"Data": "Hello"}, "Body": BODY}, **common_v1(row))["MessageId"]


def v1_send_raw_email(server, caller, row) -> str:
    # It has no ReturnPath: that is a header of the message.
    common = {name: value for name, value in common_v1(row).items() if name != "ReturnPath"}
    return call(v1(server, caller, row).send_raw_email, RawMessage={"Data": raw(row)}, FromArn=arn_of(row, "from_arn"),
                **common)["MessageId"]


def v1_send_templated_email(server, caller, row) -> str:
    return call(v1(server, caller, row).send_templated_email, Destination={"ToAddresses": recipients(row)},
                Template=row["template"], TemplateData='{"name": "Ann"}', **common_v1(row))["MessageId"]


def v1_send_bulk_templated_email(server, caller, row) -> str:
    said = call(v1(server, caller, row).send_bulk_templated_email, Template=row["template"],
                DefaultTemplateData='{"name": "Ann"}', Destinations=[{"Destination": {"ToAddresses": recipients(row)}}],
                **common_v1(row))
    status, = said["Status"]
    assert status["Status"] == "Success", status
    return status["MessageId"]


def v2_simple(server, caller, row) -> str:
    return call(v2(server, caller, row).send_email, Destination={"ToAddresses": recipients(row)},
                Content={"Simple": {"Subject": {"Data": "Hello"}, "Body": BODY}}, **common_v2(row))["MessageId"]


def v2_raw(server, caller, row) -> str:
    return call(v2(server, caller, row).send_email, Content={"Raw": {"Data": raw(row)}}, **common_v2(row))["MessageId"]


def v2_template(server, caller, row) -> str:
    template = {"TemplateName": row["template"], "TemplateData": json.dumps({"name": "Ann"})}
    return call(v2(server, caller, row).send_email, Destination={"ToAddresses": recipients(row)},
                Content={"Template": template}, **common_v2(row))["MessageId"]


def v2_send_bulk_email(server, caller, row) -> str:
    template = {"TemplateName": row["template"], "TemplateData": json.dumps({"name": "Ann"})}
    said = call(v2(server, caller, row).send_bulk_email, DefaultContent={"Template": template},
                BulkEmailEntries=[{"Destination": {"ToAddresses": recipients(row)}}], **common_v2(row))
    result, = said["BulkEmailEntryResults"]
    assert result["Status"] == "SUCCESS", result
    return result["MessageId"]


def smtp_password(secret: str, region: str) -> str:
    """Developer Guide, "Obtaining Amazon SES SMTP credentials"."""
    key = f"AWS4{secret}".encode()
    for part in ("11111111", region, "ses", "aws4_request", "SendRawEmail"):
        key = hmac.digest(key, part.encode(), hashlib.sha256)
    return base64.b64encode(b"\x04" + key).decode()


def smtp(server, caller, row) -> str:
    """By STARTTLS; the ARNs and the configuration set are headers, the region is that of the password."""
    headers = [["X-SES-CONFIGURATION-SET", row.get("configuration_set")]]
    headers += [[f"X-SES-{name.upper()}-ARN".replace("_", "-"), row.get(f"{name}_arn")]
                for name in ("source", "from", "return_path")]
    message = raw({**row, "headers": [pair for pair in headers if pair[1]] + row.get("headers", [])})
    region = row.get("region", "us-east-1")
    # Its certificate is its own.
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with smtplib.SMTP(*server.smtp_address(), timeout=30) as connection:
        connection.starttls(context=trusting)
        connection.login(caller["access_key_id"], smtp_password(caller["secret_access_key"], region))
        connection.mail(parseaddr(row["source"])[1])
        for recipient in recipients(row):
            code, said = connection.rcpt(recipient)
            assert code == 250, said
        code, said = connection.data(message)
    if code != 250:
        raise Refused(f"{code} {said.decode()}")
    return said.decode().split()[1]


WAYS = {
    "v1 SendEmail": v1_send_email, "v1 SendRawEmail": v1_send_raw_email,
    "v1 SendTemplatedEmail": v1_send_templated_email, "v1 SendBulkTemplatedEmail": v1_send_bulk_templated_email,
    "v2 Simple": v2_simple, "v2 Raw": v2_raw, "v2 Template": v2_template, "v2 SendBulkEmail": v2_send_bulk_email,
    "SMTP": smtp,
}
