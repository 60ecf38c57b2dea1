"""An answer is believed only to the question that this browser asked."""

import pytest

from intake.directory.tokens import Untrue, require_nonce

pytestmark = pytest.mark.security("sign-in")


def test_the_answer_to_ones_own_question_passes():
    require_nonce({"nonce": "asked"}, "asked")


@pytest.mark.parametrize("asked", ["asked", "", None])
@pytest.mark.parametrize("claims", [{}, {"nonce": None}, {"nonce": ""}, {"nonce": "other"}])
def test_no_other_answer_does_nor_one_to_no_question(claims, asked):
    with pytest.raises(Untrue):
        require_nonce(claims, asked)
