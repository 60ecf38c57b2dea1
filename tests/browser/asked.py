"""A process with a portal's settings, which calls functions for the browser tests: one for all calls.

It reads a line for each, `["package.module.function", argument, ...]`, and answers it with a line: both
are JSON.
"""

import json
import os
import sys
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO

import django
from django.core.management import call_command


def command(*words: str) -> str:
    """Run a management command; return what it says."""
    said = StringIO()
    call_command(*words, stdout=said)
    return said.getvalue()


def main() -> None:
    """Answer calls, until there are no more."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    for line in sys.stdin:
        path, *arguments = json.loads(line)
        module, _, name = path.rpartition(".")
        with redirect_stdout(sys.stderr):
            answer = getattr(import_module(module), name)(*arguments)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
