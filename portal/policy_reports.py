"""Where browsers post what they refused to load: anybody may, so it is small, and so much a minute."""

import time
from collections import Counter
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from intake import clients, policy_reports

_OF_ONE_CLIENT, _OF_ALL = 30, 300


class Allowance:
    """How many posts this minute has taken; each process counts its own, so that no flood reaches redis."""

    def __init__(self) -> None:
        self.minute = 0
        self.taken: Counter[str] = Counter()

    def takes(self, client: str) -> bool:
        """Return whether one more is taken, and count it."""
        minute = int(time.time() // 60)
        if minute != self.minute:
            self.minute, self.taken = minute, Counter()
        if self.taken.total() >= _OF_ALL or self.taken[client] >= _OF_ONE_CLIENT:
            return False
        self.taken[client] += 1
        return True


allowance = Allowance()


@never_cache
@csrf_exempt
@require_POST
def collect(request: HttpRequest) -> HttpResponse:
    """Count what a browser reports; the answer is the same whatever came, as nobody reads it."""
    answer = HttpResponse(status=204)
    if request.content_type not in policy_reports.CONTENT_TYPES:
        return answer
    if not allowance.takes(clients.digest(clients.address_of(request))):
        return HttpResponse(status=429)
    body = request.read(policy_reports.MOST_BYTES + 1)
    if len(body) > policy_reports.MOST_BYTES:
        return HttpResponse(status=413)
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    policy_reports.note(body=body, content_type=request.content_type, host=host)
    return answer
