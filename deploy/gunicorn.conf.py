"""gunicorn -c deploy/gunicorn.conf.py inspection.wsgi:application"""

import gc
import multiprocessing
import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count() + 1))
preload_app = True
timeout = 60
accesslog = None  # the event log says who did what; paths of opinion boxes must leave no trace
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")


def when_ready(server) -> None:
    """What was loaded before the fork is never garbage: a full collection costs 200 ms a save."""
    gc.collect()
    gc.freeze()
