"""相似问题: which findings that are still to be decided may be one and the same."""

from campaigns import likeness
from campaigns.models import Campaign
from findings.models import Finding
from organization.models import Person

ALIKE = 45  # percent from which two findings are proposed to be read side by side


def proposed(campaign: Campaign, person: Person) -> list[list[Finding]]:
    """Groups of findings whose words are alike, reported ones each with what it resembles.

    Only what exists for `person`; a finding stands in one group at most.
    """
    rows = Finding.objects.visible_to(person).filter(
        campaign=campaign, parent=None, status__in=Finding.Status.open
    )
    findings = {row.pk: row for row in rows.select_related("department").order_by("number")}
    texts = {pk: likeness.folded(f"{row.title}{row.problem}") for pk, row in findings.items()}
    asked = [pk for pk, row in findings.items() if row.status == Finding.Status.REPORTED]
    near: dict[int, tuple[int, int]] = {}
    for kind in {row.kind for row in findings.values()}:  # the two kinds are never merged
        alike = {pk: text for pk, text in texts.items() if findings[pk].kind == kind}
        near |= likeness.nearest(alike, [pk for pk in asked if pk in alike], ALIKE)
    groups: dict[int, set[int]] = {}
    for pk, (other, _percent) in near.items():
        both = groups.get(pk, {pk}) | groups.get(other, {other})
        groups.update(dict.fromkeys(both, both))
    sets = {min(group): group for group in groups.values()}
    return [[findings[pk] for pk in sorted(sets[first])] for first in sorted(sets)]
