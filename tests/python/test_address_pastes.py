"""Pasted address lists, read by Python's email package: the same names,
addresses and groups wherever a list is one that RFC 5322 knows."""

import random
from email.errors import ObsoleteHeaderDefect
from email.header import decode_header, make_header
from email.policy import default
from email.utils import getaddresses

import core
from operations import SEED

PASTES = [
    "ann@example.com",
    "a@b.cd, e@f.gh",
    "Ann Lee <ann@example.com>",
    '"Doe, John" <j@example.com>, <e@f.gh>',
    '"Ann \\"A\\" Lee" <a@b.cd>',
    '"Ann" Lee <a@b.cd>',
    "John Q. Public <j@example.com>",
    "a@b.cd (Ann (the elder))",
    "(boss) a@b.cd, e@f.gh (x) (y)",
    "a@b.cd (was old@b.cd), e@f.gh",
    "(old@b.cd) a@b.cd",
    "Ann (Sales) Lee <a@b.cd> (gone)",
    "Team: a@b.cd, Ann <e@f.gh>;, i@j.kl",
    "i@j.kl, Team: a@b.cd;, Two: Bob <m@n.op>;",
    '"The Team": a@b.cd;',
    "undisclosed-recipients:;",
    "=?utf-8?Q?=C3=84nn_Lee?= <a@b.cd>",
    "=?utf-8?Q?Doe=2C_John?= <j@b.cd>",
    '"Doe, John"\r\n <j@b.cd>,\r\n\t<e@f.gh>',
]


def modern(paste: str) -> list:
    """Name, address and group of an unfolded header."""
    header = default.header_factory("To", paste.replace("\r\n", ""))
    # Section 4 of RFC 5322 still has the dot of `John Q. Public`.
    assert all(isinstance(defect, ObsoleteHeaderDefect) for defect in header.defects), (paste, header.defects)
    return [[each.display_name, each.addr_spec, group.display_name]
            for group in header.groups for each in group.addresses]


def drawn(chance: random.Random) -> str:
    """A list as RFC 5322 has it, of names, comments and groups."""
    def word():
        return "".join(chance.choices("abcdefghijklmnopqrstuvwxyzABCDEF", k=chance.randint(1, 7)))

    def comment():
        return chance.choice(["", "", "", f" ({word()} ({word()}) {word()})", f" ({word()}@{word()}.example)"])

    def mailbox():
        address = f"{word()}{chance.choice(['', '.', '+', '-'])}{word()}@{word()}.example"
        name = chance.choice([None, None, word(), f"{word()} {word()}", f'"{word()}, {word()}; <{word()}> \\"{word()}\\" \\\\"'])
        return (address if name is None else f"{name} <{address}>") + comment()

    def entry():
        if chance.random() < 0.2:
            return f"{word()}: {', '.join(mailbox() for _ in range(chance.randint(0, 3)))};"
        return mailbox()

    return ", ".join(entry() for _ in range(chance.randint(1, 6)))


def test_lists_of_rfc_5322_are_read_as_python_reads_them():
    chance = random.Random(f"{SEED} address pastes")
    pastes = PASTES + [drawn(chance) for _ in range(300)]
    for paste, said in zip(pastes, core.asked("addresses", [{"paste": paste} for paste in pastes])):
        assert said["leftovers"] == [], paste
        assert said["mailboxes"] == modern(paste), paste


def test_plain_lists_are_read_as_getaddresses_reads_them():
    plain = [paste for paste in PASTES if "(" not in paste and "=?" not in paste and ":" not in paste]
    assert len(plain) > 5
    for paste, said in zip(plain, core.asked("addresses", [{"paste": paste} for paste in plain])):
        assert [(name, address) for name, address, _ in said["mailboxes"]] == getaddresses([paste]), paste


def test_semicolons_line_ends_and_blanks_separate_where_python_wants_commas():
    lists = [[f"a{i}@b.cd" for i in range(n)] for n in range(1, 6)]
    pastes = [(separator.join(each), each) for each in lists for separator in [";", "; ", "\n", "\r\n", "\t", " ", ", "]]
    for (paste, each), said in zip(pastes, core.asked("addresses", [{"paste": paste} for paste, _ in pastes])):
        assert [address for _, address, _ in said["mailboxes"]] == each, paste
        assert [address for _, address in getaddresses([", ".join(each)])] == each


def test_no_blank_is_between_two_encoded_words():
    """RFC 2047 section 6.2. `email.header` knows it; the parser of address headers (3.11) keeps the blank."""
    name = "=?utf-8?Q?=C3=84nn?= =?utf-8?B?w4Q=?="
    [said] = core.asked("addresses", [{"paste": f"{name} <a@b.cd>"}])
    assert said["mailboxes"] == [[str(make_header(decode_header(name))), "a@b.cd", None]]
