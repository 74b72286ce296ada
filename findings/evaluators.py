"""行评代表: appointed by letter, reading what was published to them, giving opinions."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from campaigns.models import Campaign
from findings import opinions
from findings.masking import masked
from findings.models import EvaluatorSheet, EvaluatorTerm, Opinion
from organization import clock, refusals
from organization.kept_words import in_the_usual_language
from organization.models import NotAllowed, NumberSeries, Person, record
from organization.models.role import grant, revoke
from organization.notices import notify, said
from organization.outside import comes_from_outside

ROLE = "evaluator"
TITLE = 120  # characters of a title


def appoint(campaign: Campaign, person: Person, *, by: Person, **fields) -> EvaluatorTerm:
    """聘任: `person` evaluates (`category`) from `starts_on` to `ends_on`, both included.

    Raises NotAllowed for somebody who is appointed already, or belongs to the house: nobody
    evaluates the own organisation.
    """
    campaign.demand_changeable()
    if fields["ends_on"] < fields["starts_on"]:
        raise NotAllowed(_("An appointment cannot end before it starts."))
    if not comes_from_outside(person):
        raise NotAllowed(_("Evaluators come from outside: nobody appraises the own organisation."))
    try:
        with transaction.atomic():
            _close_what_is_over(campaign, person)
            number = NumberSeries.take(f"{campaign.code}/appointment")
            term = EvaluatorTerm.objects.create(
                campaign=campaign,
                person=person,
                number=number,
                made_by=by,
                made_at=clock.now(),
                **fields,
            )
            grant(person, ROLE, campaign, by=by, follows=True)
            record("evaluatorterm.appointed", term, by=by, until=str(term.ends_on))
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return term


def _close_what_is_over(campaign: Campaign, person: Person) -> None:
    """续聘: a letter whose days are over makes room for a new one; it ended with its last day."""
    rows = EvaluatorTerm.objects.order_by().filter(campaign=campaign, person=person)
    rows.filter(ended_on=None, ends_on__lt=clock.today()).update(
        ended_on=F("ends_on"), end_reason=in_the_usual_language(lambda: _("term is over"))
    )


@transaction.atomic
def end_early(term: EvaluatorTerm, reason: str, *, by: Person) -> None:
    """解聘: the role goes with the next request; opinions and scores stay."""
    term.campaign.demand_changeable()
    if not reason.strip():
        raise NotAllowed(_("Please say why the appointment ends early."), field="reason")
    open_ones = EvaluatorTerm.objects.order_by().filter(pk=term.pk, ended_on=None)
    if not open_ones.update(ended_on=clock.today(), end_reason=reason):
        raise NotAllowed()
    term.refresh_from_db(fields=["ended_on", "end_reason"])
    revoke(term.person, ROLE, term.campaign, by=by, follows=True)
    record("evaluatorterm.ended", term, by=by, reason=reason)


def holds_term(person: Person) -> bool:
    """Does an appointment of the person hold today? No query for who never was an evaluator."""
    if not person.roles.campaigns(ROLE):
        return False
    return EvaluatorTerm.objects.own_of(person).exists()


def in_office(campaign: Campaign) -> list[Person]:
    """The evaluators whose appointment holds today, by the number of their letters."""
    terms = EvaluatorTerm.objects.holding(clock.today()).filter(campaign=campaign)
    return [term.person for term in terms.select_related("person__department")]


def term_of(campaign: Campaign, person: Person, on: date) -> EvaluatorTerm:
    """The appointment of `person` that holds on a day. Raises NotAllowed without one."""
    term = EvaluatorTerm.objects.holding(on).filter(campaign=campaign, person=person).first()
    if term is None:
        raise NotAllowed(_("Your appointment as an evaluator does not cover today."))
    return term


@transaction.atomic
def publish(campaign: Campaign, title: str, text: str, *, by: Person) -> EvaluatorSheet:
    """向行评代表公布: they read these words from now on, without names and numbers of people."""
    campaign.demand_changeable()
    sheet = EvaluatorSheet.objects.create(
        campaign=campaign,
        title=masked(title).text[:TITLE],
        text=masked(text).text,
        published_by=by,
        published_at=clock.now(),
    )
    record("evaluatorsheet.published", sheet, by=by)
    told = said(_later("For you to read: %(title)s"), title=sheet.title)
    notify(in_office(campaign), sheet, "evaluator_sheet", told, campaign.title)
    return sheet


@transaction.atomic
def withdraw(sheet: EvaluatorSheet, reason: str, *, by: Person) -> None:
    """撤回: no evaluator reads it any longer; the words and the reason are kept."""
    sheet.campaign.demand_changeable()
    if not reason.strip():
        raise NotAllowed(_("Please say why it is withdrawn."), field="reason")
    shown = EvaluatorSheet.objects.order_by().filter(pk=sheet.pk, withdrawn_at=None)
    if not shown.update(withdrawn_at=clock.now(), withdrawal_reason=reason):
        raise NotAllowed()
    sheet.refresh_from_db(fields=["withdrawn_at", "withdrawal_reason"])
    record("evaluatorsheet.withdrawn", sheet, by=by, reason=reason)


def say(
    campaign: Campaign,
    text: str,
    *,
    by: Person,
    topic: str = "",
    category: str = Opinion.Category.OPINION,
) -> Opinion:
    """提意见: into the register of opinions, to be replied to like every other."""
    term = term_of(campaign, by, clock.today())
    return opinions.write_down(
        campaign,
        by=by,
        unnamed=True,
        channel=Opinion.Channel.EVALUATOR,
        category=category,
        topic=topic,
        text=text,
        said_on=clock.today(),
        contact=f"{term.category} {term}",
    )


def tell_of_reply(opinion: Opinion, *, slot: str) -> None:
    """An evaluator whose opinion was replied to is told, while the appointment holds; `slot`
    keeps one reply apart from the next."""
    said_by = opinion.recorded_by
    if opinion.channel != Opinion.Channel.EVALUATOR or not holds_term(said_by):
        return
    told = said(_later("Your opinion no. %(number)d was replied to"), number=opinion.number)
    notify([said_by], opinion, "evaluator_replied", told, opinion.campaign.title, slot)
