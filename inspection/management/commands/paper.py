"""`manage.py paper CODE KIND --format pdf -o FILE`: write a paper in this process."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime

from campaigns.models import Campaign
from inspection.management.tables import OnTables
from reports.document import Document
from reports.papers import PAPERS
from reports.publishing import written
from reports.renderers.docx import render_docx
from reports.renderers.html import render_page
from reports.renderers.json import document_json
from reports.renderers.pdf import render_pdf
from reports.rendering import in_edition

RENDERERS: dict[str, Callable[[Document], bytes]] = {
    "pdf": render_pdf,
    "docx": render_docx,
    "html": lambda document: render_page(document).encode(),
    "json": lambda document: json.dumps(
        document_json(document), ensure_ascii=False, indent=1
    ).encode(),
}


def instant(text: str) -> datetime:
    """An aware instant from ISO 8601; a time without zone is in the project's zone."""
    try:
        moment = parse_datetime(text) or datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"not an ISO 8601 time: {text}") from error
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


class Command(OnTables):
    """Writes a draft whatever is missing; what was signed comes out word for word."""

    help = "Write a paper of a campaign to a file."

    def add_arguments(self, parser) -> None:
        parser.add_argument("code", help="code of the campaign")
        parser.add_argument("kind", choices=sorted(PAPERS))
        parser.add_argument("--format", choices=sorted(RENDERERS), default="pdf")
        parser.add_argument("--edition", default="", help="large: in large type, to be read aloud")
        parser.add_argument("-o", "--output", required=True, type=Path)
        parser.add_argument("--now", type=instant, help="write the paper as of this instant")

    def handle(self, *, code, kind, output: Path, now, **options) -> None:
        campaign = Campaign.objects.filter(code=code).first()
        if campaign is None:
            raise CommandError(f"no campaign has the code {code}")
        with translation.override("zh-hans"):
            document = written(campaign, kind, as_of=now).document
            try:
                document = in_edition(document, options["edition"])
            except LookupError as error:
                raise CommandError(f"this paper has no edition {error}") from error
            content = RENDERERS[options["format"]](document)
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"cannot write {output}: {error.strerror}") from error
        self.stdout.write(f"{output}")
