"""打乱: after it neither key nor place of a row says which answer came when.

Who reads the tables themselves could otherwise lay the order of answers beside the order in which
invitations were used: a database keeps rows about where they were written, and the number of the
transaction that wrote them. Every row of the survey is therefore written anew in one transaction,
in random order, answers under new keys.
"""

import secrets
import uuid

from django.db import transaction

from findings.models import Reply, Response, Survey, SurveyInvitation

BATCH = 500


@transaction.atomic
def shuffle(survey: Survey) -> None:
    """Write the answers and the invitations of a survey anew, in an order of their own."""
    _invitations(survey)
    _answers(survey)


def _answers(survey: Survey) -> None:
    responses = list(Response.objects.filter(survey=survey))
    replies = list(Reply.objects.filter(response__survey=survey))
    Reply.objects.filter(response__survey=survey).delete()
    Response.objects.filter(survey=survey).delete()
    keys = {row.pk: uuid.uuid4() for row in responses}
    for row in responses:
        row.pk = keys[row.pk]
    for reply in replies:
        reply.pk, reply.response_id = uuid.uuid4(), keys[reply.response_id]
    Response.objects.bulk_create(_mixed(responses), batch_size=BATCH)
    Reply.objects.bulk_create(_mixed(replies), batch_size=BATCH)


def _invitations(survey: Survey) -> None:
    rows = list(SurveyInvitation.objects.filter(survey=survey))
    SurveyInvitation.objects.filter(survey=survey).delete()
    SurveyInvitation.objects.bulk_create(_mixed(rows), batch_size=BATCH)


def _mixed(rows: list) -> list:
    secrets.SystemRandom().shuffle(rows)
    return rows
