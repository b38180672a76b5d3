"""Writes the core's table of partitions and Regions from botocore's data.

    python tests/python/generate_regions.py

`test_regions.py` says when the table and the installed botocore differ.
"""

import re
from functools import cache
from pathlib import Path

import botocore
from botocore.loaders import Loader

TABLE = Path(__file__).resolve().parents[2] / "crates/ses-delegate/src/region/table.rs"


@cache
def _data(name: str) -> dict:
    return Loader().load_data(name)


def partitions() -> list[dict]:
    """Every partition, by name."""
    return sorted(_data("partitions")["partitions"], key=lambda p: p["id"])


def regions(partition: dict) -> list[str]:
    """Its Regions, without stand-ins such as `aws-global`."""
    return sorted(name for name in partition["regions"] if not name.endswith("-global"))


def offer(endpoint_prefix: str, partition: str, region: str) -> str:
    """`No`, `Yes` or `WithFips`: what endpoints.json lists of a service."""
    listed = next(p for p in _data("endpoints")["partitions"] if p["partition"] == partition)
    service = listed["services"].get(endpoint_prefix, {})
    if region not in service.get("endpoints", {}):
        return "No"
    variants = service["endpoints"][region].get("variants", [])
    return "WithFips" if any(v["tags"] == ["fips"] for v in variants) else "Yes"


def region_prefix(partition: dict) -> str | None:
    """How its Regions' names begin; the commercial partition takes all that is left.

    The European Sovereign Cloud's pattern admits `eusc-de-` alone; every `eusc-` is taken
    for it, since no Region so named will be in the commercial partition.
    """
    if partition["id"] == "aws":
        return None
    literal = re.match(r"^\^((?:\w|\\-)+?)(?:\(de\)\\-)?\\w\+\\-\\d\+\$$", partition["regionRegex"])
    return literal[1].replace("\\", "")


def table() -> str:
    """The Rust file, as rustfmt would write it."""
    lines = [
        "//! Partitions and Regions. Written by `tests/python/generate_regions.py`: do not edit.",
        "",
        "use super::Offer::{No, WithFips, Yes};",
        "use super::Partition::{" + ", ".join(variant(p["id"]) for p in partitions()) + "};",
        "use super::{PartitionRow, RegionRow};",
        "",
        "/// Whose data it is.",
        f'pub(super) const SOURCE: &str = "botocore {botocore.__version__}";',
        "",
        "/// `partitions.json`.",
        f"pub(super) const PARTITIONS: [PartitionRow; {len(partitions())}] = [",
    ]
    for partition in partitions():
        prefix = region_prefix(partition)
        lines += [
            "    PartitionRow {",
            f"        partition: {variant(partition['id'])},",
            f'        name: "{partition["id"]}",',
            "        region_prefix: " + (f'Some("{prefix}")' if prefix else "None") + ",",
            f'        dns_suffix: "{partition["outputs"]["dnsSuffix"]}",',
            f'        dual_stack_dns_suffix: "{partition["outputs"]["dualStackDnsSuffix"]}",',
            "    },",
        ]
    rows = [
        f'    RegionRow {{ name: "{name}", partition: {variant(p["id"])},'
        f' ses: {offer("email", p["id"], name)}, sts: {offer("sts", p["id"], name)} }},'
        for p in partitions() for name in regions(p)
    ]
    lines += [
        "];",
        "",
        "/// `partitions.json`, with the services `email` and `sts` of `endpoints.json`.",
        f"pub(super) const REGIONS: [RegionRow; {len(rows)}] = [",
        *rows,
        "];",
    ]
    return "\n".join(lines) + "\n"


def variant(partition: str) -> str:
    """`aws-iso-b` as Rust names it: `AwsIsoB`."""
    return "".join(word.capitalize() for word in partition.split("-"))


if __name__ == "__main__":
    TABLE.write_text(table())
