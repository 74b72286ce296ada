"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspection.settings")
application = get_wsgi_application()
# A server that forks after this has every page in memory once, and no first visitor waits.
get_resolver().url_patterns  # noqa: B018
