"""零容忍: faults of accepted visits get their records, who was there stays unread."""

from django.urls import reverse

from findings import zero_tolerance
from findings.models import ServiceFault
from tests.outside import visits_made
from tests.signed_in import at_browser


def test_every_fault_of_an_accepted_visit_gets_one_record(world):
    visits_made(world)
    assert zero_tolerance.unrecorded(world.campaign).count() == 1
    assert zero_tolerance.open_for_visits(world.campaign, by=world.clerk) == 1
    fault = ServiceFault.objects.get()
    assert (fault.came_from, fault.site.name, fault.fault_class.name) == (
        "visit", "一号厅", "服务态度"
    )  # fmt: skip
    assert zero_tolerance.open_for_visits(world.campaign, by=world.clerk) == 0


def test_a_department_does_not_read_the_visit_behind_its_record(world):
    visits_made(world)
    zero_tolerance.open_for_visits(world.campaign, by=world.clerk)
    fault = ServiceFault.objects.get()
    link = fault.point.get_absolute_url()
    address = reverse("service_fault", args=["spring", 1])
    shown = [link in at_browser(one).get(address).content.decode() for one in ("clerk", "head")]
    assert shown == [True, False]
