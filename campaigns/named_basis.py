"""The basis documents that a checklist names: proposed where the plan lists none yet."""

import re

from campaigns.basis_lines import Basis
from campaigns.models import Campaign, CheckItem

TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")


def basis_in_checklist(campaign: Campaign) -> list[Basis]:
    """The documents that the items of the campaign name, each once, in the order of the items."""
    items = CheckItem.objects.filter(checklist__campaign=campaign).exclude(basis="")
    named = items.order_by("no").values_list("basis", flat=True)
    titles = (title for words in named for title in TITLE.findall(words) or [words.strip()])
    return [Basis(title) for title in dict.fromkeys(titles)]
