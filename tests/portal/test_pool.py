"""A restart of PostgreSQL leaves dead connections only: no request may fail because of that."""

import psycopg
import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from portal import pool

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

_MANY = 8


def test_a_pool_of_dead_connections_gives_a_live_one_in_time():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connection to lose")
    options = {**pool.options(), "min_size": _MANY, "check": ConnectionPool.check_connection}
    parameters = connection.get_connection_params()
    with ConnectionPool(kwargs={**parameters, "autocommit": True}, open=True, **options) as connections:
        connections.wait()
        taken = [connections.getconn() for _ in range(_MANY)]
        pids = [each.info.backend_pid for each in taken]
        for each in taken:
            connections.putconn(each)
        with psycopg.connect(**_plain(parameters), autocommit=True) as administrator:
            administrator.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) AS pid", (pids,))

        with connections.connection() as live:
            assert live.execute("SELECT 1").fetchone()[0] == 1


def _plain(parameters):
    known = ("dbname", "user", "password", "host", "port")
    return {name: value for name, value in parameters.items() if name in known}
