"""Every kind of notice as a mail to readers of traditional Chinese and of English."""

import re

import pytest
from django.apps import apps
from django.db import models
from django.utils.translation import override

from organization.models import Notification
from organization.traditional import traditional
from tests.test_notices_in_chinese import kinds_in_the_code, mails

__all__ = ["mails"]
LINK = re.compile(r"https?://\S+")
CHINESE = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff1f]+")


@pytest.fixture(params=["zh-hant", "en"])
def world(request, db, settings):
    """The small world: everybody reads the language of the installation, who acts acts in
    simplified Chinese."""
    from tests.world import make_world

    settings.LANGUAGE_CODE = request.param
    with override("zh-hans"):
        yield make_world()


def test_every_kind_of_notice_is_mailed_in_the_language_of_its_reader(world, mails):
    language = world.head.reads
    entered = what_people_entered()
    wrong = {}
    for kind, found in mails.items():
        for mail in found:
            said = without(entered, LINK.sub("", f"{mail['Subject']}\n{mail.get_content()}"))
            if language == "en" and (left := CHINESE.findall(said)):
                wrong[kind] = (mail["Subject"], left)
            if language == "zh-hant" and traditional(said) != said:
                wrong[kind] = (mail["Subject"], said)
    assert wrong == {}
    assert set(mails) == {*kinds_in_the_code(), "ladder"}


def what_people_entered() -> list[str]:
    """Every text in the records beside the notices, the longest first."""
    found = set()
    for model in apps.get_models():
        columns = [
            field.attname
            for field in model._meta.get_fields()
            if isinstance(field, models.CharField | models.TextField)
        ]
        if model is not Notification and columns and model._meta.app_label != "sessions":
            for row in model._default_manager.values_list(*columns):
                found |= {text.strip() for text in row if text and CHINESE.search(text)}
    return sorted(found, key=len, reverse=True)


def without(texts: list[str], said: str) -> str:
    for text in texts:
        said = said.replace(text, " ")
    return said
