"""How a status looks: tone (colour) and shape. The word always comes from the status itself.

Red (`late`, `back`) means overdue or sent back and nothing else. A value that is not listed
is shown in grey with a dotted circle, so that a new status is never invisible.
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Look(NamedTuple):
    """`tone` is the end of a CSS class `st-…`, `shape` an id in `static/img/shapes.svg`."""

    tone: str
    shape: str


WAITING = Look("todo", "todo")
GOING_ON = Look("do", "doing")
PASSED_ON = Look("do", "handed")
DONE = Look("ok", "yes")
DONE_WITH_NOTE = Look("ok", "yes-note")
REFUSED = Look("no", "no")
OUT = Look("na", "na")
SENT_BACK = Look("back", "returned")

STATUSES: dict[str, Look] = {
    **dict.fromkeys(
        ("draft", "planned", "unread", "assigned", "asked", "waiting", "expected", "made"), WAITING
    ),
    **dict.fromkeys(
        (
            *("running", "open", "filling", "in_progress", "rectifying", "in_review"),
            *("read", "reported", "sending", "commented", "signed_for", "objected"),
        ),
        GOING_ON,
    ),
    **dict.fromkeys(("submitted", "answered", "sent", "served", "recorded", "given"), PASSED_ON),
    **dict.fromkeys(
        (
            *("accepted", "closed", "ended", "signed", "issued", "held", "granted"),
            *(
                "passed",
                "settled",
                "replied",
                "upheld",
                "changed",
                "not_found",
                "done",
                "adopted",
                "present",
                "made_up",
                "agreed",
                "standing",
                "walked",
                "valid",
            ),
        ),
        DONE,
    ),
    "confirmed": DONE_WITH_NOTE,
    "partly": DONE_WITH_NOTE,
    "finding": DONE_WITH_NOTE,
    "part": PASSED_ON,
    **dict.fromkeys(("relapsed", "failed", "refused", "uncertain", "found"), REFUSED),
    **dict.fromkeys(
        (
            "dismissed",
            "merged",
            "cancelled",
            "exempt",
            "left",
            "waived",
            "absent",
            "superseded",
            "withdrawn",
            "retired",
            "set_aside",
            "dropped",
            "lapsed",
            "invalid",
            "declined",
        ),
        OUT,
    ),
    "returned": SENT_BACK,
}

RESULTS: dict[str, Look] = {
    "": WAITING,
    "ok": DONE,
    "note": DONE_WITH_NOTE,
    "no": REFUSED,
    "na": OUT,
}

LIGHTS: dict[str, Look] = {
    "": WAITING,
    "on_time": Look("ok", "on-time"),
    "near": Look("near", "near"),
    "late": Look("late", "late"),
    "done": DONE,
    "done_late": Look("late", "done-late"),
}

LIGHT_WORDS = {
    "": _("No deadline"),
    "on_time": _("On time"),
    "near": _("Nearly due"),
    "late": _("Overdue"),
    "done": _("Done on time"),
    "done_late": _("Done late"),
}
