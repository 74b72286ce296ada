"""The broker of files that `make run` and small installations use."""

import json
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from inspection.celery import app


def test_a_message_is_seen_only_once_it_is_wholly_written(tmp_path, monkeypatch):
    folders = {name: str(tmp_path) for name in ("data_folder_in", "data_folder_out")}
    options = {**app.conf.broker_transport_options, **folders}
    written, put_there = [], Path.replace
    with Connection("filesystem://", transport_options=options) as broker:
        channel = broker.default_channel

        def look(begun: Path, at: Path) -> Path:
            with pytest.raises(Empty):
                channel._get("celery")
            written.append(json.loads(begun.read_text()))
            return put_there(begun, at)

        monkeypatch.setattr(Path, "replace", look)
        channel._put("celery", {"body": "one"})
        assert written == [{"body": "one"}]
        assert channel._get("celery") == {"body": "one"}
        assert not list(tmp_path.iterdir())
