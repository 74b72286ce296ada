"""Celery tasks of the campaigns floor."""

from celery import shared_task

from campaigns import evidence_care, inspection_sweep
from organization.models import Sweep


@shared_task
def sweep_evidence() -> None:
    """Remove files that nothing uses, uploads that were given up, files without a row."""
    Sweep.note("evidence")
    evidence_care.sweep()


@shared_task
def verify_evidence() -> None:
    """Count the hashes of the files that were not looked at for longest."""
    Sweep.note("verified_files")
    evidence_care.verify_slice()


@shared_task
def sweep_inspections() -> None:
    """Open the inspections of new periods, and alarm where a period passed without one."""
    inspection_sweep.sweep()
