"""Each rule finds what it is there for."""

import pytest

from message_rules import broken

GOOD = (
    b"X-SES-SOURCE-ARN: arn\r\nFrom: =?utf-8?B?w4Q=?= <a@b.c>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed;\r\n boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nhi\r\n--x--\r\n"
)


def test_a_good_message_breaks_none():
    assert broken(GOOD) == []


@pytest.mark.parametrize("old, new, words", [
    (b"hi", b"h\ni", "bare line end"),
    (b"hi", b"h\ri", "bare line end"),
    (b"hi", b"h\0i", "NUL"),
    (b"hi", "é".encode(), "8-bit"),
    (b"hi", b"x" * 999, "line of 999"),
    (b"w4Q=", b"w4Q=" * 20, "encoded word of 92"),
    (b"Subject: x", b"Subject: " + b"x" * 60 + b" =?utf-8?Q?=41?=", "line of 85"),
    (b"w4Q=", b"ww==", "can't decode"),
    (b"w4Q=", b"w4Q", "padding"),
    (b"?B?w4Q=?=", b"?Q?=C3=8?=", "stray"),
    (b"?B?", b"?X?", "neither"),
    (b"?= <", b"?=x <", "touches"),
    (b"MIME-Version: 1.0\r\n", b"", "MIME-Version 0 times at depth 0"),
    (b"--x\r\n", b"--x\r\nMIME-Version: 1.0\r\n", "MIME-Version 1 times at depth 1"),
    (b"Subject: x\r\n", b"Subject: x\r\nsubject: y\r\n", "subject twice"),
    (b"--x\r\n", b"--x\r\nBcc: a@b.c\r\n", "hidden"),
    (b"Subject: x", b"Resent-Bcc: a@b.c", "hidden"),
    (b"Content-Type: text/plain\r\n\r\nhi", b"Content-Type: multipart/mixed; boundary=x\r\n\r\nhi", "one boundary"),
    (b"hi", b"hi\r\n--x--", "closed 2 times"),
    (b"--x--\r\n", b"", "closed 0 times"),
    (b"Subject: x\r\n", b"X-SES-FROM-ARN: arn\r\n", "not at the top"),
    (b"From:", b"X-SES-SOURCE-ARN: arn\r\nFrom:", "twice"),
    (b"-ARN: arn", b"-ARN:\r\n arn", "literal"),
    (b"-ARN: arn", b"-ARN: =?utf-8?Q?=41?=", "literal"),
    (b"Content-Type: text/plain", b"X-SES-SOURCE-ARN: arn", "in a part"),
])
def test_a_bad_one_does(old, new, words):
    assert old in GOOD
    found = broken(GOOD.replace(old, new, 1))
    assert any(words in each for each in found), found
