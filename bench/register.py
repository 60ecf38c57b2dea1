"""`make bench`: how long each kind of search of the register takes at 20,000 suppliers, on a real PostgreSQL.

Prints the median of several runs of the page with its categories and its count; then the files, once each.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.run_tests import postgresql

_RUNS = 7


def main() -> None:
    """Fill a database of the benchmark's own, and measure."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, postgresql(Path(folder)) as (_, url):
        os.environ |= {
            "DATABASE_URL": url,
            "PORTAL_DATA_DIR": folder,
            "SECRET_KEY": "only for the benchmark " * 3,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "LOG_LEVEL": "WARNING",
        }
        import django

        django.setup()
        _measure()
        from django.db import connection

        connection.close()
        connection.close_pool()


def _measure() -> None:
    from django.core.management import call_command
    from django.db import connection

    from bench.made_up_suppliers import MANY, fill
    from bench.searches import SEARCHES
    from suppliers import exports, listing, register_search

    call_command("migrate", verbosity=0)
    fill()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"The register at {MANY:,} suppliers: page and count, median of {_RUNS}, in milliseconds")
    for name, criteria in SEARCHES.items():
        found = register_search.matching(criteria)
        page = _median(lambda found=found: register_search.page(found))
        count = _median(lambda found=found: register_search.count_in_words(found))
        print(f"  {name:<30}{page:8.1f} {count:8.1f}   {register_search.count_in_words(found)}")
    last = f"stoke newington tuition {MANY}_1"
    deep = _median(lambda: register_search.page(register_search.matching(SEARCHES["no filter"]), after=last))
    print(f"  {'a page near the end':<30}{deep:8.1f}")
    directory = _median(lambda: listing.page(listing.matching(text="roofing"), after="", before=""))
    print(f"  {'public directory, a word':<30}{directory:8.1f}")
    everything = register_search.matching(SEARCHES["every status"])
    print("Files of up to 20,000 suppliers, in seconds")
    kinds = {"CSV": exports.csv, "Excel": exports.xlsx, "Open Contracting": exports.open_contracting}
    for name, write in kinds.items():
        print(f"  {name:<30}{_seconds(lambda write=write: write(everything)):8.1f}")


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_seconds(work) for _ in range(_RUNS)) * 1000


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
