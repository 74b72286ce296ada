"""Forms about one task: whoever sees the task reads them."""

from rectification.models import Acceptance
from tests.access.after_the_work import asked, extension
from tests.access.letters import closed
from tests.access.rectification import CONCERNED, OVERSEERS, submitted, task, who
from tests.access.row import Row

READS = who((*OVERSEERS, *CONCERNED), 200)


def acceptance(world) -> list:
    return [world.campaign.code, Acceptance.objects.get().pk]


ROWS = [
    Row("extension_form", READS, args=extension, ready=asked),
    Row(
        "extension_form_file",
        READS,
        args=lambda world: [*extension(world), "docx"],
        ready=asked,
    ),
    Row("acceptance_form", READS, args=acceptance, ready=closed),
    Row(
        "acceptance_form_file",
        READS,
        args=lambda world: [*acceptance(world), "docx"],
        ready=closed,
    ),
    Row("blank_acceptance_form", READS, args=task, ready=submitted),
    Row("blank_acceptance_form", who((*OVERSEERS, *CONCERNED), 409), args=task, note="at work"),
    Row(
        "blank_acceptance_form_file",
        READS,
        args=lambda world: [*task(world), "docx"],
        ready=submitted,
    ),
]
