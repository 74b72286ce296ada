"""A page with one form for one act: what the act refuses stands in the form with what was typed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organization.models import NotAllowed


@dataclass(frozen=True)
class FormPage:
    """What stands around the form: `act` names the verb, `back` is where "Cancel" leads."""

    act: str
    title: str
    submit: str
    back: str
    back_word: str
    intro: str = ""


def show(request: HttpRequest, form: forms.BaseForm, page: FormPage) -> HttpResponse:
    """The page; 422 once something was sent that does not hold."""
    status = 422 if form.is_bound else 200
    context = {"form": form, "page": page}
    return render(request, "organization/form_page.html", context, status=status)


@contextmanager
def refusals_in(form: forms.BaseForm) -> Iterator[None]:
    """What an act with a valid form refuses about one of its fields becomes an error there.

    Every other NotAllowed goes on: where the state of things forbids the act, its form is gone.
    """
    try:
        yield
    except NotAllowed as refused:
        if refused.field not in form.fields:
            raise
        form.add_error(refused.field, refused.reason)


def carried_out(form: forms.BaseForm, verb: Callable[[], object]) -> bool:
    """Carry out a verb with what a valid form holds; a refusal becomes an error of the form, at
    its field where the verb names one."""
    try:
        with refusals_in(form):
            verb()
    except NotAllowed as refused:
        form.add_error(None, refused.reason)
    return form.is_valid()
