"""Settings of the suite: everything it writes lies in a folder of its own, removed afterwards."""

import atexit
import os
import shutil
import tempfile

if "TEST_DATA_DIR" not in os.environ:
    folder = tempfile.mkdtemp(prefix="inspection-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["DATA_DIR"] = folder
else:
    os.environ["DATA_DIR"] = os.environ["TEST_DATA_DIR"]
os.environ.setdefault("SECRET_KEY", "test key, long enough for hashing and signing in the suite")

from inspection.settings import *  # noqa: F403

# Hashing is slow on purpose; tests sign in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The suite runs at any hour; what quiet hours and digests do is said where it is tested.
QUIET_HOURS, DIGEST_AT, MAIL_PAUSES = "", "", []
# What a task would be woken for is run by the tests themselves; with a Redis of its own the
# suite sends its messages there.
if not REDIS_URL:  # noqa: F405
    CELERY_BROKER_URL = "memory://"
    CELERY_BROKER_TRANSPORT_OPTIONS: dict = {}
# Every client of a test loads the middleware anew: it need not read all static files each time.
WHITENOISE_AUTOREFRESH = True
