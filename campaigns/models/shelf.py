"""Where files lie: in the library of a department, or what a person keeps apart."""

from typing import TypedDict

from campaigns.models.campaign import Campaign
from organization.models import Department, Person

ShelfIds = tuple[int, int, int | None]  # campaign, department, owner


class Shelf(TypedDict):
    """The place of a file; `owner` is None for the library of the department."""

    campaign: Campaign
    department: Department
    owner: Person | None
