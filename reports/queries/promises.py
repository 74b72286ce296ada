"""承诺和成效: partners that signed, promises and how they were kept, numbers before and after."""

from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization.models import Person
from rectification.models import Card, Commitment, OutcomeNumber
from rectification.models.progress import plain
from reports.sources import Sources
from reports.sources.appraisal import in_time, settled
from reports.sources.frame import numbered, one_or_all


def define_all(define, define_rate) -> None:
    """Register the figures; `promise_rate.2` is of the second promise with settled matters."""
    define(
        "signed_partners",
        _("Partners that signed"),
        lambda s, _p: s.signed_partners,
        readers=_reads_partners,
    )
    define(
        "ended_partners",
        _("Partnerships ended"),
        lambda s, _p: s.ended_partners,
        readers=_reads_partners,
    )
    define("partners", _("Partner companies"), lambda s, _p: s.partners, readers=_reads_partners)
    for colour in Card.Colour:
        define(
            f"{colour}_cards_of_partners",
            colour.label,
            lambda s, _p, colour=colour: [c for c in s.partner_cards if c.colour == colour],
            readers=_reads_partners,
        )
    define("commitments", _("Service commitments"), lambda s, _p: s.commitments)
    define("timed_commitments", _("Commitments with a time limit"), lambda s, _p: _timed(s))
    define(
        "commitment_hours",
        _("Time limit promised"),
        lambda s, part: one_or_all(_timed(s), part),
        text=lambda s, part: "；".join(str(row.limit.n) for row in one_or_all(_timed(s), part)),
        whose=lambda s, part: numbered(_timed(s), part).title if part else "",
    )
    _kept_in_time(define, define_rate)
    define(
        "outcome",
        _("Outcome number"),
        lambda s, part: one_or_all(s.outcomes, part),
        text=lambda s, part: "；".join(map(after, one_or_all(s.outcomes, part))),
        whose=lambda s, part: numbered(s.outcomes, part).name if part else "",
    )


def _kept_in_time(define, define_rate) -> None:
    whose = {"whose": lambda s, part: numbered(s.kept, part).commitment.title if part else ""}
    define(
        "promise_settled",
        _("Settled matters"),
        _rows,
        amount=settled,
        **whose,
    )
    define(
        "promise_in_time",
        _("Done in time"),
        _rows,
        amount=in_time,
        **whose,
    )
    define(
        "promise_late",
        _("Not done in time"),
        _rows,
        amount=lambda row: settled(row) - in_time(row),
        **whose,
    )
    define_rate(
        "promise_rate", _("Share done in time"), "promise_in_time", "promise_settled", **whose
    )


def _rows(s: Sources, part: str) -> list:
    return [row for kept in one_or_all(s.kept, part) for row in kept.rows]


def _timed(s: Sources) -> list[Commitment]:
    return [row for row in s.commitments if row.limit]


def after(outcome: OutcomeNumber) -> str:
    """The number after the work, with its unit: 43台."""
    return f"{plain(outcome.after)}{outcome.unit}"


def before(outcome: OutcomeNumber) -> str:
    """The number before the work; "" where none is on record."""
    return "" if outcome.before is None else f"{plain(outcome.before)}{outcome.unit}"


def _reads_partners(person: Person, campaign: Campaign) -> bool:
    """The register of partners is read by office and leaders."""
    return person.roles.on_campaign(campaign.pk, "office", "leader")
