"""The forms of the report: what a campaign may choose that the paper leaves out.

`fixtures/kinds.json` names those a kind of campaign offers; here stands what each prints.
"""

from dataclasses import dataclass

from campaigns.models import Campaign


@dataclass(frozen=True)
class Form:
    """One form of the report. `by_group`: the present state is told group by group; without it
    only in all, and item by item in the annex."""

    by_group: bool = True


FULL = Form()
FORMS = {"A": FULL, "A-short": Form(by_group=False)}


def form_of(campaign: Campaign) -> Form:
    """The form the campaign has chosen; the full one where it was never asked."""
    return FORMS.get(campaign.report_template, FULL)
