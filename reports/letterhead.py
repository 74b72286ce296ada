"""版头 and 版记: what stands above and below the words of a paper, by whichever head it has.

Both belong to the form and not to the words: renderers put the head before the first block and
the imprint at the foot of the last page.
"""

from __future__ import annotations

from dataclasses import dataclass

NO_NUMBER = "〔待编号〕"
NO_SIGNER = "〔待签发〕"
NO_DAY = "〔印发时填写日期〕"


@dataclass(frozen=True)
class Letterhead:
    """版头 (GB/T 9704-2012 7.2): the `mark` in red, the number below it and a red rule.

    Without a mark the office system prints the head: its place stays empty. An `upward` paper
    names who signed it at the other end of the line of the number.
    """

    mark: str
    number: str = ""
    upward: bool = False
    signer: str = ""

    @property
    def number_text(self) -> str:
        """The number, or what stands in its place before the issue."""
        return self.number or NO_NUMBER

    @property
    def signer_text(self) -> str:
        """Who signed, or what stands there before the signature."""
        return self.signer or NO_SIGNER


@dataclass(frozen=True)
class Imprint:
    """版记 (GB/T 9704-2012 7.4): copies go to whom, who printed it and on which day."""

    copies: str
    printer: str
    date: str = ""

    @property
    def copies_text(self) -> str:
        """抄送：甲，乙。; nothing where nobody gets a copy."""
        return f"抄送：{self.copies.rstrip('。')}。" if self.copies else ""

    @property
    def date_text(self) -> str:
        """2026年3月13日印发, or what stands there before the issue."""
        return f"{self.date}印发" if self.date else NO_DAY
