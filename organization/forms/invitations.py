"""Forms of invitations: whom, by what way; the password on the way in."""

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.db import models
from django.utils.translation import gettext_lazy as _

from organization.forms.directory import DepartmentChoice
from organization.invitation_list import NOT_IN, STANDINGS, standing
from organization.models import Department, Person
from organization.permissions import can_administer
from organization.scope import in_departments


class InvitationFilter(forms.Form):
    """Whose list: a department with what is below it, and how people stand."""

    department = DepartmentChoice(label=_("Department"), required=False, empty_label=_("All"))
    state = forms.ChoiceField(
        required=False, choices=[("", ""), *STANDINGS.items()], widget=forms.HiddenInput
    )

    def __init__(self, *args, reader: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.people = Person.objects.invited_by(reader)
        homes = self.people.order_by().values("department")
        field = self.fields["department"]
        field.queryset = Department.objects.filter(pk__in=homes)
        field.widget.attrs["data-autosubmit"] = ""
        self.full_clean()

    def everybody(self) -> models.QuerySet[Person]:
        """The people of the chosen department, each with `standing`."""
        department = self.cleaned_data.get("department")
        people = self.people.in_department(department) if department else self.people
        return standing(people)

    def chosen(self) -> models.QuerySet[Person]:
        """Those of them who stand as was asked; else everybody who is not in yet."""
        state = self.cleaned_data.get("state")
        people = self.everybody()
        return people.filter(standing=state) if state else people.filter(standing__in=NOT_IN)

    def in_order(self) -> models.QuerySet[Person]:
        """The chosen ones, department by department."""
        rows = self.chosen().select_related("department")
        return rows.order_by("department__order", "department__code", "order", "account")


class SendForm(forms.Form):
    """Whom an invitation goes to: ticked people, or the whole list; by what way."""

    whole = forms.BooleanField(required=False, widget=forms.HiddenInput)
    letters = forms.BooleanField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    person = forms.TypedMultipleChoiceField(
        coerce=int, required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(self, data, *, list_: InvitationFilter) -> None:
        super().__init__(data)
        self.list = list_
        if hasattr(data, "getlist"):
            ticked = [key for key in data.getlist("person")[:500] if key.isdecimal()]
            self.fields["person"].choices = [(key, key) for key in ticked]

    def people(self) -> models.QuerySet[Person]:
        """The people who are meant, in the order of the list; who is not in the scope is not."""
        if self.cleaned_data.get("whole"):
            return self.list.in_order()
        return self.list.people.filter(pk__in=self.cleaned_data.get("person", []))


class NewcomersForm(forms.Form):
    """People of a department, a line each."""

    department = DepartmentChoice(label=_("Department"), empty_label=None)
    lines = forms.CharField(
        label=_("People, one a line"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Name, post, e-mail, mobile; only the name is needed. Lines copied from a worksheet do."
        ),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, reader: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        field.queryset = Department.objects.standing()
        if not can_administer(reader):
            field.queryset = field.queryset.filter(in_departments(reader, "", ("head",)))

    def anyway(self) -> set[int]:
        """The numbers of the lines that are somebody else of the same name."""
        return {int(no) for no in self.data.getlist("anyway")[:500] if no.isdecimal()}


class ObjectionForm(forms.Form):
    """What is wrong with the own entry."""

    objection = forms.CharField(
        label=_("What is wrong?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: the post is out of date, or the department is another one."),
    )


class FirstPasswordForm(SetPasswordForm):
    """The first password, twice."""
