"""A workbook between its upload and the choice of its columns."""

from abc import ABC, abstractmethod
from collections.abc import Mapping as Named
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self

from django.utils.translation import gettext as _

from organization.column_mapping import Mapping, guess, guess_in
from organization.sheets import Sheet, Unreadable, read_workbook


@dataclass
class TableUpload(ABC):
    """The sheets of a file; read once, in a process of its own. Subclasses know the headings."""

    campaign: str  # its code
    file: str
    sheets: list[Sheet]

    @staticmethod
    @abstractmethod
    def names() -> Named[str, Sequence[str]]:
        """Every heading a column may have, by its key."""

    @classmethod
    def read(cls, file, campaign: str) -> Self:
        """The sheets of an uploaded file. Raises Unreadable with one sentence for the reader."""
        upload = cls(campaign, file.name, read_workbook(file))
        upload.mapping()
        return upload

    def as_json(self) -> dict:
        """For keeping until the columns are chosen."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict) -> Self:
        """The upload that `as_json` gave."""
        return cls(**{**kept, "sheets": [Sheet(**sheet) for sheet in kept["sheets"]]})

    def mapping(self, sheet: str = "", row: str = "") -> Mapping:
        """The columns as they are guessed, below the row with this number where one is given.

        Raises Unreadable when the file has no filled sheet.
        """
        chosen = next((one for one in self.sheets if one.name == sheet), None)
        if chosen and row.isdecimal() and 0 < int(row) <= len(chosen.rows):
            return guess_in(chosen, int(row) - 1, self.names())
        found = guess([chosen] if chosen else self.sheets, self.names())
        if found is None:
            raise Unreadable(_("The workbook has no sheet with a table."))
        return found
