"""AWS's own inputs, written by hand: the golden cases of every operation."""

import datetime
from dataclasses import dataclass

from cases import ADDRESS, ANN, BOUNCES, DOMAIN, GOV, RESERVED, content

TEMPLATE = "arn:aws:ses:us-east-1:123456789012:template/welcome"
DATA = '{"name": "Ännchen", "sum": "1 + 1 = 2 & more %41"}'
POLICY = ('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::210987654321:root"},'
          '"Action":["ses:SendEmail","ses:SendRawEmail"],"Resource":"' + DOMAIN + '"}]}')
TAGS = [{"Name": "campaign", "Value": "spring_2026"}, {"Name": "tier", "Value": "gold-1"}]
TO = {"ToAddresses": ["bob@example.org"]}
RAW = b"From: ann@example.com\r\nTo: bob@example.org\r\nSubject: a+b/c=d\r\n\r\n\xfb\xff\xfe Gr\xc3\xbc\xc3\x9fe\r\n"
HEADERS = [{"Name": "List-Unsubscribe", "Value": "<https://example.com/u?a=b&c=d>"}, {"Name": "X-Note", "Value": "a, b"}]
NOON = datetime.datetime(2026, 1, 15, 12, 34, 56, tzinfo=datetime.UTC)
BULK = {"Source": "ann@example.com", "Template": "welcome", "DefaultTemplateData": "{}"}
ROLE = "arn:aws:iam::123456789012:role/Mailer"


@dataclass
class Case:
    """`params` are botocore's; `folder` is where the case lies below tests/golden."""

    api: str
    operation: str
    name: str
    params: dict
    region: str = "us-east-1"

    @property
    def folder(self) -> str:
        return f"{self.api}/{self.operation}/{self.name}"


def cases(api: str, operation: str, **named) -> list[Case]:
    """Each a name with its parameters, or with a Region and parameters."""
    return [Case(api, operation, name.replace("_", "-"), *(reversed(given) if isinstance(given, tuple) else [given]))
            for name, given in named.items()]


def bulk(*data: str) -> list[dict]:
    return [{"Destination": {"ToAddresses": [f"r{n}@example.org"]}, "ReplacementTemplateData": text}
            for n, text in enumerate(data)]


IDENTITIES = {"domain": "example.com", "address": "ann+news@example.com", "arn": DOMAIN}
BULK_V2 = {"FromEmailAddress": "ann@example.com", "DefaultContent": {"Template": {
    "TemplateName": "welcome", "TemplateData": "{}"}}}

CASES = [
    *cases("v1", "SendEmail", every_member={
        "Source": ANN, "Destination": {**TO, "CcAddresses": ["carol@example.org"], "BccAddresses": ["dan@example.net"]},
        "Message": {"Subject": content("Grüße"), "Body": {"Text": content(RESERVED), "Html": content("<b>ü</b>")}},
        "ReplyToAddresses": ["a+b@example.com"], "ReturnPath": "in@bounces.example.net", "SourceArn": DOMAIN,
        "ReturnPathArn": BOUNCES, "Tags": TAGS, "ConfigurationSetName": "promo-set",
    }, no_charset={"Source": "ann@example.com", "Destination": TO,
                   "Message": {"Subject": {"Data": ""}, "Body": {"Text": {"Data": "x"}}}}),
    *cases("v1", "SendRawEmail", every_member={
        "Source": "ann@example.com", "Destinations": [f"r{n}@example.org" for n in range(11)], "SourceArn": DOMAIN,
        "FromArn": DOMAIN, "ReturnPathArn": BOUNCES, "RawMessage": {"Data": RAW}, "Tags": TAGS,
        "ConfigurationSetName": "promo-set",
    }, headers_decide={"RawMessage": {"Data": RAW}}),
    *cases("v1", "SendTemplatedEmail", every_member={
        "Source": ANN, "Destination": {**TO, "CcAddresses": ["carol@example.org"]}, "ReplyToAddresses": [ANN],
        "ReturnPath": "in@bounces.example.net", "SourceArn": DOMAIN, "ReturnPathArn": BOUNCES, "Tags": TAGS,
        "ConfigurationSetName": "promo-set", "Template": "welcome", "TemplateArn": TEMPLATE, "TemplateData": DATA,
    }, required=("eu-west-1", {"Source": "ann@example.com", "Destination": TO, "Template": "welcome",
                               "TemplateData": "{}"})),
    *cases("v1", "SendBulkTemplatedEmail", every_member={
        **BULK, "SourceArn": DOMAIN, "ReplyToAddresses": [ANN], "ReturnPath": "in@bounces.example.net",
        "ReturnPathArn": BOUNCES, "ConfigurationSetName": "promo-set", "DefaultTags": TAGS, "TemplateArn": TEMPLATE,
        "DefaultTemplateData": DATA, "Destinations": [
            {"Destination": TO, "ReplacementTags": TAGS, "ReplacementTemplateData": DATA}, {"Destination": TO}],
    }, twelve={**BULK, "Destinations": bulk(*['{"a":"b c"}'] * 12)}),
    *cases("v1", "SendBounce", every_member={
        "OriginalMessageId": "0100018a-id-000000", "BounceSender": "mailer-daemon@example.com",
        "Explanation": "Unbekannter Empfänger & more", "BounceSenderArn": DOMAIN,
        "MessageDsn": {"ReportingMta": "dns; mail.example.com", "ArrivalDate": NOON,
                       "ExtensionFields": [{"Name": "X-Note", "Value": "a=b&c"}]},
        "BouncedRecipientInfoList": [{
            "Recipient": "bob@example.com", "RecipientArn": DOMAIN, "BounceType": "DoesNotExist",
            "RecipientDsnFields": {
                "FinalRecipient": "bob@example.com", "Action": "failed", "RemoteMta": "dns; mx.example.org",
                "Status": "5.1.1", "DiagnosticCode": "smtp; 550 5.1.1 User Unknown", "LastAttemptDate": NOON,
                "ExtensionFields": [{"Name": "X-Try", "Value": "3"}]}}],
    }, required={"OriginalMessageId": "0100", "BounceSender": "mailer-daemon@example.com",
                 "BouncedRecipientInfoList": [{"Recipient": "bob@example.com", "BounceType": "Undefined"}]}),
    *cases("v1", "GetSendQuota", one={}, govcloud=("us-gov-west-1", {})),
    *cases("v1", "GetIdentityVerificationAttributes", one={"Identities": ["example.com"]},
           eleven={"Identities": [f"r{n}+x@example.com" for n in range(11)]}),
    *cases("v1", "ListIdentityPolicies", **{name: {"Identity": identity} for name, identity in IDENTITIES.items()}),
    *cases("v1", "GetIdentityPolicies", one={"Identity": DOMAIN, "PolicyNames": ["p-1"]},
           twenty={"Identity": "example.com", "PolicyNames": [f"p_{n}" for n in range(20)]}),
    *cases("v1", "PutIdentityPolicy", domain={"Identity": "example.com", "PolicyName": "delegates", "Policy": POLICY},
           govcloud=("us-gov-west-1", {"Identity": GOV, "PolicyName": "p", "Policy": "{}"})),
    *cases("v1", "DeleteIdentityPolicy", domain={"Identity": "example.com", "PolicyName": "delegates"},
           arn=("eu-west-1", {"Identity": ADDRESS, "PolicyName": "p"})),
    *cases("v1", "ListTemplates", first={}, next={"NextToken": "a+b/c=d&e", "MaxItems": 100}),
    *cases("v1", "GetTemplate", one={"TemplateName": "welcome"}, two=("eu-west-1", {"TemplateName": "welcome_2-x"})),
    *cases("v1", "TestRenderTemplate", one={"TemplateName": "welcome", "TemplateData": DATA},
           empty={"TemplateName": "welcome", "TemplateData": "{}"}),
    *cases("v2", "SendEmail", template={
        "FromEmailAddress": ANN, "FromEmailAddressIdentityArn": DOMAIN, "Destination": TO,
        "Content": {"Template": {"TemplateArn": TEMPLATE, "TemplateData": DATA, "Headers": HEADERS}},
        "EmailTags": TAGS, "ConfigurationSetName": "promo-set", "TenantName": "tenant-1",
        "ListManagementOptions": {"ContactListName": "list", "TopicName": "news"},
        "ConfigurationOverrides": {"Tracking": {"OpenTrackingEnabled": "DISABLED", "ClickTrackingEnabled": "ENABLED"}},
    }, inline_template={"FromEmailAddress": "ann@example.com", "Destination": TO, "Content": {"Template": {
        "TemplateContent": {"Subject": "Hello {{name}}", "Text": "ü", "Html": "<b>ü</b>"}, "TemplateData": DATA}}},
        simple={"FromEmailAddress": "ann@example.com", "Destination": TO, "Content": {"Simple": {
            "Subject": content("Grüße"), "Body": {"Text": content(RESERVED)}, "Headers": HEADERS,
            "Attachments": [{"RawContent": RAW, "FileName": "ü.txt", "ContentDescription": "a", "ContentId": "x@y",
                             "ContentDisposition": "INLINE", "ContentTransferEncoding": "QUOTED_PRINTABLE",
                             "ContentType": "text/plain"}]}}}),
    *cases("v2", "SendBulkEmail", every_member={
        **BULK_V2, "FromEmailAddressIdentityArn": DOMAIN, "ReplyToAddresses": [ANN], "DefaultEmailTags": TAGS,
        "FeedbackForwardingEmailAddress": "in@bounces.example.net", "ConfigurationSetName": "promo-set",
        "FeedbackForwardingEmailAddressIdentityArn": BOUNCES, "TenantName": "tenant-1",
        "BulkEmailEntries": [{
            "Destination": TO, "ReplacementTags": TAGS, "ReplacementHeaders": HEADERS,
            "ReplacementEmailContent": {"ReplacementTemplate": {"ReplacementTemplateData": DATA}}}],
    }, two={**BULK_V2, "BulkEmailEntries": [{"Destination": TO}, {"Destination": {"BccAddresses": ["x@example.org"]}}]}),
    *cases("v2", "GetAccount", one={}, govcloud=("us-gov-west-1", {})),
    *cases("v2", "GetEmailIdentity", **{name: {"EmailIdentity": identity} for name, identity in IDENTITIES.items()}),
    *cases("v2", "CreateEmailIdentityPolicy",
           address={"EmailIdentity": "ann+news@example.com", "PolicyName": "delegates", "Policy": POLICY},
           arn={"EmailIdentity": DOMAIN, "PolicyName": "p", "Policy": "{}"}),
    *cases("v2", "UpdateEmailIdentityPolicy",
           domain={"EmailIdentity": "example.com", "PolicyName": "delegates", "Policy": POLICY},
           address=("eu-west-1", {"EmailIdentity": "ann@example.com", "PolicyName": "p", "Policy": "{}"})),
    *cases("v2", "DeleteEmailIdentityPolicy", domain={"EmailIdentity": "example.com", "PolicyName": "delegates"},
           address={"EmailIdentity": "ann+news@example.com", "PolicyName": "p"}),
    *cases("v2", "GetEmailIdentityPolicies",
           **{name: {"EmailIdentity": identity} for name, identity in IDENTITIES.items()}),
    *cases("v2", "ListEmailTemplates", first={}, next={"NextToken": "a+b/c=d&e ~", "PageSize": 100}),
    *cases("v2", "GetEmailTemplate", one={"TemplateName": "welcome"},
           two=("eu-west-1", {"TemplateName": "welcome_2-x"})),
    *cases("v2", "TestRenderEmailTemplate", one={"TemplateName": "welcome", "TemplateData": DATA},
           empty={"TemplateName": "welcome", "TemplateData": "{}"}),
    *cases("sts", "GetCallerIdentity", one={}, eusc=("eusc-de-east-1", {})),
    *cases("sts", "AssumeRole", required={"RoleArn": ROLE, "RoleSessionName": "ann@example.com"}, every_member={
        "RoleArn": ROLE, "RoleSessionName": "ann", "PolicyArns": [{"arn": "arn:aws:iam::aws:policy/AmazonSESFullAccess"}],
        "Policy": '{"Version":"2012-10-17","Statement":[]}', "DurationSeconds": 3600,
        "Tags": [{"Key": "team", "Value": "a b"}, {"Key": "empty", "Value": ""}], "TransitiveTagKeys": ["team"],
        "ExternalId": "a:b/c=d", "SerialNumber": "arn:aws:iam::123456789012:mfa/ann", "TokenCode": "123456",
        "SourceIdentity": "ann",
    }),
]
