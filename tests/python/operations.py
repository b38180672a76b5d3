"""The operations that are judged, and botocore's own description of them."""

import os
import random
from functools import cache

import botocore.session
from botocore.model import OperationModel

SERVICES = {"v1": "ses", "v2": "sesv2", "sts": "sts"}
SIGNED_AS = {"v1": "ses", "v2": "ses", "sts": "sts"}

OPERATIONS = [
    *[("v1", name) for name in (
        "SendEmail", "SendRawEmail", "SendTemplatedEmail", "SendBulkTemplatedEmail", "SendBounce", "GetSendQuota",
        "GetIdentityVerificationAttributes", "ListIdentityPolicies", "GetIdentityPolicies", "PutIdentityPolicy",
        "DeleteIdentityPolicy", "ListTemplates", "GetTemplate", "TestRenderTemplate")],
    *[("v2", name) for name in (
        "SendEmail", "SendBulkEmail", "GetAccount", "GetEmailIdentity", "CreateEmailIdentityPolicy",
        "UpdateEmailIdentityPolicy", "DeleteEmailIdentityPolicy", "GetEmailIdentityPolicies", "ListEmailTemplates",
        "GetEmailTemplate", "TestRenderEmailTemplate")],
    *[("sts", name) for name in ("GetCallerIdentity", "AssumeRole")],
]
IDS = [f"{api}-{name}" for api, name in OPERATIONS]

# A fresh one for every run. A failure prints its case whole; the seed brings back all of them.
SEED = os.environ.get("SES_DELEGATE_SEED") or str(random.SystemRandom().randrange(10**9))

# How many inputs are drawn for each operation that has members.
INPUTS = int(os.environ.get("SES_DELEGATE_INPUTS", "220"))


@cache
def session() -> botocore.session.Session:
    return botocore.session.Session()


@cache
def model(api: str, name: str) -> OperationModel:
    return session().get_service_model(SERVICES[api]).operation_model(name)


@cache
def regions() -> list[str]:
    """Every Region, of every partition, in which botocore knows SES."""
    found = [region for partition in session().get_available_partitions()
             for region in session().get_available_regions("ses", partition)]
    assert len(found) > 30, found
    return found


def drawing(api: str, name: str, purpose: str) -> random.Random:
    """The same numbers for the same seed, whichever tests run beside it."""
    return random.Random(f"{SEED} {api} {name} {purpose}")
