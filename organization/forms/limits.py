"""Numbers of a form whose verb writes: they must still fit into their columns."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models

# What a whole number may be, whatever the database: SQLite would take nineteen digits, of which
# no day can be reckoned any more, and PostgreSQL would answer with an error of the server.
LARGEST = 2**31 - 1
LARGEST_OF = {models.PositiveSmallIntegerField: 2**15 - 1, models.SmallIntegerField: 2**15 - 1}


class LimitsOfColumns:
    """For a ModelForm that leaves its instance alone: what the model says of the least and the
    largest number is told beside the field, as it would be by an ordinary ModelForm."""

    def _post_clean(self) -> None:
        """The verb writes; here only the numbers are measured."""
        for name, value in list(self.cleaned_data.items()):
            if name not in self._meta.fields or value is None:
                continue
            column = self._meta.model._meta.get_field(name)
            if not isinstance(column, models.IntegerField | models.DecimalField):
                continue
            try:
                if isinstance(column, models.IntegerField):
                    _demand_small(value, LARGEST_OF.get(type(column), LARGEST))
                column.run_validators(value)
            except ValidationError as error:
                self.add_error(name, error)


def _demand_small(value: int, largest: int) -> None:
    if abs(value) > largest:
        raise ValidationError(
            MaxValueValidator.message, code="max_value", params={"limit_value": largest}
        )
