"""When mail may leave: quiet hours, a minute of one's own, pauses."""

from datetime import datetime, time

import pytest

from organization import posting
from organization.posting import Hours, digest_from, is_quiet, may_send, read_hours

NIGHT = (time(21, 30), time(7, 30))
NOON = (time(12), time(13, 30))


def on(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 17, hour, minute)


@pytest.mark.parametrize(
    ("quiet", "hour", "minute", "expected"),
    [
        (NIGHT, 21, 29, False),
        (NIGHT, 21, 30, True),
        (NIGHT, 23, 59, True),
        (NIGHT, 0, 0, True),
        (NIGHT, 7, 29, True),
        (NIGHT, 7, 30, False),
        (NOON, 11, 59, False),
        (NOON, 12, 0, True),
        (NOON, 13, 29, True),
        (NOON, 13, 30, False),
        (None, 3, 0, False),
    ],
)
def test_quiet_hours_begin_with_their_first_minute_and_end_before_their_last(
    quiet, hour, minute, expected
):
    assert is_quiet(time(hour, minute), Hours(quiet=quiet)) is expected
    assert may_send(on(hour, minute), Hours(quiet=quiet)) is not expected


@pytest.mark.parametrize(
    ("minute", "expected"), [(0, False), (1, True), (29, True), (30, False), (31, True)]
)
def test_nothing_leaves_at_the_full_and_the_half_hour(minute, expected):
    assert may_send(on(9, minute), Hours(pauses=(0, 30))) is expected


def test_everybody_has_a_minute_of_the_own_the_same_every_day():
    hours = Hours(digest_at=time(8, 36), spread=21)
    minutes = [digest_from(pk, on(17), hours) for pk in range(1, 43)]
    assert (min(minutes), max(minutes)) == (on(8, 36), on(8, 56))
    assert len(set(minutes)) == 21
    assert digest_from(1, on(6), hours) == digest_from(1, on(23, 59), hours) == on(8, 37)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("", None), (" ", None), ("21:30-07:30", NIGHT), (" 12:00 - 13:30 ", NOON)],
)
def test_hours_are_read_as_they_are_written(words, expected):
    assert read_hours(words) == expected


@pytest.mark.parametrize("words", ["21:30", "abends", "25:00-07:00", "21:30-"])
def test_what_is_no_span_of_hours_is_refused(words):
    with pytest.raises(ValueError):
        read_hours(words)


def test_a_message_id_tells_its_parts_apart():
    assert posting.message_id(1, 23) != posting.message_id(12, 3)
    assert posting.message_id("a", 1) == posting.message_id("a", 1)
