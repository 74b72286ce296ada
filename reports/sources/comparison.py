"""What an earlier campaign came to, where the office compares with one."""

from functools import cached_property

from campaigns.models import Campaign, Result
from campaigns.results import ItemResult, item_results
from reports.models import Comparison
from reports.sources.items import ItemRecords


class ComparisonRecords(ItemRecords):
    """The records of the earlier campaign that the figures need."""

    @cached_property
    def earlier(self) -> Campaign | None:
        """The campaign that was chosen, None when nothing is compared."""
        row = Comparison.objects.filter(campaign=self.campaign).select_related("earlier").first()
        return row.earlier if row else None

    @cached_property
    def recurring_items(self) -> list[ItemResult]:
        """Items that were not compliant in the earlier campaign either, by their code."""
        if self.earlier is None:
            return []
        codes = {row.item.code for row in item_results(self.earlier) if row.result == Result.NO}
        return [row for row in self.items_with(Result.NO) if row.item.code in codes]
