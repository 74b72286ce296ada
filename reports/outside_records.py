"""The records from outside as lines of a page: what was said is read where it may be read."""

from findings.models import Guest, Opinion, Proposal, Response, SiteVisit, WalkTask
from reports.phrases import date_cn
from reports.records import Line, _line, _make
from reports.sources import Sources


@_line.register
def _opinion(row: Opinion, sources: Sources) -> Line:
    said = (row.get_channel_display(), ""), (date_cn(row.said_on), "")
    return _make(row, row.event_label, row.get_absolute_url(), *said)


@_line.register
def _response(row: Response, sources: Sources) -> Line:
    return _make(row, row.get_method_display(), "", (date_cn(row.answered_on), ""))


@_line.register
def _guest(row: Guest, sources: Sources) -> Line:
    return _make(row, row.category)


@_line.register
def _site_visit(row: SiteVisit, sources: Sources) -> Line:
    on = date_cn(row.visited_on) if row.visited_on else ""
    return _make(row, row.site.name, "", (on, ""))


@_line.register
def _walk(row: WalkTask, sources: Sources) -> Line:
    return _make(row, row.title, row.get_absolute_url())


@_line.register
def _proposal(row: Proposal, sources: Sources) -> Line:
    return _make(row, row.event_label, row.get_absolute_url())
