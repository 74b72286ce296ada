"""意见登记表 as rows of a worksheet."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from findings.models import Opinion


def columns() -> list[str]:
    """The headers, in the order in which the register is printed."""
    return [
        _("Number"),
        _("Said on"),
        _("Channel"),
        _("Sort"),
        _("Topic"),
        _("What was said"),
        _("About the department"),
        _("Handed over to"),
        _("What became of it"),
        _("Reason or reply"),
        _("Became finding"),
        _("To be finished by"),
        _("Disposed of"),
    ]


def rows(opinions: QuerySet[Opinion]) -> Iterator[list]:
    """One row an opinion. Who said it is not among the columns: a table goes from hand to hand."""
    found = opinions.select_related("department", "handled_by", "merged_into", "site")
    for row in found.prefetch_related("finding_sources__finding", "replies"):
        numbers = [source.finding.number for source in row.finding_sources.all()]
        yield [
            row.number,
            row.said_on,
            row.get_channel_display() + (f"（{row.site.name}）" if row.site else ""),
            row.get_category_display(),
            row.topic,
            row.text,
            str(row.department or ""),
            str(row.handled_by or ""),
            row.get_status_display(),
            _outcome(row),
            numbers[0] if numbers else None,
            row.finish_due_at,
            row.disposed_at,
        ]


def _outcome(row: Opinion) -> str:
    if row.set_aside_reason:
        return row.set_aside_reason
    if row.merged_into is not None:
        return _("Merged into %(number)d") % {"number": row.merged_into.number}
    replies = list(row.replies.all())
    return replies[-1].text if replies else ""
