import base64
import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store import key_file
from bot.store.vault import KeyFileProblem, key_beside_data, load_key


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_run_makes_a_key_that_only_its_owner_can_read(tmp_path):
    path = tmp_path / "config" / "meespraak" / "key"
    key = load_key(path)
    assert len(key) == 32
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert list(path.parent.iterdir()) == [path]


def test_a_loose_umask_does_not_open_the_key_to_others(tmp_path):
    before = os.umask(0)
    try:
        load_key(tmp_path / "config" / "key")
    finally:
        os.umask(before)
    assert (mode(tmp_path / "config" / "key"), mode(tmp_path / "config")) == (0o600, 0o700)


def test_the_next_run_finds_the_same_key(tmp_path):
    assert load_key(tmp_path / "key") == load_key(tmp_path / "key")


def test_two_installations_get_two_keys(tmp_path):
    assert load_key(tmp_path / "a") != load_key(tmp_path / "b")


def test_the_file_says_what_it_is(tmp_path):
    key = load_key(tmp_path / "key")
    first, *_, last = (tmp_path / "key").read_text().splitlines()
    assert first.startswith("# The key of Meespraak")
    assert base64.b64decode(last) == key


@pytest.mark.parametrize("loose", [0o640, 0o604, 0o620, 0o666, 0o601])
def test_it_refuses_a_key_that_others_can_read(tmp_path, loose):
    path = tmp_path / "key"
    load_key(path)
    path.chmod(loose)
    with pytest.raises(KeyFileProblem, match="chmod 600"):
        load_key(path)


@pytest.mark.parametrize("content", ["", "# only a remark\n", "not base64 !\n", "c2hvcnQ=\n", "a\nb\n"])
def test_it_refuses_a_file_without_a_whole_key_and_leaves_it(tmp_path, content):
    path = tmp_path / "key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileProblem, match="holds no key"):
        load_key(path)
    assert path.read_text() == content


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyFileProblem, match="cannot be read or made"):
        load_key(tmp_path / "file" / "key")


def test_processes_that_start_at_once_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: load_key(tmp_path / "config" / "key"), range(32)))
    assert len(keys) == 1


def test_the_key_is_on_the_disk_before_it_is_used(tmp_path, monkeypatch):
    synced = []
    sync = os.fsync
    monkeypatch.setattr(key_file.os, "fsync", lambda number: (synced.append(os.fstat(number).st_mode), sync(number)))
    load_key(tmp_path / "key")
    assert [stat.S_ISDIR(kind) for kind in synced] == [False, True]


def test_the_message_never_holds_the_key(tmp_path):
    key = load_key(tmp_path / "key")
    (tmp_path / "key").chmod(0o644)
    with pytest.raises(KeyFileProblem) as problem:
        load_key(tmp_path / "key")
    assert base64.b64encode(key).decode() not in str(problem.value)


def test_it_tells_a_key_beside_the_data(tmp_path):
    data = tmp_path / "var" / "meespraak.db"
    assert key_beside_data(tmp_path / "var" / "key", data)
    assert key_beside_data(tmp_path / "var" / "keys" / "key", data)
    assert not key_beside_data(tmp_path / "config" / "key", data)
    (tmp_path / "var").mkdir()
    (tmp_path / "elsewhere").symlink_to(tmp_path / "var")
    assert key_beside_data(tmp_path / "elsewhere" / "key", data)
