"""Public references: unguessable, and sayable over the telephone, such as HLT-4KX-9RT-2HW.

The letters are those that are not taken for another one when heard or written down; the last one checks the
others, so that a reference heard wrong is known to be wrong.
"""

import secrets

ALPHABET = "23456789ACEFHJKRTWXY"
_LENGTH = 8
PREFIX = "HLT"


def new_reference() -> str:
    """Return a new reference; 20 to the power of 8 of them are possible."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
    return _spaced(body + _check_letter(body))


def normalise(text: str) -> str:
    """Return a typed reference in its written form, or "" where it cannot be one.

    Case, spaces, hyphens and a missing prefix are forgiven.
    """
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    # The prefix is no part of the code and its L is not in the alphabet, so it cannot be mistaken for one.
    code = letters.removeprefix(PREFIX)
    if len(code) != _LENGTH + 1 or any(letter not in ALPHABET for letter in code):
        return ""
    return _spaced(code) if _check_letter(code[:-1]) == code[-1] else ""


def _check_letter(body: str) -> str:
    # Odd weights of a prime-free modulus 20 that share no factor with it catch every single wrong letter.
    weights = (1, 3, 7, 9, 11, 13, 17, 19)
    total = sum(weight * ALPHABET.index(letter) for weight, letter in zip(weights, body, strict=True))
    return ALPHABET[total % len(ALPHABET)]


def _spaced(code: str) -> str:
    return "-".join([PREFIX, code[:3], code[3:6], code[6:]])
