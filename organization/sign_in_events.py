"""Signing in, failing to and signing out are events."""

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from organization.models import Person, record


@receiver(user_logged_in)
def note_sign_in(sender, request, user, **_kwargs) -> None:
    """Somebody gave the right password."""
    record("person.signed_in", user, by=user)


@receiver(user_logged_out)
def note_sign_out(sender, request, user, **_kwargs) -> None:
    """Somebody left, or was signed out after half an hour of silence."""
    if user is not None:
        record("person.signed_out", user, by=user)


@receiver(user_login_failed)
def note_failure(sender, credentials, request=None, **_kwargs) -> None:
    """A wrong password. What was typed as an account that does not exist is not kept: people
    type passwords there."""
    person = Person.objects.filter(account=credentials.get("username", "")).first()
    record("person.sign_in_failed", person, by=None, ok=False)
