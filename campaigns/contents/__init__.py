"""What a campaign says, as data: taken out of one campaign, put into another.

Templates, copies and "as last time" are the same thing: `contents_of` takes the plan, the
checklist with its breakdown, levels, groups, words and limits of a campaign, and never an
answer, a status or a date; `put` fills a draft with it. What is planned in it is planned anew at
the launch (`campaigns.carried`). Departments are named by their codes,
people by their accounts, and days by working days from the first one.
"""

from campaigns.contents.putting import put, put_checklist
from campaigns.contents.taking import Contents, checklist_of, contents_of
from campaigns.contents.work import put_division

__all__ = ["Contents", "checklist_of", "contents_of", "put", "put_checklist", "put_division"]
