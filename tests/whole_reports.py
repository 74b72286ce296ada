"""`python -m tests.whole_reports STORY FOLDER`: a story and all its papers, on disk.

A process of its own replays the story into a database in FOLDER and leaves there, by kind, what
`manage.py paper` writes, the document that was set, and every other paper the office can fetch.
"""

import atexit
import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.source import ROOT

# The year of each story, and when its report is read: the one of Wuhan before the result is given.
YEARS = {"lanzhou": 2009, "wuhan": 2010}
READ_AT = {"lanzhou": "2010-12-31T12:00", "wuhan": "2010-11-10T18:00"}
KINDS = ("plan", "group_notice", "division", "final")
FORMATS = ("pdf", "docx", "json")


@dataclass(frozen=True)
class Papers:
    """What lies in the folder of a story."""

    story: str
    folder: Path

    def file(self, kind: str, format_: str) -> bytes:
        """What the command wrote."""
        return (self.folder / f"{kind}.{format_}").read_bytes()

    def json(self, kind: str = "final") -> dict:
        return json.loads(self.file(kind, "json"))

    def document(self, kind: str = "final"):
        """The document that was set."""
        from reports.freezing import thaw_document

        return thaw_document(json.loads((self.folder / f"{kind}.frozen").read_bytes()))

    def all(self, format_: str) -> dict[str, bytes]:
        """Every paper in this format, by its name."""
        return {path.stem: path.read_bytes() for path in sorted(self.folder.glob(f"*.{format_}"))}

    def once_more(self, kind: str, format_: str) -> bytes:
        """What the command writes in another process."""
        target = self.folder / f"again.{format_}~"
        words = f"manage.py paper {self.story} {kind} --format {format_} -o {target}"
        run(self.folder, *words.split(), "--now", READ_AT[self.story], PYTHONHASHSEED="7")
        return target.read_bytes()


@cache
def made(story: str) -> Papers:
    """The story replayed and its papers written, once a process: it takes half a minute. Where
    WHOLE_REPORTS names a folder, what was left there before is taken."""
    if kept := os.environ.get("WHOLE_REPORTS"):
        return Papers(story, Path(kept) / story)
    folder = Path(tempfile.mkdtemp(prefix=f"{story}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    run(folder, "-m", "tests.whole_reports", story, str(folder), PYTHONHASHSEED="1")
    return Papers(story, folder)


def run(folder: Path, *words: str, **more: str) -> None:
    """Python in a process of its own, with the database of the folder."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
    settings = {"DJANGO_SETTINGS_MODULE": "inspection.settings", "DATA_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**environment, **settings, **more},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def write_all(story: str, folder: Path) -> None:
    """In that process: migrate, replay, write."""
    from django.core.management import call_command

    said = io.StringIO()
    call_command("migrate", verbosity=0)
    call_command("demo", story, "--year", str(YEARS[story]), stdout=said)
    for kind in KINDS:
        for format_ in FORMATS:
            path = folder / f"{kind}.{format_}"
            words = ("paper", story, kind, "--format", format_, "-o", str(path))
            call_command(*words, "--now", READ_AT[story], stdout=said)
        _freeze(story, kind, folder)
    _fetch(story, folder)


def _freeze(story: str, kind: str, folder: Path) -> None:
    from django.utils import translation

    from campaigns.models import Campaign
    from inspection.management.commands.paper import instant
    from reports.freezing import freeze
    from reports.publishing import written

    with translation.override("zh-hans"):
        told = written(Campaign.objects.get(code=story), kind, as_of=instant(READ_AT[story]))
    words = json.dumps(freeze(told.document), ensure_ascii=False)
    (folder / f"{kind}.frozen").write_text(words, encoding="utf-8")


def _fetch(story: str, folder: Path) -> None:
    """Every other paper that a page of the office leads to, each kind of address twice."""
    from django.conf import settings
    from django.test import Client

    from tests.crawler import Crawler

    settings.ALLOWED_HOSTS = ["*"]
    told = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    office = next(one for one in told["accounts"] if one["role"] == "office")
    client = Client()
    client.post("/accounts/login/", {key: office[key] for key in ("username", "password")})
    taken = _Taking(client, folder)
    with contextlib.redirect_stdout(io.StringIO()):
        Crawler(taken, few=2).crawl(f"/campaigns/{story}/")


class _Taking:
    """A client that keeps the papers it is given."""

    ENDINGS = {"application/pdf": "pdf"}

    def __init__(self, client, folder: Path) -> None:
        self.client, self.folder, self.number = client, folder, 0

    def get(self, address: str):
        from django.urls import resolve

        answer = self.client.get(address)
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        ending = "docx" if kind.endswith("wordprocessingml.document") else self.ENDINGS.get(kind)
        name = resolve(address.partition("?")[0]).url_name
        if answer.status_code == 200 and ending and "evidence" not in name:
            self.number += 1
            path = self.folder / f"{name}-{self.number}.{ending}"
            path.write_bytes(answer.getvalue())
        return answer


if __name__ == "__main__":
    import django

    django.setup()
    write_all(sys.argv[1], Path(sys.argv[2]))
