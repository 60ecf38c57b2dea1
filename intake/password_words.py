"""Words that everybody who knows the house would try first: a password is not made of them alone."""

import re
from typing import Any

from django.core.exceptions import ValidationError

#: Longest first, so that "administrator" leaves no "istrator" behind; docs/security-inventory.md names them.
WORDS = sorted(
    "hackney learning trust hlt lbh london borough council education school schools intake portal enquiry "
    "enquiries supplier suppliers procurement press admin administrator staff team password welcome".split(),
    key=len,
    reverse=True,
)
_WORDS = re.compile("|".join(WORDS), re.IGNORECASE)
#: So many letters must be left without these words, digits and signs.
LEFT_AT_LEAST = 6


class HouseWordsValidator:
    """Refuses what is made of the house's own words, with or without digits and signs between them."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where hardly anything is left of a password without the words."""
        if not _WORDS.search(password):
            return
        left = [letter for letter in _WORDS.sub("", password) if letter.isalpha()]
        if len(left) < LEFT_AT_LEAST:
            raise ValidationError(self.get_help_text(), code="password_of_house_words")

    def get_help_text(self) -> str:
        """Return what the page says beside the field."""
        return "Your password can’t be made of words such as “Hackney”, “trust” or “portal” alone."
