"""ses-local killed by SIGKILL amid its work: whatever it has said 200 to is there after the next
start, once and whole; of the rest each thing is there whole or not at all."""

import itertools
import json
import random
import socket
import threading
from http.client import HTTPException, HTTPResponse

from botocore.exceptions import BotoCoreError

import local_ses
import operations
import report
from sending import client
from signed_sends import APIS, DELEGATE, OWNER, SOURCE_ARN, WORLD, digest, kept, message, message_id, request

ROUNDS = 6
SENDERS = 8
# Of messages, in octets. Large ones take a while to be written: the time a premature 200 would be caught in.
SIZES = [2048, 2048, 2048, 400_000]
GONE = (OSError, HTTPException)


class Round:
    """A run of the server until the `mortal`-th message it took."""

    def __init__(self, number: int, mortal: int):
        self.number, self.mortal = number, mortal
        self.lock = threading.Lock()
        # By message id, the hash of what was sent.
        self.taken: dict[str, str] = {}
        self.sent: set[str] = set()
        self.templates: dict[str, str] = {}
        # The text of the template that is written again and again, as last taken and as last asked for.
        self.latest: list[str] = []
        self.policies: dict[str, dict] = {}
        self.problems: list[Exception] = []

    def run(self, data) -> None:
        with local_ses.running(WORLD, "--quiet", "--data", data) as server:
            self.put_policy(server)
            self.ready = threading.Barrier(SENDERS + 1)
            work = [threading.Thread(target=self.noted, args=(self.send, server, sender)) for sender in range(SENDERS)]
            work.append(threading.Thread(target=self.noted, args=(self.change, server)))
            for thread in work:
                thread.start()
            for thread in work:
                thread.join()
            assert not self.problems, self.problems
            assert server.process.wait(30) == -9

    def noted(self, work, *arguments):
        try:
            work(*arguments)
        except Exception as problem:
            self.problems.append(problem)
            self.ready.abort()

    def send(self, server, sender: int) -> None:
        draw = random.Random(f"{operations.SEED} {self.number} {sender}")
        self.ready.wait()
        try:
            with socket.create_connection(tuple(server.authority.split(":")), 30) as wire:
                for number in itertools.count():
                    mail = message(f"round {self.number} sender {sender} number {number}", draw.choice(SIZES))
                    asked = request(server.authority, DELEGATE, draw.choice(APIS), mail)
                    with self.lock:
                        self.sent.add(digest(mail))
                    wire.sendall(asked)
                    answer = HTTPResponse(wire, method="POST")
                    answer.begin()
                    said = answer.read()
                    assert answer.status == 200, said
                    self.count(server, said, mail)
        except GONE:
            assert self.is_over(), "the server ended a connection while it lived"

    def count(self, server, said: bytes, mail: bytes) -> None:
        with self.lock:
            if len(self.taken) + 1 == self.mortal:
                server.process.kill()
            self.taken[message_id(said)] = digest(mail)

    def is_over(self) -> bool:
        with self.lock:
            return len(self.taken) >= self.mortal

    def change(self, server) -> None:
        """Templates, through v1, for as long as the server lives."""
        v1 = client("ses", server.authority, OWNER)
        again = f"again-{self.number}"
        v1.create_template(Template=template(again, "0"))
        self.latest = ["0", "0"]
        self.ready.wait()
        try:
            for number in itertools.count(1):
                name = f"once-{self.number}-{number}"
                v1.create_template(Template=template(name, name))
                self.templates[name] = name
                self.latest[1] = str(number)
                v1.update_template(Template=template(again, str(number)))
                self.latest[0] = str(number)
        except BotoCoreError:
            assert self.is_over(), "the server ended a connection while it lived"

    def put_policy(self, server) -> None:
        document = {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"AWS": f"{777788880000 + self.number}"}, "Action": "ses:SendEmail",
            "Resource": SOURCE_ARN}]}
        name = f"round-{self.number}"
        client("ses", server.authority, OWNER).put_identity_policy(
            Identity="owner.example", PolicyName=name, Policy=json.dumps(document))
        self.policies[name] = document


def template(name: str, text: str) -> dict:
    return {"TemplateName": name, "SubjectPart": "Hello", "TextPart": text}


def test_killed_amid_its_work(tmp_path):
    draw = random.Random(f"{operations.SEED} kill")
    rounds = []
    for number in range(ROUNDS):
        rounds.append(Round(number, draw.randint(1, 150)))
        rounds[-1].run(tmp_path / "data")
        with local_ses.running(WORLD, "--quiet", "--data", tmp_path / "data") as server:
            beyond = judge_messages(server, rounds)
            judge_changes(server, rounds)
        report.tell("ses-local killed amid its work", (
            f"round {number}: killed at {rounds[-1].mortal} answers of 200; {len(rounds[-1].taken)} messages and "
            f"{len(rounds[-1].templates)} templates were taken, and are there; of all rounds {beyond} more messages"))


def judge_messages(server, rounds: list[Round]) -> int:
    """Returns how many are there whose answer nobody heard."""
    there, times = kept(server.authority)
    taken = {name: hashed for one in rounds for name, hashed in one.taken.items()}
    sent = set().union(*(one.sent for one in rounds))
    assert {name: there.get(name) for name in taken} == taken
    assert set(times.values()) == {1}
    assert set(times) <= sent
    return len(there) - len(taken)


def judge_changes(server, rounds: list[Round]) -> None:
    v1 = client("ses", server.authority, OWNER)
    for one in rounds:
        found = v1.get_identity_policies(Identity="owner.example", PolicyNames=list(one.policies))["Policies"]
        assert {name: json.loads(document) for name, document in found.items()} == one.policies
        for name, text in one.templates.items():
            assert v1.get_template(TemplateName=name)["Template"] == template(name, text)
        again = v1.get_template(TemplateName=f"again-{one.number}")["Template"]
        assert again["TextPart"] in one.latest
