"""Pseudonyms and sealed contact details: what a thief of the database cannot read without the key.

One key file, kept apart from the data, gives four keys by HKDF (RFC 5869): for pseudonyms, for sealing, for
invitation codes and for who was erased. A bare hash of a chat id would fall in minutes, as there are only some 10^10 of them; HMAC-SHA256
under a key does not (EDPB Guidelines 01/2025 on pseudonymisation ask for exactly this).
"""

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.store.key_file import KEY_BYTES, KeyFileProblem, key_beside_data, load_key

__all__ = ["KEY_BYTES", "KeyFileProblem", "SealBrokenError", "Vault", "key_beside_data", "load_key"]

_VERSION = b"\x01"
_NONCE_BYTES = 12
_TAG_BYTES = 16
_PSEUDONYM_SIGNS = 26


class SealBrokenError(Exception):
    """Sealed bytes cannot be opened: another key, another owner, or someone changed them."""


class Vault:
    """Makes pseudonyms and seals the way back to a person, under one key."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"The key has {len(key)} bytes; {KEY_BYTES} are needed.")
        self._pseudonym_key = _derive(key, b"meespraak pseudonym 1")
        self._erased_key = _derive(key, b"meespraak erased 1")
        self._code_key = _derive(key, b"meespraak invitation code 1")
        self._sealer = AESGCM(_derive(key, b"meespraak seal 1"))

    def __repr__(self) -> str:
        """Show nothing of the key, wherever it may be printed."""
        return "Vault(...)"

    def pseudonym(self, channel: str, chat: str) -> str:
        """Return the name under which a person is kept: `p_` and 26 small letters and digits (130 bits).

        The same chat always gets the same one; the same number on another channel gets another.
        """
        digest = _mac(self._pseudonym_key, channel, chat)
        return "p_" + base64.b32encode(digest).decode().lower()[:_PSEUDONYM_SIGNS]

    def mark_of_erased(self, pseudonym: str) -> str:
        """Return what stays of a pseudonym that was erased: 64 hexadecimal digits that say nothing without the key."""
        return _mac(self._erased_key, pseudonym).hex()

    def seal(self, plain: bytes, bound_to: str) -> bytes:
        """Encrypt so that it opens only with the same key and for the same owner (`bound_to`, a pseudonym).

        Layout: version (1 byte), nonce (12, random), AES-256-GCM ciphertext with its tag (16). Moving a sealed value to another person's
        row breaks it.
        """
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _VERSION + nonce + self._sealer.encrypt(nonce, plain, _VERSION + bound_to.encode())

    def open(self, sealed: bytes, bound_to: str) -> bytes:
        """Decrypt what `seal` made for this owner; raises SealBrokenError otherwise."""
        if sealed[:1] != _VERSION or len(sealed) < 1 + _NONCE_BYTES + _TAG_BYTES:
            raise SealBrokenError("This is not something this program sealed.")
        nonce, secret = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._sealer.decrypt(nonce, secret, _VERSION + bound_to.encode())
        except InvalidTag:
            raise SealBrokenError("Sealed with another key, for another owner, or changed since.") from None

    def hash_code(self, code: str) -> str:
        """Return what is stored of an invitation code: 64 hexadecimal digits, from which it cannot be guessed back."""
        return _mac(self._code_key, code).hex()


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)


def _mac(key: bytes, *parts: str) -> bytes:
    """Return HMAC-SHA256 over parts that cannot run into each other: each goes with its length before it."""
    message = b"".join(
        len(data).to_bytes(8, "big") + data for data in (part.encode("utf-8", "surrogatepass") for part in parts)
    )
    return hmac.new(key, message, hashlib.sha256).digest()
