"""What stands in a select box before anything is chosen: words, never dashes."""

import pytest
from django import forms
from lxml import html

from organization.models import Department
from tests.page_rules import faults


class Boxes(forms.Form):
    """A box that has to be filled, one that may stay empty, one with words of its own."""

    must = forms.ModelChoiceField(Department.objects.none())
    may = forms.ModelChoiceField(Department.objects.none(), required=False)
    own = forms.ModelChoiceField(Department.objects.none(), empty_label="全公司")


@pytest.mark.django_db
def test_an_empty_choice_says_what_it_means():
    page = html.document_fromstring(str(Boxes()))
    assert [option.text for option in page.iter("option")] == ["请选择", "不选", "全公司"]


def test_a_page_with_dashes_is_a_fault():
    page = "<html lang='zh-Hans'><title>页</title><h1>页</h1>{}</html>"
    box = "<select name='one' aria-label='甲'><option value=''>---------</option></select>"
    assert faults(page.format(box)) == ["a choice without words: one"]
    assert not faults(page.format(box.replace("---------", "请选择")))
