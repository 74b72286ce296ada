"""What complaint statistics begin with: `fixtures/complaints.json`."""

from organization.stock import once_a_script, stock


@once_a_script
def complaint_defaults() -> dict:
    """The level and the causes that are offered first."""
    return stock("complaints")
