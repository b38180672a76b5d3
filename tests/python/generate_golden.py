"""Writes tests/golden anew from botocore: python tests/python/generate_golden.py

One folder a case, every stage a file. What was typed: draft.json, stamp.json,
message.eml (raw mail only: the core's own, judged by test_mime.py). Or what
AWS's SDKs take: input.json. Then request.json (botocore's request, decoded) and
authorization.txt (botocore's signature over the core's body).
"""

import json
import shutil
import sys
from pathlib import Path

import botocore_judge
import core
import input_cases
from cases import CASES, Case
from operations import SERVICES, SIGNED_AS

GOLDEN = core.ROOT / "tests" / "golden"


def with_mime(params, mime: bytes):
    """`params` with the core's MIME wherever they say so."""
    if isinstance(params, dict):
        return {key: with_mime(value, mime) for key, value in params.items()}
    return mime if params == "mime" else params


def files(case: Case, composed: dict) -> dict[str, bytes]:
    """The content of the case's folder."""
    request = botocore_judge.serialise(
        case.service, case.operation, case.region, with_mime(case.params, composed["mime"]))
    authorization = botocore_judge.authorization(
        composed["url"], case.region, composed["headers"], composed["body"], core.STAMP["at"])
    folder = {
        "draft.json": text(case.draft),
        "stamp.json": text(core.STAMP),
        "request.json": text(request),
        "authorization.txt": f"{authorization}\n".encode(),
    }
    if composed["mime"]:
        folder["message.eml"] = composed["mime"]
    return folder


def input_files(case: input_cases.Case) -> dict[str, bytes]:
    """The content of the folder of one of AWS's own inputs."""
    ours, = core.operate(case.api, case.operation, [(case.region, case.params)])
    assert "error" not in ours, (case.folder, ours)
    request = botocore_judge.serialise(SERVICES[case.api], case.operation, case.region, case.params)
    authorization = botocore_judge.authorization(
        ours["url"], case.region, ours["headers"], ours["body"], core.STAMP["at"], ours["method"], SIGNED_AS[case.api])
    return {
        "input.json": text({"region": case.region, "at": core.STAMP["at"], "input": core.plain(case.params)}),
        "request.json": text(request),
        "authorization.txt": f"{authorization}\n".encode(),
    }


def text(value) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def everything() -> dict[Path, bytes]:
    """Every golden file by its path below tests/golden."""
    composed = core.compose([case.draft for case in CASES])
    folders = {case.folder: files(case, request) for case, request in zip(CASES, composed)}
    folders |= {case.folder: input_files(case) for case in input_cases.CASES}
    return {Path(folder) / name: data for folder, held in folders.items() for name, data in held.items()}


def main() -> None:
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for path, data in everything().items():
        (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / path).write_bytes(data)
    print(f"{len(CASES) + len(input_cases.CASES)} cases written to {GOLDEN}", file=sys.stderr)


if __name__ == "__main__":
    main()
