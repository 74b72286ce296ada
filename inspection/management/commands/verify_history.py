"""`manage.py verify_history [CODE]`: was every status reached by legal moves?"""

import sys

from django.core.management.base import CommandError

from campaigns.models import Campaign
from inspection.management.tables import OnTables
from organization.proof import prove


class Command(OnTables):
    """Prints what it looked at; exits with 1 when one thing's history does not add up."""

    help = "Check that every status was reached by legal moves, each with its event."

    def add_arguments(self, parser) -> None:
        parser.add_argument("code", nargs="?", help="code of a campaign; without it everything")

    def handle(self, *, code: str | None, **options) -> None:
        campaign = None
        if code:
            campaign = Campaign.objects.filter(code=code).first()
            if campaign is None:
                raise CommandError(f"no campaign has the code {code}")
        proof = prove(campaign)
        for thing, count in proof.things.items():
            self.stdout.write(f"{count:>8} {thing}")
        self.stdout.write(f"{proof.moves:>8} moves, {len(proof.violations)} violations")
        for violation in proof.violations:
            self.stderr.write(str(violation))
        if proof.violations:
            sys.exit(1)
