"""Lines at the foot of a form, to be signed by hand."""

from reports.document import Paragraph

BLANK = "＿" * 8
DAY = "　　　年　　月　　日"
BESIDE = "　　"
ROOM = "　"  # an empty line above a line to be signed, for the hand


def signed_by_hand(*posts: str) -> list[Paragraph]:
    """填报人（签字）：＿＿　部门负责人（签字）：＿＿　日期：　年　月　日, all on one line."""
    places = [f"{post}（签字）：{BLANK}" for post in posts]
    words = BESIDE.join([*places, f"日期：{DAY}"])
    return [
        Paragraph((ROOM,), indent=False, keep_with_next=True),
        Paragraph((words,), key="signatures", indent=False),
    ]
