"""Writes tests/golden anew from botocore: python tests/python/generate_golden.py

One folder a case, every stage a file: draft.json (what was typed), stamp.json,
message.eml (raw mail only: the core's own, judged by test_mime.py),
request.json (botocore's request, decoded), authorization.txt (botocore's
signature over the core's body).
"""

import json
import shutil
import sys
from pathlib import Path

import botocore_judge
import core
from cases import CASES, Case

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


def text(value) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def everything() -> dict[Path, bytes]:
    """Every golden file by its path below tests/golden."""
    composed = core.compose([case.draft for case in CASES])
    return {
        Path(case.folder) / name: data
        for case, request in zip(CASES, composed)
        for name, data in files(case, request).items()
    }


def main() -> None:
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for path, data in everything().items():
        (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / path).write_bytes(data)
    print(f"{len(CASES)} cases written to {GOLDEN}", file=sys.stderr)


if __name__ == "__main__":
    main()
