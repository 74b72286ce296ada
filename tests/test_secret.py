"""The key of an installation is made once."""

import re

from inspection.secret import _write_once, read_or_make_secret


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "secret_key"
    key = read_or_make_secret(path)
    assert re.fullmatch(r"[\w-]{60,}", key)
    assert read_or_make_secret(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_two_installations_have_two_keys(tmp_path):
    assert read_or_make_secret(tmp_path / "one") != read_or_make_secret(tmp_path / "other")


def test_a_key_that_was_put_there_stays(tmp_path):
    path = tmp_path / "secret_key"
    path.write_text("kept by somebody\n", encoding="ascii")
    assert read_or_make_secret(path) == "kept by somebody"


def test_who_comes_second_takes_the_key_of_the_first(tmp_path):
    # Both saw that there was none; the other one was faster.
    path = tmp_path / "secret_key"
    path.write_text("first", encoding="ascii")
    _write_once(path, "second")
    assert path.read_text(encoding="ascii") == "first"
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]
