"""Exports, asked of the core and run by the programs they are for."""

import base64
import gzip
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import botocore
import pytest

import core

NODE_MODULES = core.ROOT / "node_modules"


@dataclass(frozen=True)
class Tool:
    """A program that runs one form of export."""

    name: str
    form: str
    # As the script calls it.
    command: str
    # Where it is; `None` if nobody said.
    path: str | None

    def need(self) -> None:
        if not self.path:
            pytest.skip(f"{self.name} is absent: no export was run by it (cargo xtask test installs it)")


TOOLS = [
    Tool("AWS CLI 1", "aws-cli", "aws", os.environ.get("AWS_CLI_1")),
    Tool("AWS CLI 2", "aws-cli", "aws", os.environ.get("AWS_CLI_2")),
    Tool("boto3", "boto3", "python3", sys.executable),
    Tool("AWS SDK for JavaScript", "aws-sdk-js", "node", shutil.which("node")),
    Tool("curl", "curl", "curl", os.environ.get("CURL") or shutil.which("curl")),
]


@dataclass
class Export:
    """Its files by name, or why there is none."""

    files: dict[str, bytes]
    command: str
    environment: list[str]
    notes: list[str]


def exported(questions: list[dict]) -> list[Export]:
    """The core's answers to forms and drafts."""
    return [read(said) for said in core.asked("export", questions)]


def read(said: dict) -> Export:
    assert "errors" not in said, said
    files = {name: base64.b64decode(content) for name, content in said["files"]}
    return Export(files, said["command"], said["environment"], said["notes"])


def run(tool: Tool, export: Export, folder: Path, credentials: dict, shell="sh", **changes) -> subprocess.CompletedProcess:
    """Runs it in `folder`, which then holds its files, with nothing else on its mind."""
    home, programs, files = (folder / name for name in ("home", "bin", "export"))
    for made in (home, programs, files):
        made.mkdir(parents=True)
    for name, content in export.files.items():
        assert "/" not in name and not name.startswith((".", "-")), name
        (files / name).write_bytes(content)
    if tool.command == "node":
        (files / "node_modules").symlink_to(NODE_MODULES)
    program = programs / tool.command
    program.write_text(f"#!/bin/sh\nexec {shlex.quote(tool.path)} \"$@\"\n")
    program.chmod(0o755)
    variables = {
        "AWS_ACCESS_KEY_ID": credentials["accessKeyId"], "AWS_SECRET_ACCESS_KEY": credentials["secretAccessKey"],
        "AWS_SESSION_TOKEN": credentials["sessionToken"]}
    assert set(variables) == set(export.environment)
    system = "/usr/local/bin:/usr/bin:/bin"
    environment = {
        "PATH": f"{programs}:{system}", "HOME": str(home), "LC_ALL": "C", "AWS_EC2_METADATA_DISABLED": "true",
        **variables, **changes}
    command = [shell if word == "sh" else word for word in shlex.split(export.command)]
    return subprocess.run(
        command, cwd=files, env={name: value for name, value in environment.items() if value is not None},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)


@cache
def version(tool: Tool) -> str:
    said = subprocess.run([tool.path, "--version"], capture_output=True, text=True)
    return (said.stdout + said.stderr).splitlines()[0]


def older(tool: Tool, least: tuple[int, int]) -> bool:
    """True of a tool before that version."""
    numbers = re.search(r"(\d+)\.(\d+)", version(tool))
    return (int(numbers[1]), int(numbers[2])) < least


def newer_model(folder: Path) -> dict:
    """Lets an AWS CLI read the pinned botocore's model of SES v2 instead of its own."""
    model = next((Path(botocore.__file__).parent / "data/sesv2").glob("*/service-2.json.gz"))
    into = folder / "models/sesv2" / model.parent.name
    into.mkdir(parents=True)
    (into / "service-2.json").write_bytes(gzip.decompress(model.read_bytes()))
    return {"AWS_DATA_PATH": str(folder / "models")}
