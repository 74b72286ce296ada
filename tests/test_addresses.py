"""From where a request comes: proxies are believed only when they are ours."""

import pytest

from campaigns import circulating, launch
from campaigns.audience import To
from campaigns.models import Receipt
from organization.addresses import client_address
from tests.visiting import visit
from tests.world import DAY

OURS = ["10.0.0.1", "10.1.0.0/16"]


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "found"),
    [
        ("203.0.113.9", "", [], "203.0.113.9"),
        ("203.0.113.9", "198.51.100.7", [], "203.0.113.9"),  # nobody is believed
        ("203.0.113.9", "198.51.100.7", OURS, "203.0.113.9"),  # a stranger is not believed
        ("10.0.0.1", "198.51.100.7", OURS, "198.51.100.7"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7", OURS, "198.51.100.7"),  # what the caller wrote
        ("10.0.0.1", "198.51.100.7, 10.1.2.3", OURS, "198.51.100.7"),  # two of ours
        ("10.0.0.1", "", OURS, "10.0.0.1"),
        ("10.0.0.1", "<script>", OURS, "10.0.0.1"),
        ("10.0.0.1", "2001:db8::1", OURS, "2001:db8::1"),
        ("", "198.51.100.7", OURS, ""),
    ],
)
def test_the_first_address_from_the_right_that_is_not_ours(remote, forwarded, proxies, found):
    assert client_address(remote, forwarded, proxies) == found


@pytest.mark.parametrize(("proxies", "kept"), [([], "127.0.0.1"), (["127.0.0.1"], "198.51.100.7")])
def test_the_signature_keeps_where_it_came_from(world, settings, proxies, kept):
    settings.TRUSTED_PROXIES = proxies
    launch.launch(world.campaign, by=world.clerk)
    words = {"title": "示例通知", "organiser": "监督室", "on": DAY}
    circulating.send_round(world.campaign, To(people=[world.head]), by=world.clerk, **words)
    mine = Receipt.objects.get()
    visit("head").post(
        f"{mine.get_absolute_url()}sign/",
        {"signed_name": "销售部负责人"},
        headers={"X-Forwarded-For": "1.1.1.1, 198.51.100.7"},
    )
    mine.refresh_from_db()
    assert (mine.status, mine.signed_address) == ("signed", kept)
