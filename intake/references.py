"""Public references: unguessable, and sayable over the telephone, such as HLT-4KX-9RT-2H4.

The letters are those that are not taken for another one when heard or written down; the last one checks the
others, so that a reference heard wrong is known to be wrong.
"""

import secrets

#: 19 of them: a prime number, which the check letter needs.
ALPHABET = "23456789ACEFHKRTWXY"
PREFIX = "HLT"
_LENGTH = 8


def new_reference() -> str:
    """Return a new reference; 19 to the power of 8 (17,000 million) of them are possible."""
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
    # By a prime modulus, weights that all differ (the check letter's own is 18) catch every single wrong
    # letter and every two letters that changed places.
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def _spaced(code: str) -> str:
    return "-".join([PREFIX, code[:3], code[3:6], code[6:]])
