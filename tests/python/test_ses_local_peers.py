"""The same tables asked of moto and ministack: where they are not as AWS is listed in
tests/ses_local/peers.json with the reason, and shown in the crate's EMULATORS.md. A difference
that is not listed fails, and so does one that is gone. SES_DELEGATE_WRITE=1 writes the tables anew."""

import json
import os

import pytest

import core
import emulators
from ses_local_table import FOLDER, differs, table, title
from test_ses_local_operations import ASKED
from test_ses_local_operations import answers  # noqa: F401 - a fixture: ses-local's answers to the table

PAGE = core.ROOT / "crates/ses-local/EMULATORS.md"
BEGIN, END = "<!-- The tables below are compared with servers that run: tests/python/test_ses_local_peers.py -->", "<!-- end -->"
PEERS = ("moto", "ministack")


def listed() -> dict:
    return json.loads((FOLDER / "peers.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=PEERS)
def said(request):
    with emulators.running(request.param) as server:
        known = emulators.prepare(server)
        yield request.param, emulators.outcomes(server, known, table("operations"), table("errors"))


def test_differences_are_the_listed_ones(said):
    name, outcomes = said
    found = {row: outcome for row, outcome in outcomes.items() if outcome != "as AWS"}
    known = {row: difference["found"] for row, difference in listed()[name].items()}
    assert found == known


def test_each_listed_difference_has_a_reason():
    reasons = listed()["why"]
    used = {difference["why"] for name in PEERS for difference in listed()[name].values()}
    assert used == set(reasons)


def test_ses_local_does_all_of_it(answers):  # noqa: F811
    assert [title(step) for step, (found, wrong) in zip(table("operations"), answers("boto3"))
            if wrong or not isinstance(found, dict)] == []


def test_the_page_shows_them(answers):  # noqa: F811
    done = {title(step): bool(not wrong and isinstance(found, dict) and not differs(step["output"], found))
            for step, (found, wrong) in zip(table("operations"), answers("boto3"))}
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    shown, after = rest.split(END)
    if os.environ.get("SES_DELEGATE_WRITE"):
        PAGE.write_text(f"{before}{BEGIN}\n{tables(done)}{END}{after}", encoding="utf-8")
        return
    assert shown.strip() == tables(done).strip()


def tables(done: dict[str, bool]) -> str:
    return f"\n### Operations\n\n{operations(done)}\n### Refusals\n\n{refusals()}\n### Why they differ\n\n{reasons()}\n"


def operations(done: dict[str, bool]) -> str:
    lines = ["| operation | ses-local | moto | ministack |", "| --- | --- | --- | --- |"]
    steps = [title(step) for step in table("operations")]
    for api, names in ASKED.items():
        for name in sorted(names.split()):
            cells = [worst(peer, f"{api} {name}", steps) for peer in PEERS]
            own = all(passed for row, passed in done.items() if row.split(" (")[0] == f"{api} {name}")
            lines.append(f"| {api} {name} | {'yes' if own else 'not yet'} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def worst(peer: str, operation: str, steps: list[str]) -> str:
    """Of an operation that the table asks for more than once."""
    differences = listed()[peer]
    found = [differences[row]["why"] for row in differences
             if row == operation or row.startswith(f"{operation} (") and row in [*steps, f"{operation} (again)"]]
    return ", ".join(sorted(set(found))) if found else "yes"


def refusals() -> str:
    lines = ["| refusal | AWS | moto | ministack |", "| --- | --- | --- | --- |"]
    for row in table("errors"):
        cells = [cell(listed()[peer].get(f"refusal: {row['name']}")) for peer in PEERS]
        lines.append(f"| {row['name']} | {row['status']} {row['code']} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def cell(difference: dict | None) -> str:
    if difference is None:
        return "yes"
    found = difference["found"].split(": ")[0]
    return f"{found} ({difference['why']})"


def reasons() -> str:
    return "\n".join(f"- **{name}**: {text}" for name, text in listed()["why"].items())
