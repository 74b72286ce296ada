"""What contradicts itself between the records of a report (自相矛盾), and what only looks so."""

from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import told_texts
from reports.check import BLOCK, PASS, WARN, Check
from reports.document import Document, Missing, Signature, plain
from reports.figures import Figures
from reports.papers.final_report.forms import form_of
from reports.phrases import day

ALL = ("人人皆知", "人人知晓", "全覆盖")


def touching_phases(figures: Figures) -> Iterator[Check]:
    """Phases may share a day: it is said, so that nobody takes it for a slip of the pen."""
    for before, after in pairwise(figures.sources.phases):
        if before.starts_on <= after.starts_on <= before.ends_on:
            words = _("The phases “%(a)s” and “%(b)s” share %(day)s: please make sure it is meant.")
            names = {"a": before.name, "b": after.name, "day": day(after.starts_on)}
            yield Check(WARN, words % names, url=figures.page("setup"))


def lost_phases(figures: Figures) -> Iterator[Check]:
    """A phase of this kind of campaign whose work no other phase does: the report would say
    nothing of it."""
    for name, does in figures.sources.merged_phases:
        if does is None:
            words = _("There is no phase “%(phase)s”, and no other phase does its work.")
            yield Check(BLOCK, words % {"phase": name}, url=figures.page("setup"))


def praised_and_found(figures: Figures) -> Iterator[Check]:
    """An item says of itself that all is well, and a finding speaks of it."""
    if not form_of(figures.campaign).by_group:
        return
    for finding in figures.sources.findings:
        if finding.restricted:
            continue
        for item in finding.items.all():
            if figures.sources.statements.get(item.pk):
                words = _(
                    "Check-point %(no)d is told as compliant, and finding %(number)d speaks of it."
                )
                told = words % {"no": item.no, "number": finding.number}
                yield Check(WARN, told, url=figures.page(f"review/~items/{item.no}"))


def claims_of_all(document: Document, figures: Figures) -> Iterator[Check]:
    """人人皆知, 全覆盖 while somebody has not signed or handed in."""
    missing = figures.some("circulation_missing") or figures.some("sheets_missing")
    if missing is None:
        return
    text = "\n".join(plain(runs) for runs in document.all_runs())
    for claim in ALL:
        if claim in text:
            words = _("The paper says “%(claim)s” while “%(what)s” is %(n)d.")
            said = {"claim": claim, "what": figures.title(missing.name), "n": missing.value}
            told = told_texts.records(figures)
            url = next((one.url for one in told if claim in one.text), missing.url)
            yield Check(BLOCK, words % said, url=url)


def groupings(figures: Figures) -> Iterator[Check]:
    """Projects and report groups are two groupings of the same items: each comes to all."""
    sources = figures.sources
    loose = [group for group in sources.groups if not group.name and len(sources.groups) > 1]
    for group in loose:
        words = _("%(n)d check-points belong to no report group.") % {"n": len(group.results)}
        yield Check(WARN, words, url=figures.page("checklist"))
    total = figures.value("items")
    for name, places in (("project_items", sources.projects), ("group_items", sources.groups)):
        parts = sum(figures.value(f"{name}.{n}") for n in range(1, len(places) + 1))
        if parts != total:
            words = _("%(title)s: the parts come to %(m)d, the whole is %(n)d.")
            told = words % {"title": figures.title("items"), "m": parts, "n": total}
            yield Check(BLOCK, told, url=figures.url("items"))


def signed(document: Document) -> Iterator[Check]:
    """署名 and 成文日期 stand below every written report."""
    found = [block for block in document.blocks if isinstance(block, Signature)]
    if not found or not plain(found[0].organisation) or not plain(found[0].date):
        yield Check(BLOCK, _("Signature and date are missing below the text."), _("whole paper"))
    elif not any(isinstance(run, Missing) for run in found[0].organisation):
        yield Check(PASS, _("Who reports stands below the text."), _("whole paper"))


def nobodys_tasks(figures: Figures) -> Iterator[Check]:
    """Tasks that are still open and name no responsible person."""
    for task in figures.sources.tasks:
        if task.responsible_id is None and task.finished_on is None:
            finding = task.measure.finding
            title = finding.shown_title if finding.named_only else task.title
            words = _("Task “%(title)s” names no responsible person.") % {"title": title}
            yield Check(WARN, words, url=figures.page(f"tasks/{task.pk}"))


def kept_back(figures: Figures) -> Iterator[Check]:
    """责任认定 on record that the report leaves out; only how many, since few may read it."""
    left_out = figures.sources.kept_liabilities
    if left_out:
        words = ngettext(
            "%(n)d determination of responsibility is left out: telling it was not approved.",
            "%(n)d determinations of responsibility are left out: telling them was not approved.",
            left_out,
        )
        yield Check(WARN, words % {"n": left_out}, url=figures.page("findings"))


def assumed(figures: Figures, *, spoken: bool = False) -> Iterator[Check]:
    """What was assumed and nobody has confirmed yet."""
    names = [aspect.name for aspect in figures.sources.aspects if aspect.assumed]
    if names:
        words = _("The names of these aspects are assumed: %(names)s") % {"names": "；".join(names)}
        yield Check(WARN, words, url=figures.url("aspects"))
    facts = figures.sources.unit_facts if spoken else []
    for fact in facts:
        if fact.is_assumed:
            words = _("The fact “%(label)s” of the unit is assumed and not confirmed.")
            url = f"/directory/departments/{fact.unit.code}/profile/"
            yield Check(WARN, words % {"label": fact.label}, url=url)
