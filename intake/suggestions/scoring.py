"""From the numbers that training left to a queue and how sure that is: the only arithmetic of a suggestion.

The weights are `{"queues": [ids], "start": [a number a queue], "words": {word: [how rare, a number a
queue]}}`.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any


def best(weights: Mapping[str, Any], words: Iterable[str]) -> tuple[int, float]:
    """Return the id of the likeliest queue for what has `words`, and how likely it is, from 0 to 1."""
    known = [weights["words"][word] for word in words if word in weights["words"]]
    length = math.sqrt(sum(rare * rare for rare, *_ in known)) or 1.0
    scores = list(weights["start"])
    for rare, *by_queue in known:
        for number, weight in enumerate(by_queue):
            scores[number] += weight * rare / length
    highest = max(scores)
    likely = [math.exp(score - highest) for score in scores]
    winner = scores.index(highest)
    return int(weights["queues"][winner]), likely[winner] / sum(likely)
