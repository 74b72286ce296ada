"""What people wrote in a survey becomes an opinion of the register, each at most once."""

from django.db import transaction
from django.utils.translation import gettext as _

from findings.models import Opinion, Reply, Survey
from findings.opinions import write_down
from organization.models import NotAllowed, Person


def to_opinion(reply: Reply, survey: Survey, *, by: Person) -> Opinion:
    """Write the words down as an opinion that came by a survey. NotAllowed the second time."""
    with transaction.atomic():
        opinion = write_down(
            survey.campaign,
            by=by,
            channel=Opinion.Channel.SURVEY,
            category=Opinion.Category.OPINION,
            said_on=reply.response.answered_on,
            text=reply.text,
        )
        if not Reply.objects.filter(pk=reply.pk, opinion=None).update(opinion=opinion):
            raise NotAllowed(_("This is in the register already."))
    return opinion
