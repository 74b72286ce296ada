"""A sweep and its mails while their processes are killed, and what has to be true afterwards."""

import time
from collections import Counter
from datetime import datetime, timedelta

from organization import delivery_log
from organization.models import Delivery, Notification
from tests.faults.killing import MailKiller, SweepKiller
from tests.faults.processes import Broker, Worker, wait_until
from tests.faults.smtp import MailServer

SWEEP = "rectification.tasks.sweep_reminders"
MAIL = "organization.tasks.deliver_notices"
AGAIN = 5  # each message is delivered so many times


def killed_sweep(broker: Broker, worker: Worker, at: datetime, rounds: int, notices: int) -> int:
    """A sweep at the instant `at` that is killed `2 * rounds + 1` times, and ends. How often."""
    broker.send(SWEEP, at, times=AGAIN)
    killer = SweepKiller(worker)
    for _round in range(rounds):
        killer.before_the_first_write()
        killer.before_the_commit()
    assert not Notification.objects.exists()
    killer.after_the_commit()
    assert 0 < Notification.objects.count() < notices
    killer.close()
    wait_until(lambda: Notification.objects.count() == notices, "every notice stands", 240)
    return killer.kills


def killed_mails(
    broker: Broker, server: MailServer, worker: Worker, at: datetime, kills: int, seconds: float
) -> Counter[str]:
    """All that waits is mailed at the instant `at`, with so many kills. How many at each moment.

    Fails when the mails run out first: processes that begin anew slowly need more mails a kill.
    """
    killer = MailKiller(server, worker, kills)

    def over() -> bool:
        if not broker.waiting("mail"):
            broker.send(MAIL, at, times=AGAIN)
        return not Notification.objects.to_be_mailed().exists()

    wait_until(over, "every mail was begun", seconds)
    assert not killer.left, f"{killer.left} of {kills} kills were left when the mails ran out"
    return killer.done


def nothing_doubled_nothing_lost(
    broker: Broker, server: MailServer, at: datetime, kills: int
) -> int:
    """Ten minutes later, and a day later: what was caught between claim and commit is uncertain
    and listed, and stays so. How many mails are."""
    later = at + timedelta(minutes=11)
    wait_until(lambda: not broker.waiting("mail"), "what was sent is read", 120)
    broker.send(MAIL, later, times=AGAIN)
    wait_until(lambda: set(states()) <= {"sent", "uncertain"}, "it was seen what is stale", 120)
    broker.send(MAIL, later + timedelta(days=1), times=AGAIN)
    wait_until(lambda: not broker.waiting("mail"), "the next day's sweep was begun", 120)
    time.sleep(1)
    found = states()
    sent, uncertain = found["sent"], found.get("uncertain", set())
    assert set(server.taken.values()) == {1}
    assert sent <= set(server.taken) <= sent | uncertain
    assert len(uncertain) <= kills
    listed = delivery_log.log().filter(mail_state="uncertain")
    assert listed.count() == Delivery.objects.filter(state="uncertain").count()
    return len(uncertain)


def states() -> dict[str, set[str]]:
    """The Message-IDs by what became of the mail."""
    found: dict[str, set[str]] = {}
    for state, name in Delivery.objects.values_list("state", "message_id"):
        found.setdefault(state, set()).add(name)
    return found
