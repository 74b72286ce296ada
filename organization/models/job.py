"""Jobs: the row, not the broker, is the truth about work that waits."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.models.person import Person

LEASE = timedelta(minutes=5)
ATTEMPTS = 5
PARKED = "parked"  # no state of its own: failed after so many attempts


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs, newest first."""

    def visible_to(self, person) -> Self:
        """One's own jobs; the administrator sees all."""
        return self if person.duty == "administrator" else self.filter(by=person)

    def runnable(self) -> Self:
        """Waiting, or left behind by a worker that died (its lease has run out)."""
        return self.filter(
            models.Q(state=Job.State.WAITING)
            | models.Q(state=Job.State.RUNNING, leased_until__lt=clock.now())
        )

    def parked(self) -> Self:
        """Failed, and given up: whoever ran them died every time."""
        return self.filter(state=Job.State.FAILED, attempts__gte=ATTEMPTS)

    def in_state(self, state: str) -> Self:
        """Those of a state of `counts`; all for a word that is none."""
        if state == PARKED:
            return self.parked()
        return self.filter(state=state) if state in Job.State.values else self

    def counts(self) -> list[tuple[str, str, int]]:
        """How many jobs are in each state, and how many of the failed ones are given up:
        [("waiting", "等待中", 3), …]. One query."""
        given_up = models.Count("pk", filter=models.Q(attempts__gte=ATTEMPTS))
        rows = self.order_by().values_list("state").annotate(n=models.Count("pk"), g=given_up)
        found = {state: (n, g) for state, n, g in rows.values_list("state", "n", "g")}
        told = [(state.value, str(state.label), found.get(state, (0, 0))[0]) for state in Job.State]
        return [*told, (PARKED, str(_("Given up")), found.get(Job.State.FAILED, (0, 0))[1])]

    def failed_for_good(self) -> Self:
        """Failed, and no later job was asked for the same."""
        later = Job.objects.filter(
            kind=models.OuterRef("kind"), key=models.OuterRef("key"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(~models.Exists(later), state=Job.State.FAILED)

    def unfinished(self) -> Self:
        """Waiting or running."""
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])


class Job(models.Model):
    """A piece of work for a worker, with its progress and its result."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="jobs")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    leased_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    order_for = models.JSONField(default=dict)  # what is asked for
    result = models.JSONField(default=dict)
    error = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=clock.machine_now)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("job")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_unfinished_job_per_kind_and_key",
            )
        ]
        indexes = [models.Index(fields=["state", "leased_until"])]  # sweep of runnable jobs

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    def get_absolute_url(self) -> str:
        """Where its progress and its result are shown."""
        return reverse("job", args=[self.pk])

    @property
    def name(self) -> str:
        """What people call this kind of job."""
        from organization.jobs import name_of

        return name_of(self.kind)

    @property
    def is_finished(self) -> bool:
        """Done or failed: nothing more will happen by itself."""
        return self.state in (self.State.DONE, self.State.FAILED)

    def progress(self, done: int, total: int) -> None:
        """Tell how far the work is, and keep the lease."""
        self.done, self.total = done, total
        Job.objects.filter(pk=self.pk).update(
            done=done, total=total, leased_until=clock.now() + LEASE
        )
