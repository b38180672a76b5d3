"""An RSA key for one run, as DKIM wants it: made here, so that none lies in the repository."""

import base64
import random
from dataclasses import dataclass


@dataclass
class Key:
    """The private key as PEM (PKCS #1), and the DNS record of the public one."""
    pem: bytes
    record: bytes


def make(rng: random.Random, bits=1024) -> Key:
    exponent = 65537
    p, q = prime(rng, bits // 2), prime(rng, bits // 2)
    n, phi = p * q, (p - 1) * (q - 1)
    d = pow(exponent, -1, phi)
    private = sequence(*map(integer, [0, n, exponent, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p)]))
    rsa_encryption = sequence(bytes.fromhex("06092a864886f70d010101"), bytes.fromhex("0500"))
    public = sequence(rsa_encryption, tagged(3, b"\0" + sequence(integer(n), integer(exponent))))
    lines = base64.encodebytes(private).decode()
    pem = f"-----BEGIN RSA PRIVATE KEY-----\n{lines}-----END RSA PRIVATE KEY-----\n"
    return Key(pem.encode(), b"v=DKIM1; k=rsa; p=" + base64.b64encode(public))


def prime(rng: random.Random, bits: int) -> int:
    while True:
        # The two highest bits, so that a product of two has all of them.
        candidate = rng.getrandbits(bits) | 3 << bits - 2 | 1
        if candidate % 65537 != 1 and is_prime(rng, candidate):
            return candidate


def is_prime(rng: random.Random, n: int) -> bool:
    """Miller and Rabin's test."""
    if any(n % small == 0 for small in (3, 5, 7, 11, 13, 17, 19, 23)):
        return False
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(24):
        x = pow(rng.randrange(2, n - 1), odd, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def integer(value: int) -> bytes:
    return tagged(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def sequence(*parts: bytes) -> bytes:
    return tagged(0x30, b"".join(parts))


def tagged(tag: int, content: bytes) -> bytes:
    """DER."""
    length = len(content)
    if length < 128:
        return bytes([tag, length]) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content
