"""Everything that the portal keeps: each row of each table, and each file of the data folder."""

import base64
import quopri
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from enquiries.models import Draft


def kept(*folders: Path) -> dict[str, str]:
    """Return all of it as text in small letters, by table or path; what is encrypted is opened."""
    said = dict(_tables())
    said["answers of drafts"] = str([draft.answers for draft in Draft.objects.all()]).lower()
    said["contents of sessions"] = str([row.get_decoded() for row in Session.objects.all()]).lower()
    for folder in (settings.DATA_DIR, *folders):
        for path in Path(folder).rglob("*"):
            if path.is_file() and not path.name.startswith("test") and path.suffix != ".sqlite3":
                said[str(path)] = _text(path.read_bytes())
    return said


def where(marker: str, *folders: Path) -> list[str]:
    """Return where the portal still says `marker`."""
    return sorted(name for name, text in kept(*folders).items() if marker.lower() in text)


def _tables():
    names = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            yield name, str(cursor.fetchall()).lower()


def _text(content: bytes) -> str:
    decoded = [content, quopri.decodestring(content)]
    decoded += [_from_base64(line) for line in content.split(b"\n")]
    return b"\n".join(decoded).decode(errors="replace").lower()


def _from_base64(line: bytes) -> bytes:
    try:
        return base64.b64decode(line, validate=True)
    except ValueError:
        return b""
