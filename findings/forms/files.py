"""Files that go with what is typed."""

from django import forms


class SeveralFilesInput(forms.ClearableFileInput):
    """A file field that takes more than one file."""

    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """Cleans to a list of uploads, empty when none was chosen."""

    widget = SeveralFilesInput

    def clean(self, value, initial=None) -> list:
        """Every file on its own."""
        files = value if isinstance(value, list | tuple) else [value]
        return [super(SeveralFiles, self).clean(file, initial) for file in files if file]
