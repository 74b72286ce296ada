"""The title of the report, after the pattern of the kind of campaign."""

from campaigns.models import Campaign
from reports.papers.grounds import subject_of
from reports.papers.titles import in_lines, pieces_of


def title_lines(campaign: Campaign) -> tuple[str, ...]:
    """The title in lines; that of the campaign when the kind has no pattern."""
    return in_lines(_parts(campaign)) or (campaign.title,)


def _parts(campaign: Campaign) -> list[str]:
    """The pieces of the title that stay whole."""
    pieces = [campaign.organisation_short]
    for segment in campaign.word("title", []):
        before, slot, after = segment.partition("{subject}")
        if not slot:
            pieces.append(segment)
            continue
        told = pieces_of(subject_of(campaign))
        pieces += [before + told[0], *told[1:]]
        pieces[-1] += after
    return [piece for piece in pieces if piece]
