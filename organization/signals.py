"""Questions that lower floors ask and upper floors answer."""

from dataclasses import dataclass

from django.dispatch import Signal

# Somebody came, left, moved or changed: {"people": keys, None for anybody}, {"by": Person | None}.
# Sent inside the transaction of the change.
people_changed = Signal()

# In which departments does a person bring people in, beside those of the own roles: {"person"}.
# Answered with paths.
inviting = Signal()


@dataclass(frozen=True)
class Reason:
    """Why something is not possible yet, with a link to the thing that stands in the way.

    `text` is a sentence in the reader's language; `thing` a model label ("campaigns.phase")
    and `pk` its key, for `/go/<thing>/<pk>/`; `url` a direct link when the caller knows one.
    """

    text: str
    thing: str = ""
    pk: int | None = None
    url: str = ""


def inviting_paths(person) -> set[str]:
    """The departments whose people `person` may invite, with what is below them: as head, as
    launcher, and where upper floors say so."""
    told = inviting.send(type(person), person=person)
    asked = {path for _receiver, paths in told for path in paths}
    return asked | person.roles.paths("head", "launcher")


def ask(signal, sender, **question) -> list[Reason]:
    """Send `signal` and gather every receiver's reasons. An error in a receiver is an error:
    a broken gate must not open."""
    return [
        reason for _receiver, answer in signal.send(sender, **question) for reason in answer or ()
    ]
