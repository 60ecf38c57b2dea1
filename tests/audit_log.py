"""Emptying the audit log between tests, which the database refuses everybody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import TransactionTestCase

from intake.audit import append_only, chain
from intake.models import AuditHead


@contextmanager
def unguarded() -> Iterator[None]:
    """Have the database let entries be changed and removed, as one who owns it can."""
    _run(append_only.remove(connection.vendor))
    yield
    _run(append_only.install(connection.vendor))


def let_tests_empty_it() -> None:
    """A test that commits empties every table at its end: let that pass, and begin the log anew."""
    empty = TransactionTestCase._fixture_teardown

    def teardown(self: Any) -> None:
        with unguarded():
            empty(self)
        head = AuditHead(pk=AuditHead.ONLY)
        head.seal = chain.seal_of(head)
        head.save()

    TransactionTestCase._fixture_teardown = teardown


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
