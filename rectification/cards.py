"""红黄牌: given, gathered, withdrawn; their points are a proposal that a person enters once."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.utils.translation import pgettext

from campaigns.models import Campaign, Participation
from campaigns.permissions import is_own
from findings import liability
from findings.models import Consequence, Finding, Partner
from organization import clock, refusals
from organization.kept_words import in_the_usual_language
from organization.models import Department, NotAllowed, NumberSeries, Person, move, record
from organization.models.role import holders
from organization.notices import notify, said
from organization.signals import Reason
from rectification.card_defaults import card_defaults
from rectification.models import Card, CardRules, Letter, Task

Matter = Finding | Task | Letter
Holder = Department | Partner


def give(
    campaign: Campaign,
    colour: str,
    holder: Holder,
    *,
    by: Person,
    matter: Matter | None = None,
    **fields: Any,
) -> Card:
    """Give a card to a department or a partner; `fields`: reason, and if wanted site, follows,
    measure, expires_on.

    Yellow cards that reach the limit of the campaign come to what its rules say, for a partner to
    a red card, each counted once. Answers the card that was given. Raises NotAllowed for the own
    department, for one that does not take part, for a partner of before, for a matter it does not
    see, and for a second card of a colour for it.
    """
    campaign.demand_running()
    if isinstance(holder, Partner):
        _demand_bare(matter, fields)
    else:
        _demand_department(campaign, holder, matter, fields, by)
    rules = CardRules.of(campaign)
    try:
        with transaction.atomic():
            _take_turn(campaign, holder)
            card = _make(rules, colour, holder, by=by, **_for(matter), **fields)
            _tell(card, "card_given", _later("%(card)s for %(holder)s"))
            _gather(card, rules, by)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return card


def withdraw(card: Card, reason: str, *, by: Person) -> None:
    """Take a card back with a reason: what it was counted into falls, the other cards count
    again. Raises NotAllowed once points were entered for it or for what it came to."""
    card.campaign.demand_running()
    with transaction.atomic():
        _take_turn(card.campaign, _holder(card))
        card.refresh_from_db()
        came_to = card.gathered_into
        if card.scored_id or (came_to and came_to.scored_id):
            raise NotAllowed(_("Its points stand in the score of the department already."))
        _take_back(card, reason, by)
        Card.objects.filter(gathered_into=card).update(gathered_into=None)
        if came_to and came_to.pk != card.pk:
            _undo(came_to, by)


def enter(card: Card, finding: Finding, *, by: Person, **fields: Any) -> Consequence:
    """Enter what the card proposes into the score of the department, once; the person has the
    last word. `fields` are those of a result of accountability: kind, text, points, on."""
    card.campaign.demand_running()
    department = card.department
    if (
        department is None
        or finding.campaign_id != card.campaign_id
        or not _belongs(finding, department)
    ):
        raise NotAllowed(_("The result belongs to a finding of the department."))
    with transaction.atomic():
        row = liability.draw_consequence(finding, by=by, department=department, **fields)
        rows = Card.objects.to_score().filter(pk=card.pk)
        if not rows.update(scored=row):
            raise NotAllowed(_("The points of this card were entered or fell meanwhile."))
        record("card.entered", card, by=by, points=str(row.points))
    card.scored = row
    return row


def findings_for(card: Card, by: Person):
    """The findings of the department to which the result may be recorded; none of a partner."""
    if card.department is None:
        return Finding.objects.none()
    rows = Finding.objects.visible_to(by).filter(
        campaign=card.campaign_id,
        status__in=Finding.Status.shown_to_departments,
        department__path__startswith=card.department.path,
    )
    return rows.order_by("number")


def finding_of(card: Card) -> Finding | None:
    """The finding behind the matter of the card."""
    if card.task is not None:
        return card.task.measure.finding
    if card.letter is not None:
        return card.letter.findings.first()
    return card.finding


def _make(rules: CardRules, colour: str, holder: Holder, *, by: Person, **fields) -> Card:
    today, told = clock.today(), dict(fields)
    expires_on = told.pop("expires_on", None) or today + timedelta(days=rules.valid_days(colour))
    if expires_on < today:
        raise NotAllowed(_("It expires on the day it is given or later."))
    is_partner, defaults = isinstance(holder, Partner), card_defaults()
    if colour == Card.Colour.RED and not is_partner:
        told.setdefault("points", rules.red_points)
    usual = defaults.follows_partner if is_partner else defaults.follows
    told["follows"] = told.get("follows") or usual[colour]
    told["partner" if is_partner else "department"] = holder
    card = Card.objects.create(
        campaign=rules.campaign,
        colour=colour,
        no=NumberSeries.take(f"{rules.campaign.code}/cards/{colour}"),
        given_on=today,
        expires_on=expires_on,
        given_at=clock.now(),
        given_by=by,
        **told,
    )
    record("card.given", card, by=by, colour=str(colour))
    return card


def _gather(card: Card, rules: CardRules, by: Person) -> None:
    """When enough valid yellow cards lie together, they come to a red one, or the last one
    brings the special letter and the points."""
    if card.colour != Card.Colour.YELLOW:
        return
    first = card.given_on - timedelta(days=rules.within_days - 1)
    rows = Card.objects.valid(card.given_on).filter(
        campaign=card.campaign,
        department=card.department,
        partner=card.partner,
        site=card.site,
        colour=Card.Colour.YELLOW,
        gathered_into=None,
        given_on__gte=first,
    )
    together = list(rows.order_by("pk"))
    if len(together) < rules.limit:
        return
    came_to = _come_to(card, rules, together, by)
    Card.objects.filter(pk__in=[one.pk for one in together]).update(gathered_into=came_to)
    record("card.gathered", came_to, by=by, cards=[str(one) for one in together])


def _come_to(card: Card, rules: CardRules, together: list[Card], by: Person) -> Card:
    if card.partner is not None or rules.then == CardRules.Then.RED:
        reason = in_the_usual_language(partial(_reason, rules, together))
        red = _make(rules, "red", _holder(card), by=by, site=card.site, reason=reason)
        _tell(red, "card_given", _later("%(card)s for %(holder)s"))
        return red
    card.follows, card.points = card_defaults().follows["gathered"], rules.gathered_points
    card.save(update_fields=["follows", "points"])
    return card


def _reason(rules: CardRules, together: list[Card]) -> str:
    return _("%(n)d yellow cards within %(days)d days: %(names)s.") % {
        "n": len(together),
        "days": rules.within_days,
        "names": pgettext("between names", ", ").join(map(str, together)),
    }


def _undo(came_to: Card, by: Person) -> None:
    """One of the cards behind it fell: so does what they came to."""
    Card.objects.filter(gathered_into=came_to).update(gathered_into=None)
    if came_to.colour == Card.Colour.RED:
        _take_back(came_to, _("A card it was counted from was withdrawn."), by)
        return
    came_to.follows, came_to.points = card_defaults().follows["yellow"], 0
    came_to.save(update_fields=["follows", "points"])


def _take_back(card: Card, reason: str, by: Person) -> None:
    move(card, Card.Status.WITHDRAWN, by=by, sets={"withdraw_reason": reason}, why=reason)
    _tell(card, "card_withdrawn", _later("Withdrawn: %(card)s for %(holder)s"), reason)


def _take_turn(campaign: Campaign, holder: Holder) -> None:
    """Who gives two cards at the same moment waits here, so that no yellow one counts twice."""
    if isinstance(holder, Partner):
        standing = Partner.objects.select_for_update().standing().filter(campaign=campaign)
        if standing.filter(pk=holder.pk).first() is None:
            raise NotAllowed(_("A card goes to a partner of this campaign that is one still."))
        return
    rows = Participation.objects.select_for_update().filter(campaign=campaign, left_on=None)
    if rows.filter(department=holder).first() is None:
        raise NotAllowed(_("A card goes to a department that takes part."))


def _holder(card: Card) -> Holder:
    holder = card.partner or card.department
    assert holder is not None  # a constraint of the table says so
    return holder


def _demand_bare(matter: Matter | None, fields: dict[str, Any]) -> None:
    """A partner reads nothing here: its card says its reason alone, and it has no sites."""
    if matter is not None or fields.get("site") is not None:
        raise NotAllowed(_("The card of a partner names no finding, task, letter or site."))


def _demand_department(
    campaign: Campaign,
    department: Department,
    matter: Matter | None,
    fields: dict[str, Any],
    by: Person,
) -> None:
    if is_own(by, department):
        raise NotAllowed(_("Nobody gives a card to the own department."), field="department")
    _demand_shown(campaign, department, matter)
    site = fields.get("site")
    if site is not None and (site.campaign_id, site.department_id) != (campaign.pk, department.pk):
        raise NotAllowed(_("This site is looked after by another department."))


def _for(matter: Matter | None) -> dict[str, Matter]:
    return {} if matter is None else {str(matter._meta.model_name): matter}


def _demand_shown(campaign: Campaign, department: Department, matter: Matter | None) -> None:
    """A card names nothing that the department does not see."""
    shown = True
    if isinstance(matter, Finding):
        shown = not matter.restricted and _belongs(matter, department)
    elif isinstance(matter, Task):
        found = matter.measure.finding
        shown = not found.restricted and matter.department_id == department.pk
    elif isinstance(matter, Letter):
        shown = matter.issued_at is not None and matter.department_id == department.pk
    if matter is not None and (matter.campaign_id != campaign.pk or not shown):
        reason = Reason(str(matter), matter._meta.label_lower, matter.pk)
        raise NotAllowed(
            _("This is not shown to %(department)s: no card is given for it.")
            % {"department": department.name},
            field="department",
            reasons=(reason,),
        )


def _belongs(finding: Finding, department: Department) -> bool:
    is_shown = finding.status in Finding.Status.shown_to_departments
    home = finding.department
    return is_shown and home is not None and home.path.startswith(department.path)


def _tell(card: Card, kind: str, title: Promise, text: str = "") -> None:
    people: Iterable[Person] = holders(card.department, "head") if card.department else ()
    if card.colour == Card.Colour.RED:
        people = {*people, *holders(card.campaign, "leader")}
    words = said(title, card=card, holder=card.holder)
    notify(people, card, kind, words, text or card.reason)
