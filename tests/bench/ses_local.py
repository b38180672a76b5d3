"""How many signed sends a second ses-local takes, in memory and on disk, beside moto and ministack:
the same raw messages of 2 KB, half by v1 and half by v2, sent by wrk over 32 connections. All that
ses-local took is counted and hashed afterwards: each message must be there once, as it was sent.

Rates of one machine mean nothing on another: the ratios of one run are what counts."""

import json
import os
import platform
import re
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "python"))

import emulators  # noqa: E402
import local_ses  # noqa: E402
from signed_sends import APIS, DELEGATE, WORLD, digest, kept, message, request  # noqa: E402

COUNT = 10_000
# They are slower by far: fewer show their rate as well.
COUNT_OF_PEERS = 1_000
CONNECTIONS = 32
# Signatures are good for five minutes: all of them are older then.
LONGEST = 240


def main() -> None:
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {processor()}: {COUNT} sends to ses-local, "
          f"{COUNT_OF_PEERS} to the others, of 2 KB, {CONNECTIONS} connections")
    rates = {}
    for name, runs, count in TARGETS:
        with runs() as (authority, caller, judged):
            mails = [message(f"{name} {number}") for number in range(count)]
            found = loaded(authority, caller, mails)
            wrong = found["answered"] != count or found["refused"] or found["broken"]
            if judged:
                there, times = kept(authority)
                assert not wrong, (name, found)
                assert times == Counter(map(digest, mails)), f"{name}: other messages than were sent"
                told = f"{len(there)} messages there, each once and as sent"
            else:
                told = f"not as asked: {found}" if wrong else "not looked into"
            rates[name] = found["answered"] / found["seconds"]
            print(f"{name:<22}{rates[name]:>9.0f} sends/s   p50 {found['p50']:.1f} ms, p99 {found['p99']:.1f} ms   {told}",
                  flush=True)
    for own in ("ses-local", "ses-local --data"):
        print(", ".join(f"{own} / {peer}: {rates[own] / rates[peer]:.1f}" for peer in ("moto", "ministack")))


@contextmanager
def own(*flags: str):
    with local_ses.running(WORLD, "--quiet", *flags) as server:
        yield server.authority, DELEGATE, True


@contextmanager
def own_on_disk():
    # Not in a folder of temporary files, which may be memory.
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER", "."), prefix="bench-") as folder:
        with own("--data", folder) as server:
            yield server


def peer(name: str):
    @contextmanager
    def running():
        with emulators.running(name) as server:
            yield server.authority, emulators.prepare(server)["owner"], False

    return running


TARGETS = [
    ("ses-local", own, COUNT), ("ses-local --data", own_on_disk, COUNT),
    ("moto", peer("moto"), COUNT_OF_PEERS), ("ministack", peer("ministack"), COUNT_OF_PEERS),
]


def loaded(authority: str, caller: dict, mails: list[bytes]) -> dict:
    """What wrk says of one run."""
    with tempfile.NamedTemporaryFile() as file:
        for number, mail in enumerate(mails):
            asked = request(authority, caller, APIS[number % len(APIS)], mail)
            file.write(struct.pack("<I", len(asked)) + asked)
        file.flush()
        wrk = subprocess.run(
            [os.environ.get("WRK", "wrk"), "-t", "1", "-c", str(CONNECTIONS), "-d", f"{LONGEST}s", "--timeout", "60s",
             "-s", HERE / "send.lua", f"http://{authority}", "--", file.name],
            capture_output=True, text=True)
    found = re.search(r"^JSON (.*)$", wrk.stdout, re.MULTILINE)
    assert found, wrk.stdout + wrk.stderr
    return json.loads(found[1])


def processor() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as told:
        names = (line.partition(":")[2].strip() for line in told if line.startswith("model name"))
        return next(names, platform.machine())


if __name__ == "__main__":
    main()
