"""The ladder on the set-up page: a line for every rung."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.steps import TOLD, Slip, Step, key_of

MOST_DAYS, MOST_STEPS = 60, 10  # working days; more rungs than that nobody reads
EMPTY = 2  # lines offered beyond those that are filled in
BEFORE, AFTER = "before", "after"
TICKS = (*TOLD, "talk")


class StepForm(forms.Form):
    """One rung; without a number of days it is left out."""

    days = forms.IntegerField(
        label=_("working days"), min_value=0, max_value=MOST_DAYS, required=False
    )
    side = forms.ChoiceField(
        label=_("before or after"),
        choices=[(BEFORE, _("before the deadline")), (AFTER, _("after the deadline"))],
        required=False,
    )
    to_person, to_head, to_office, to_leader, to_chair = (
        forms.BooleanField(label=words, required=False) for words in TOLD.values()
    )
    slip = forms.ChoiceField(
        label=_("slip to issue"), choices=[("", _("no slip")), *Slip.choices], required=False
    )
    talk = forms.BooleanField(label=_("propose a talk"), required=False)
    points = forms.DecimalField(
        label=_("propose points off"),
        min_value=0,
        max_digits=4,
        decimal_places=1,
        required=False,
    )

    def __init__(self, data: Mapping | None, *, order: int, step: Step | None) -> None:
        super().__init__(data, prefix=f"step{order}", initial=_initial(step), auto_id="id_%s")
        self.key = step.key if step else ""
        self.offset_before = step.offset if step else None
        for name, field in self.fields.items():
            # The heading of the table is not tied to the field.
            field.widget.attrs["aria-label"] = _now("%(what)s, rung %(n)d") % {
                "what": field.label,
                "n": order,
            }
            if name in ("days", "points"):
                field.widget.attrs |= {"class": "in-n", "inputmode": "decimal"}

    def clean(self) -> dict:
        """A rung tells somebody, or asks for a slip, or proposes something."""
        told = super().clean()
        days = told.get("days")
        if days is None:
            return told
        wanted = any(told.get(name) for name in (*TICKS, "slip", "points"))
        if not wanted and not self.errors:
            self.add_error("days", _now("Say what happens at this rung."))
        if days == 0 and told.get("side") == AFTER:
            self.add_error("days", _now("The first day after the deadline is day 1."))
        return told

    @property
    def ticks(self) -> list[forms.BoundField]:
        """Who is told, as fields of a list."""
        return [self[name] for name in TOLD]

    def step(self) -> Step | None:
        """The rung, None for a line that is left out. A rung whose day stays keeps its key."""
        told = self.cleaned_data
        if told.get("days") is None:
            return None
        offset = told["days"] if told["side"] == AFTER else -told["days"]
        return Step(
            key=self.key if offset == self.offset_before else key_of(offset),
            offset=offset,
            slip=told["slip"],
            points=told["points"] or Decimal(0),
            **{name: told[name] for name in TICKS},
        )


class Ladder:
    """All rungs of the page. Where the page was sent without them they stay as they are."""

    def __init__(self, data: Mapping | None, steps: Sequence[Step]) -> None:
        self.before = list(steps)
        self.is_sent = bool(data) and "step1-days" in data
        lines = min(max(len(self.before) + EMPTY, 1), max(MOST_STEPS, len(self.before)))
        rungs = [*self.before, *[None] * (lines - len(self.before))]
        self.forms = [
            StepForm(data if self.is_sent else None, order=order, step=step)
            for order, step in enumerate(rungs, start=1)
        ]
        self.error = ""

    def is_valid(self) -> bool:
        """Every line, and no day twice; at least one rung stands."""
        if not self.is_sent:
            return True
        if not all(form.is_valid() for form in self.forms):
            self.error = _now("A rung of the ladder is not filled in correctly.")
            return False
        offsets = [step.offset for form in self.forms if (step := form.step())]
        if not offsets:
            self.error = _now("Leave at least one rung: a campaign without reminders runs late.")
        elif len(set(offsets)) < len(offsets):
            self.error = _now("Two rungs stand on one day: put them together.")
        return not self.error

    def steps(self) -> list[Step]:
        """The rungs in the order of their days."""
        if not self.is_sent:
            return self.before
        found = [step for form in self.forms if (step := form.step())]
        return sorted(found, key=lambda step: step.offset)


def _initial(step: Step | None) -> dict:
    if step is None:
        return {"side": AFTER}
    ticks = {name: getattr(step, name) for name in TICKS}
    return {
        **ticks,
        "days": abs(step.offset),
        "side": AFTER if step.offset > 0 else BEFORE,
        "slip": step.slip,
        "points": step.points_text,
    }
