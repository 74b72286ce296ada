"""通报、简报: drafted by hand or by rule, worded, signed by the office, sent round to be read."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.audience import To
from campaigns.models import Activity, Campaign, Circulation, Phase
from campaigns.periods import Period
from organization import clock
from organization.models import Department, NotAllowed, NumberSeries, Person, move, record
from organization.traditional import SIMPLIFIED, in_language
from reports import circulating, publishing
from reports.freezing import freeze
from reports.models import Edition, Periodical, PeriodicRule, Publication
from reports.preflight import reasons
from reports.rhythm import Rhythm

STATUS = Publication.Status


def set_rule(campaign: Campaign, paper: str, every: str, *, by: Person, **days: int) -> None:
    """From today on a draft a period waits for the office; set again, the days change.

    `days`: weekday (Monday 0) and month_day.
    """
    campaign.demand_running()
    with transaction.atomic():
        rule, is_new = PeriodicRule.objects.update_or_create(
            campaign=campaign,
            paper=paper,
            every=every,
            defaults={**days, "set_by": by, "set_at": clock.now()},
            create_defaults={
                **days,
                "set_by": by,
                "set_at": clock.now(),
                "since": clock.today(),
            },
        )
        record("periodicrule.set", rule, by=by, is_new=is_new)


def end_rule(rule: PeriodicRule, *, by: Person) -> None:
    """No more drafts by this rule; those that wait stay."""
    rule.campaign.demand_running()
    with transaction.atomic():
        record("periodicrule.ended", rule, by=by)
        rule.delete()


def draft(campaign: Campaign, paper: str, every: str, *, by: Person) -> Edition:
    """The draft about the period that today lies in; the one there is already, if there is."""
    campaign.demand_running()
    made, _is_new = make(campaign, paper, every, Rhythm(every).period(clock.today()), by=by)
    return made


def make(
    campaign: Campaign, paper: str, every: str, period: Period, *, by: Person, acts: bool = True
) -> tuple[Edition, bool]:
    """The number about a period, and whether this call made it: one a campaign, paper, length
    and period. `acts` False: a rule made it, which `by` had set."""
    same = {"campaign": campaign, "paper": paper, "every": every, "first": period.first}
    try:
        with transaction.atomic():
            last = campaign.publications.filter(paper=paper).aggregate(last=Max("number"))["last"]
            publication = Publication.objects.create(
                campaign=campaign,
                paper=paper,
                number=(last or 0) + 1,
                made_by=by,
                made_at=clock.now(),
            )
            made = Edition.objects.create(publication=publication, last=period.last, **same)
            record("publication.drafted", publication, by=by if acts else None, paper=paper)
    except IntegrityError:  # two wanted the same: the constraint let one win
        return Edition.objects.select_related("publication", "campaign").get(**same), False
    return made, True


def change(edition: Edition, version: int, *, by: Person, **fields: Any) -> None:
    """Other words of the office while it is a draft. `version` is the one the change was made
    on: who comes second is refused."""
    edition.campaign.demand_running()
    with transaction.atomic():
        rows = Edition.objects.to_sign().filter(pk=edition.pk, version=version)
        if not rows.update(version=F("version") + 1, **fields):
            raise NotAllowed()
        record("edition.changed", edition, by=by, fields=sorted(fields))


def drop(edition: Edition, reason: str, *, by: Person) -> None:
    """The draft is not issued; the rule makes no other one about this period."""
    edition.campaign.demand_running()
    with transaction.atomic():
        move(edition.publication, STATUS.DROPPED, by=by, why=reason)
        Edition.objects.filter(pk=edition.pk).update(drop_reason=reason)
        edition.drop_reason = reason


def sign(edition: Edition, *, by: Person) -> None:
    """The office signs and issues: number, words frozen, files asked for. A brief goes into the
    register of what was done, where its number comes from.

    Raises NotAllowed with everything that is missing; then no number is used.
    """
    campaign, publication = edition.campaign, edition.publication
    campaign.demand_running()
    with transaction.atomic():
        # Who comes second finds no draft any more, before a number is taken.
        move(publication, STATUS.IN_REVIEW, by=by)
        _number(edition, by)
        told = publishing.to_sign(publication)
        figures = told.figures
        if missing := reasons(publishing.checks_of(publication, publication.paper, told)):
            raise NotAllowed(_("The paper cannot be signed yet."), reasons=tuple(missing))
        frozen = {"as_of": figures.as_of, "content": freeze(told.document)}
        move(publication, STATUS.SIGNED, by=by, sets=frozen)
        number = {"document_number": _in_chinese(campaign, lambda: str(edition))}
        move(publication, STATUS.ISSUED, by=by, sets=number)
        edition.told_closed = figures.value("closed_of")
        edition.told_tasks = figures.value("tasks_of")
        edition.save(update_fields=["no", "activity", "told_closed", "told_tasks"])
        publishing.remake_files(publication, by=by)


def send(edition: Edition, departments: Iterable[Department], *, by: Person) -> Circulation:
    """Send an issued number to departments, whose people read it and sign for it."""
    to = To(departments=list(departments))
    return circulating.circulate(edition.publication, by=by, to=to)


def _number(edition: Edition, by: Person) -> None:
    campaign = edition.campaign
    # Two campaigns of the organisation that sign at once take turns: they share 总第N期.
    Department.objects.select_for_update().only("pk").get(pk=campaign.organisation_id)
    if edition.paper != Periodical.BRIEF:
        edition.no = NumberSeries.take(f"{campaign.code}/{edition.paper}")
        return
    entry = Activity.note(
        _phase(campaign),
        by=by,
        kind=Activity.Kind.BRIEF,
        on=clock.today(),
        title=_in_chinese(
            campaign, lambda: _("Brief of %(title)s") % {"title": campaign.title[:100]}
        ),
    )
    edition.activity, edition.no = entry, entry.issue


def _in_chinese(campaign: Campaign, words: Callable[[], str]) -> str:
    """What is printed and kept, in the language of the papers and not of who signs."""
    with override(SIMPLIFIED):
        return in_language(words(), campaign.language)


def _phase(campaign: Campaign) -> Phase:
    """The phase in which the brief comes out: the last open one, else the last that began."""
    begun = campaign.phases.filter(open_at__isnull=False).order_by("order")
    found = begun.filter(status=Phase.Status.OPEN).last() or begun.last()
    if found is None:
        raise NotAllowed(_("No phase has begun: there is nothing to tell of yet."))
    return found
