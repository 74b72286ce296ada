"""On whose request, against which documents, about what: words of every paper of a campaign."""

from typing import Any

from campaigns.kinds import kinds
from campaigns.models import Campaign
from reports.document import Figure, Missing, Runs
from reports.figures import Figures
from reports.phrases import document_title, fill, join


def subject_of(campaign: Campaign) -> str:
    """What is checked, without the 执行情况 that the sentences add."""
    return campaign.subject.removesuffix("执行情况")


def number(figures: Figures, name: str, what: str) -> Figure | Missing:
    """The figure, or a gap when there is nothing to count."""
    return figures.some(name) or Missing(what, figures.page("setup"))


def request(figures: Figures) -> Runs:
    """根据…《…的通知》要求，"""
    campaign = figures.campaign
    gap = Missing("上级来文", figures.page("setup"))
    if not campaign.trigger_title:
        return fill("按照{notice}要求，", notice=gap)
    return fill(
        "根据{issuer}{notice}要求，",
        issuer=campaign.trigger_issuer or Missing("来文单位", figures.page("setup")),
        notice=document_title(campaign.trigger_title, campaign.trigger_number),
    )


def object_of(figures: Figures) -> Runs:
    """What is checked; the kind of campaign says how it is put into the sentence."""
    before, _slot, after = figures.campaign.word("object", "{subject}执行情况").partition(
        "{subject}"
    )
    subject = subject_of(figures.campaign) or Missing("自查事项", figures.page("setup"))
    return (before, subject, after)


def basis(figures: Figures, *, again: bool = False) -> Runs:
    """《甲》《乙》和《丙》3个重要文件; named `again` in a paper they go without numbers (G15)."""
    titles = [
        document_title(row.title, "" if again else row.number) for row in figures.rows("basis")
    ]
    if not titles:
        return (Missing("依据文件", figures.page("setup")),)
    return join(titles, noun="重要文件", total=figures["basis"], counted=True)


def organisation(figures: Figures) -> Runs:
    """发文单位 below the text."""
    name = figures.campaign.organisation_name
    return (name or Missing("发文单位", figures.page("setup")),)


def spoken_words(figures: Figures) -> dict:
    """What the report read aloud says by set words: those of the campaign, where it has none
    those that its kind has now."""
    kind = kinds().get(figures.campaign.kind)
    usual = kind.wording.get("spoken", {}) if kind else {}
    return {**usual, **figures.campaign.word("spoken", {})}


def wording(figures: Figures, key: str) -> Any:
    """Set words of the kind of campaign; of the kind as it is now where the campaign, drafted
    earlier, has none."""
    kind = kinds().get(figures.campaign.kind)
    return figures.campaign.word(key) or (kind.wording.get(key) if kind else None)


def activity(figures: Figures) -> str:
    """What the campaign does, in the words of its kind."""
    return figures.campaign.word("activity", figures.campaign.title)


def office_name(figures: Figures) -> str:
    """The office that runs the campaign."""
    return figures.sources.name_of(figures.campaign.office)
