"""Forms of the directory: departments, people, roles, the file to import."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organization.acts import ROLES
from organization.charges import BETWEEN, read_charges
from organization.models import Department, Person
from organization.roles import DEPARTMENT_ROLES
from organization.tree import tree

INDENT = "\N{IDEOGRAPHIC SPACE}"


class DepartmentChoice(forms.ModelChoiceField):
    """One department, chosen from the tree."""

    def __init__(self, **kwargs) -> None:
        super().__init__(Department.objects.standing(), **kwargs)

    def label_from_instance(self, department: Department) -> str:
        return f"{INDENT * (department.path.count('/') - 2)}{department.name}"

    def in_tree_order(self) -> None:
        """Put the options in the order of the tree; one query."""
        options = [
            (branch.department.pk, self.label_from_instance(branch.department))
            for branch in tree(Department.objects.standing())
        ]
        self.choices = [("", self.empty_label), *options] if not self.required else options


class DepartmentForm(forms.ModelForm):
    """A department as the administrator keeps it."""

    parent = DepartmentChoice(label=_("Above"), required=False, empty_label=_("none: a company"))

    class Meta:
        model = Department
        fields = ["parent", "name", "short_name", "code", "kind", "order", "ends_on"]
        widgets = {"ends_on": forms.DateInput(attrs={"type": "date"})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].in_tree_order()
        if self.instance.pk:
            # The code is what imports, addresses and numbers refer to: it stays.
            self.fields["code"].disabled = True

    def clean_parent(self) -> Department | None:
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk and parent.path.startswith(self.instance.path):
            raise forms.ValidationError(_now("A department cannot lie below itself."))
        return parent


class PersonForm(forms.ModelForm):
    """A person as the administrator keeps them."""

    department = DepartmentChoice(label=_("Department"))
    in_charge_of = forms.CharField(
        label=_("In charge of"),
        required=False,
        help_text=_("Names or codes of departments, for those who lead: one after the other"),
    )

    class Meta:
        model = Person
        fields = [
            *("name", "account", "post", "department", "level", "in_charge_of"),
            "is_party_member",
            *("email", "mobile", "order", "duty"),
        ]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].in_tree_order()
        self.fields["account"].disabled = bool(self.instance.pk)
        charge = self.instance.in_charge_of.all() if self.instance.pk else ()
        self.initial["in_charge_of"] = BETWEEN.join(row.name for row in charge)

    def clean_in_charge_of(self) -> list[Department]:
        """The departments that are named."""
        standing = {row.code: row for row in Department.objects.standing()}
        known = ((code, row.name) for code, row in standing.items())
        codes, unknown = read_charges(self.cleaned_data["in_charge_of"], known)
        if unknown:
            text = _now("No department, or more than one, is called “%(name)s”: write its code.")
            raise forms.ValidationError(text % {"name": BETWEEN.join(unknown)})
        return [standing[code] for code in codes]


class RoleForm(forms.Form):
    """A person, by account, and a role in a department."""

    account = forms.CharField(
        label=_("Account"),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "accounts", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role, ROLES[role]) for role in DEPARTMENT_ROLES]
    )

    def clean_account(self) -> Person:
        """The person of the account."""
        person = Person.objects.filter(account=self.cleaned_data["account"]).first()
        if person is None:
            raise forms.ValidationError(_now("There is no account of this name."))
        return person


class ImportForm(forms.Form):
    """The workbook with departments and people."""

    file = forms.FileField(label=_("Workbook"))
