"""What findings know about things of lower floors."""

from collections.abc import Sequence

from campaigns.models import Answer, Result, Verification
from findings.candidates import WITH_OFFICE
from findings.models import FindingSource
from organization import panels
from organization.models import Person


def of_answers(answers: Sequence[Answer], person: Person) -> dict[int, dict]:
    """The finding an answer became, or the button that makes one; one query a page."""
    sources = FindingSource.objects.visible_to(person).filter(
        answer__in=[answer.pk for answer in answers]
    )
    became = {row.answer_id: row.finding for row in sources.select_related("finding__campaign")}
    shown: dict[int, dict] = {}
    for answer in answers:
        may_report = answer.result == Result.NO and (
            answer.status == Answer.Status.ACCEPTED or answer.selfcheck.status in WITH_OFFICE
        )
        if answer.pk in became:
            shown[answer.pk] = {"finding": became[answer.pk]}
        elif may_report and _reports(person, answer.selfcheck.campaign_id):
            shown[answer.pk] = {
                "finding": None,
                "source": f"answer:{answer.pk}",
                "of_campaign": answer.selfcheck.campaign,
            }
    return shown


def of_last_answers(answers: Sequence[Answer], person: Person) -> dict[int, dict]:
    """The finding an answer of an earlier campaign became, with its outcome; one query a page."""
    sources = FindingSource.objects.visible_to(person).filter(
        answer__in=[answer.pk for answer in answers]
    )
    return {
        row.answer_id: {"finding": row.finding}
        for row in sources.select_related("finding__campaign")
    }


def of_verifications(rows: Sequence[Verification], person: Person) -> dict[int, dict]:
    """The finding a verification became, or the button that makes one; one query a page."""
    sources = FindingSource.objects.visible_to(person).filter(
        verification__in=[row.pk for row in rows]
    )
    became = {
        row.verification_id: row.finding for row in sources.select_related("finding__campaign")
    }
    shown: dict[int, dict] = {}
    for row in rows:
        if row.pk in became:
            shown[row.pk] = {"finding": became[row.pk]}
        elif row.result == Result.NO and _reports(person, row.campaign_id):
            shown[row.pk] = {
                "finding": None,
                "source": f"verification:{row.pk}",
                "of_campaign": row.campaign,
            }
    return shown


def _reports(person: Person, campaign_pk: int) -> bool:
    return person.roles.on_campaign(campaign_pk, "office", "inspector")


panels.register("campaigns.answer", "findings/_source_panel.html", of_answers)
panels.register("campaigns.answer", "findings/_last_finding.html", of_last_answers, "last")
panels.register("campaigns.verification", "findings/_source_panel.html", of_verifications)
panels.register("campaigns.verification", "findings/_source_panel.html", of_verifications, "row")
