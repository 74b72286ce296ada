"""合作方与诚信服务倡议: entered, ended by the office, and their signatures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.permissions import can_set_up
from findings.models import Initiative, Partner, Signature
from organization import clock, refusals
from organization.models import NotAllowed, Person, record
from organization.named_kinds import kinds_of


def enter(campaign: Campaign, kind: str, name: str, *, by: Person, **fields: Any) -> Partner:
    """Enter a partner; `fields`: contract_from, contract_until. Raises NotAllowed for a kind that
    is not in the list, a name that is there already, a contract that ends before it begins."""
    _demand_office(campaign, by)
    if kind not in kinds_of("partner_kinds"):
        raise NotAllowed(_("There is no such kind of partner."))
    try:
        with transaction.atomic():
            partner = Partner.objects.create(
                campaign=campaign, kind=kind, name=name.strip(), **fields
            )
            record("partner.entered", partner, by=by)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return partner


def enter_all(
    campaign: Campaign, kind: str, names: Sequence[str], *, by: Person, **fields: Any
) -> int:
    """Enter many partners of one kind with the same contract: all of them or none. How many.

    Raises NotAllowed with the lines that stand twice or are in the register already.
    """
    listed = [(no, name.strip()) for no, name in enumerate(names, start=1) if name.strip()]
    known = set(Partner.objects.filter(campaign=campaign).values_list("name", flat=True))
    wrong, seen = [], set[str]()
    for no, name in listed:
        if name in seen:
            wrong.append(_line(no, name, _("stands in the list twice")))
        elif name in known:
            wrong.append(_line(no, name, _("is in the register already")))
        seen.add(name)
    if wrong:
        raise NotAllowed(_("Nothing was entered. %(wrong)s") % {"wrong": " ".join(wrong)})
    with transaction.atomic():
        for _no, name in listed:
            enter(campaign, kind, name, by=by, **fields)
    return len(listed)


def renew(partner: Partner, until: date, *, by: Person) -> None:
    """The contract lasts until a later day. Raises NotAllowed for one that is over or not later,
    and for a partnership that was ended."""
    _demand_office(partner.campaign, by)
    before = partner.contract_until
    if until < clock.today() or (before and until <= before):
        raise NotAllowed(
            _("A renewed contract ends later than before, and not before today."), field="until"
        )
    with transaction.atomic():
        rows = Partner.objects.standing().filter(pk=partner.pk, contract_until=before)
        if not rows.update(contract_until=until):
            raise NotAllowed(_("The partnership was ended already."))
        record("partner.renewed", partner, by=by, until=until.isoformat())
    partner.refresh_from_db()


def end(partner: Partner, reason: str, *, by: Person) -> None:
    """剔除: end the partnership today, once, for a reason. The office decides; no card does."""
    _demand_office(partner.campaign, by)
    if not reason.strip():
        raise NotAllowed(_("The end of a partnership needs a reason."), field="reason")
    told = {"ended_on": clock.today(), "ended_by": by, "end_reason": reason.strip()}
    with transaction.atomic():
        if not Partner.objects.standing().filter(pk=partner.pk).update(**told):
            raise NotAllowed(_("The partnership was ended already."))
        record("partner.ended", partner, by=by, why=told["end_reason"])
    partner.refresh_from_db()


def propose(campaign: Campaign, title: str, text: str, *, on: date, by: Person) -> Initiative:
    """Put an initiative before the partners."""
    _demand_office(campaign, by)
    with transaction.atomic():
        made = Initiative.objects.create(
            campaign=campaign, title=title, text=text, proposed_on=on, by=by
        )
        record("initiative.proposed", made, by=by)
    return made


def sign(initiative: Initiative, names: Sequence[str], *, on: date, by: Person) -> int:
    """Enter who signed on the day, by name: all of them or none. Answers how many.

    Raises NotAllowed with every line that cannot be entered: a name that is not a partner's, one
    that stands twice in the list, one whose partnership was ended, one that signed already.
    """
    _demand_office(initiative.campaign, by)
    if not initiative.proposed_on <= on <= clock.today():
        raise NotAllowed(_("It is signed from the day of the initiative until today."), field="on")
    listed = [(no, name.strip()) for no, name in enumerate(names, start=1) if name.strip()]
    known = {one.name: one for one in Partner.objects.filter(campaign=initiative.campaign_id)}
    signed = set(initiative.signatures.values_list("partner_id", flat=True))
    wrong = _wrong(listed, known, signed)
    if wrong:
        raise NotAllowed(_("Nothing was entered. %(wrong)s") % {"wrong": " ".join(wrong)})
    rows = [
        Signature(initiative=initiative, partner=known[name], signed_on=on, by=by, at=clock.now())
        for _no, name in listed
    ]
    try:
        with transaction.atomic():
            Signature.objects.bulk_create(rows, batch_size=500)
            record("initiative.signed", initiative, by=by, n=len(rows), on=on.isoformat())
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return len(rows)


def _wrong(listed: list[tuple[int, str]], known: dict, signed: set[int]) -> list[str]:
    wrong, seen = [], set()
    for no, name in listed:
        partner = known.get(name)
        if partner is None:
            why = _("is not in the register of partners")
        elif name in seen:
            why = _("stands in the list twice")
        elif partner.ended_on:
            why = _("is no partner any more")
        elif partner.pk in signed:
            why = _("has signed already")
        else:
            why = ""
        seen.add(name)
        if why:
            wrong.append(_line(no, name, why))
    return wrong


def _line(no: int, name: str, why: str) -> str:
    return _("Line %(no)d: %(name)s %(why)s.") % {"no": no, "name": name, "why": why}


def _demand_office(campaign: Campaign, by: Person) -> None:
    campaign.demand_running()
    if not can_set_up(by, campaign):
        raise NotAllowed(_("The office keeps this register."))
