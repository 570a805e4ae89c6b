"""The file that holds the key: made once, readable by its owner alone, apart from the data."""

import base64
import binascii
import os
import secrets
import stat
from pathlib import Path

KEY_BYTES = 32
_OWNER_ONLY_FILE = 0o600
_OWNER_ONLY_FOLDER = 0o700
_OTHERS = 0o077
_COMMENT = (
    "# The key of Meespraak. Without it nobody can be reached again and no pseudonym recomputed.\n"
    "# Keep a copy in a safe place, apart from the database and its backups; show it to nobody.\n"
)


class KeyFileProblem(Exception):
    """The key file cannot be used. Its text is a sentence for staff."""


def load_key(path: Path) -> bytes:
    """Return the 32 bytes of the key; on the first run make the file, with mode 0600 in a folder of mode 0700.

    Raises KeyFileProblem when others can read the file, when it holds no key, or when it cannot be made or read.
    """
    try:
        return _read(path) if _exists(path) else _create(path)
    except FileExistsError:
        return _read(path)  # another process made it a moment ago
    except OSError as problem:
        raise KeyFileProblem(f"The key file {path} cannot be read or made: {problem.strerror}.") from problem


def key_beside_data(key_path: Path, database_path: Path) -> bool:
    """Return whether the key lies in the folder of the database or below it, where one theft takes both."""
    key, data = key_path.expanduser().resolve(), database_path.expanduser().resolve().parent
    return key.parent == data or data in key.parents


def _exists(path: Path) -> bool:
    return os.path.lexists(path)


def _create(path: Path) -> bytes:
    _make_folder(path.parent)
    key = secrets.token_bytes(KEY_BYTES)
    text = _COMMENT + base64.b64encode(key).decode() + "\n"
    # Written whole under another name and then linked, so that no other process ever reads half a key.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY_FILE)
    try:
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # fails when the file is there already
    finally:
        draft.unlink()
    _sync_folder(path.parent)
    return key


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=_OWNER_ONLY_FOLDER, exist_ok=True)


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _read(path: Path) -> bytes:
    # The mode is asked of the open file, so that it cannot be swapped in between.
    with path.open("rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & _OTHERS:
            raise KeyFileProblem(
                f"Others than its owner can read the key file {path} (mode {mode:04o}). Run: chmod 600 {path}"
            )
        return _decode(file.read(10_000), path)


def _decode(content: bytes, path: Path) -> bytes:
    lines = [line.strip() for line in content.splitlines() if line.strip() and not line.startswith(b"#")]
    try:
        key = base64.b64decode(lines[0], validate=True) if len(lines) == 1 else b""
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyFileProblem(f"The key file {path} holds no key of {KEY_BYTES} bytes. Put back the copy you kept.")
    return key
