"""The core's table is botocore's, and its hosts are those that botocore's rules resolve."""

import json
import subprocess
from functools import cache

import pytest
from botocore.endpoint_provider import EndpointProvider
from botocore.loaders import Loader

import core
import generate_regions

# By name: FIPS, dual-stack.
VARIANTS = {
    "standard": (False, False),
    "fips": (True, False),
    "dual-stack": (False, True),
    "fips-dual-stack": (True, True),
}
# By the service's name in a credential scope: its clients, its name in endpoints.json.
SERVICES = {"ses": (["ses", "sesv2"], "email"), "sts": (["sts"], "sts")}
REGIONS = [
    (partition["id"], region)
    for partition in generate_regions.partitions()
    for region in generate_regions.regions(partition)
]
# Of a partition that is known, but not in any list.
NEWER = [("aws", "eu-west-99"), ("aws-us-gov", "us-gov-north-1"), ("aws-cn", "cn-south-7"), ("aws-iso-e", "eu-isoe-east-1")]


@cache
def provider(client: str) -> EndpointProvider:
    loader = Loader()
    rules = loader.load_service_model(client, "endpoint-rule-set-1")
    return EndpointProvider(rules, loader.load_data("partitions"))


def resolved(client: str, region: str, variant: str) -> str:
    fips, dual_stack = VARIANTS[variant]
    endpoint = provider(client).resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual_stack)
    for scheme in endpoint.properties.get("authSchemes", []):
        assert scheme.get("signingRegion", region) == region
    return endpoint.url


@pytest.fixture(scope="module")
def answers():
    """What the core says, by service, Region and variant."""
    asked = [
        (service, region, variant)
        for service in SERVICES for _, region in REGIONS + NEWER for variant in VARIANTS
    ]
    lines = "\n".join(json.dumps({"service": s, "region": r, "variant": v}) for s, r, v in asked)
    said = subprocess.run([core.program("endpoints")], input=lines, check=True, capture_output=True, text=True)
    return dict(zip(asked, map(json.loads, said.stdout.splitlines()), strict=True))


def test_the_table_is_what_botocore_says_now():
    assert generate_regions.TABLE.read_text() == generate_regions.table(), "run generate_regions.py"


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("service", SERVICES)
def test_hosts_equal_botocores_wherever_it_lists_the_service(answers, service, variant):
    clients, prefix = SERVICES[service]
    fips, _ = VARIANTS[variant]
    equal = 0
    for partition, region in REGIONS:
        answer = answers[service, region, variant]
        assert answer["partition"] == partition
        offer = generate_regions.offer(prefix, partition, region)
        if offer == "No":
            assert answer["error"] == f"region.{service}", region
        elif fips and offer != "WithFips":
            assert answer["error"] == "region.fips", region
        else:
            for client in clients:
                assert answer["origin"] == resolved(client, region, variant), region
            equal += 1
    assert equal >= (6 if fips else 36)


@pytest.mark.parametrize("partition, region", NEWER)
def test_a_region_that_is_not_listed_has_a_partition_but_no_endpoint(answers, partition, region):
    for service in SERVICES:
        for variant in VARIANTS:
            assert answers[service, region, variant] == {"partition": partition, "error": f"region.{service}"}


def test_a_draft_goes_to_the_endpoint_that_it_names():
    region = "us-west-2"
    drafts = [
        {"from": "a@example.com", "to": ["b@example.org"], "region": region, "route": route, "endpointVariant": variant}
        for route in ["v1-send-email", "v2-send-email-raw"] for variant in VARIANTS
    ]
    for draft, request in zip(drafts, core.compose(drafts), strict=True):
        client = "ses" if draft["route"].startswith("v1") else "sesv2"
        assert request["url"].startswith(resolved(client, region, draft["endpointVariant"]) + "/")
        assert f"/{region}/ses/aws4_request," in request["headers"]["authorization"]
