"""通报 and 简报: papers that come out by the day, week or month, each in numbers of its own."""

from reports.papers.periodicals import brief, bulletin

PERIODICAL_PAPERS = {"bulletin": bulletin.write, "brief": brief.write}
