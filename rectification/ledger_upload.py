"""A ledger between its upload and the choice of its columns."""

import re
from collections.abc import Mapping as Named

from organization.column_mapping import Mapping
from organization.table_upload import TableUpload
from rectification import ledger_columns


class LedgerUpload(TableUpload):
    """The sheets of a file with a ledger."""

    @staticmethod
    def names() -> Named[str, list[str]]:
        """Every heading a column of a ledger may have, by its key."""
        return ledger_columns.names()


def title_year(mapping: Mapping, otherwise: int) -> int:
    """The year that the title above the heading names, else `otherwise`."""
    found = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", mapping.above())
    return int(found[1]) if found else otherwise
