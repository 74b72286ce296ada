"""基本情况: facts of the unit, honours, earlier appraisals."""

from django.utils.translation import gettext_lazy as _

from organization.models import UnitFact
from reports.sources.frame import numbered, one_or_all


def define_all(define, define_rate) -> None:
    """Register the figures of the unit; `fact.2` is the second fact that holds, `fact` all."""
    define(
        "fact",
        _("Facts of the unit"),
        lambda s, part: one_or_all(s.unit_facts, part),
        text=lambda s, part: "；".join(map(told, one_or_all(s.unit_facts, part))),
        whose=lambda s, part: numbered(s.unit_facts, part).label if part else "",
    )
    define("honours", _("Honours"), lambda s, _p: s.honours)
    define("earlier_appraisals", _("Earlier appraisals"), lambda s, _p: s.earlier_appraisals)


def told(fact: UnitFact) -> str:
    """The value as on record, with its unit: 超过200万户."""
    return f"{fact.value}{fact.measured_in}"
