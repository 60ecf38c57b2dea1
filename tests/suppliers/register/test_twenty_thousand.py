"""The register at 20,000 suppliers, on PostgreSQL: a fixed number of queries, each with its index."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.made_up_suppliers import fill
from bench.searches import SEARCHES
from intake import paging
from suppliers import listing, register_search

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="reads PostgreSQL's plans"),
    pytest.mark.thorough,
]
_WHOLE_TABLE = re.compile(r"Seq Scan on suppliers_(supplier|directoryentry)\b")


def test_every_search_has_its_index():
    fill()
    tidy()
    problems = []
    for name, criteria in SEARCHES.items():
        found = register_search.matching(criteria)
        with CaptureQueriesContext(connection) as queries:
            register_search.page(found)
        assert len(queries) == 3, name
        # From the middle too: deep pages cost no more than the first.
        with CaptureQueriesContext(connection) as queries:
            register_search.page(found)
            register_search.page(found, after="homerton tuition 7_1")
        pages = [query["sql"] for query in queries if "ORDER BY" in query["sql"] and "LIMIT" in query["sql"]]
        problems += [(name, plan) for plan in map(plan_of, pages) if _WHOLE_TABLE.search(plan)]
        problems += [(name, "count")] if not is_bounded(found) else []
    listed = listing.matching(text="roofing", category="80000000")
    with CaptureQueriesContext(connection) as queries:
        listing.page(listed, after="", before="")
    problems += [("directory", plan) for plan in [plan_of(queries[0]["sql"])] if _WHOLE_TABLE.search(plan)]
    assert not problems, "\n\n".join("\n".join(problem) for problem in problems)


def tidy():
    """Do what the database's housekeeping does once rows are there: the words wait in a list until then."""
    with connection.cursor() as cursor:
        for index in ("supplier_search", "directory_search"):
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])


def plan_of(sql):
    """The plan of a query, as text."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + sql)
        return "\n".join(row[0] for row in cursor.fetchall())


def is_bounded(found):
    """Whether a count uses an index, or reads the table once and stops where counting stops.

    With a filter that most suppliers pass, reading the table is what the planner is right to do.
    """
    with CaptureQueriesContext(connection) as queries:
        register_search.count_in_words(found)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + queries[0]["sql"])
        plan = cursor.fetchone()[0]
    if isinstance(plan, str):
        plan = json.loads(plan)
    nodes = list(walk(plan[0]["Plan"]))
    limits = [node["Plan Rows"] for node in nodes if node["Node Type"] == "Limit"]
    scans = [node for node in nodes if node["Node Type"] == "Seq Scan"]
    whole = [node for node in scans if node["Relation Name"] == "suppliers_supplier"]
    return len(whole) <= 1 and (not whole or (limits and max(limits) <= paging.COUNTED_AT_MOST + 1))


def walk(node):
    """Yield a node of a plan and all below it."""
    yield node
    for child in node.get("Plans", []):
        yield from walk(child)
