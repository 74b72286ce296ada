"""Files of a story become evidence of the answers they support."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import attaching, evidence
from campaigns.models import Answer, Evidence
from inspection.story.reading import Row, StoryError
from inspection.story.replay import Replay
from organization.models import Department


def attach(replay: Replay, answer: Answer, row: Row) -> None:
    """Store the file under its name and attach it to the answer."""
    kept = store(replay, row, row["file"], row["name"], answer.selfcheck.department)
    attaching.attach(answer, kept, by=replay.person(row["by"], row))


def store(replay: Replay, row: Row, file: str, name: str, department: Department) -> Evidence:
    """A file of the story as evidence of a department, under its name there."""
    path = replay.story.folder / "files" / file
    if not path.is_file():
        raise StoryError(f"{row.place}: no file {file}")
    upload = SimpleUploadedFile(name or path.name, path.read_bytes())
    try:
        return evidence.store(upload, replay.campaign, department, by=replay.person(row["by"], row))
    except ValidationError as error:
        raise StoryError(f"{row.place}: {'; '.join(error.messages)}") from error
