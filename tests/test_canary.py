"""A unique text in every text field of one department is found in nothing others can fetch."""

import io
import re
import zipfile
from collections import deque

import pypdfium2
import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.test import Client
from django.urls import NoReverseMatch, reverse
from lxml import html

from organization.models import Person
from tests.test_permissions import rows
from tests.world import full_world

CANARY = "金丝雀"
# Who a department shows up to belongs to everybody: the organisation chart and the plan.
PUBLIC = {"organization.department", "campaigns.participation"}
OUTSIDERS = ("service_head", "stranger", "employee", "admin", "auditor")


def plant(world) -> int:
    """Write the canary into every free text of rows that belong to 销售部. How many fields."""
    planted = 0
    for model in apps.get_models():
        scope = getattr(model, "scope", None)
        if scope is None or scope[1] is None or model._meta.label_lower in PUBLIC:
            continue
        way = scope[1] or "pk"
        keys = list(
            model._base_manager.filter(**{way: world.departments["SALES"]}).values_list(
                "pk", flat=True
            )
        )
        fields = [field for field in model._meta.concrete_fields if is_free_text(field)]
        for field in fields if keys else ():
            text = f"{CANARY}{planted}"[: field.max_length or 99]
            model._base_manager.filter(pk__in=keys).update(**{field.name: text})
            planted += 1
    return planted


def is_free_text(field: models.Field) -> bool:
    return (
        isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.JSONField)
        and not field.choices
        and not field.unique
        and field.name not in ("stored", "sha256", "kind", "key", "code")
    )


def readable(response) -> str:
    """Everything somebody could read in an answer: pages, and files unpacked."""
    content = b"".join(response) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return "".join(
                package.read(name).decode("utf-8", "ignore") for name in package.namelist()
            )
    if content[:4] == b"%PDF":
        document = pypdfium2.PdfDocument(content)
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    return content.decode("utf-8", "ignore")


def fetchable(client: Client, world):
    """All pages reachable by links from home, and every address of the permission table."""
    queue, seen = deque(["/"]), {"/"}
    for row in rows():
        try:
            queue.append(reverse(row.name, args=row.args(world)) + row.query)
        except (NoReverseMatch, AttributeError, KeyError, ObjectDoesNotExist):
            continue  # the row needs another state of the world
    while queue and len(seen) < 400:
        address = queue.popleft()
        seen.add(address)
        response = client.get(address)
        text = readable(response)
        yield address, response.status_code, text
        if response.headers.get("Content-Type", "").startswith("text/html") and text.strip():
            for link in html.fromstring(text).xpath("//a/@href"):
                link = link.partition("#")[0]
                if link.startswith("/") and link not in seen and link not in queue:
                    queue.append(link)


def test_the_canary_is_found_by_its_own_department(world):
    full_world(world)
    assert plant(world) > 20
    client = Client()
    client.force_login(
        Person.objects.get(account="head"), "django.contrib.auth.backends.ModelBackend"
    )
    found = {address for address, _status, text in fetchable(client, world) if CANARY in text}
    assert "/campaigns/spring/sheets/SALES/" in found


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_nobody_else_finds_it(world, outsider):
    full_world(world)
    plant(world)
    client = Client()
    client.force_login(
        Person.objects.get(account=outsider), "django.contrib.auth.backends.ModelBackend"
    )
    pages = list(fetchable(client, world))
    leaks = {
        address: sorted(set(re.findall(CANARY + r"\d+", text)))
        for address, _status, text in pages
        if CANARY in text
    }
    assert leaks == {}
    assert sum(status == 200 for _address, status, _text in pages) >= 3
