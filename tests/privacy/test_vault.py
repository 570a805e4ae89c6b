import base64
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.vault import SealBrokenError, Vault

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
VAULT = Vault(KEY)
PSEUDONYM = VAULT.pseudonym("telegram", "123456789")


def test_a_pseudonym_is_stable_and_readable():
    assert re.fullmatch(r"p_[a-z2-7]{26}", PSEUDONYM)
    assert Vault(KEY).pseudonym("telegram", "123456789") == PSEUDONYM


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_two_chats_or_channels_never_share_a_pseudonym(channel, chat, other_channel, other_chat):
    same = (channel, chat) == (other_channel, other_chat)
    assert (VAULT.pseudonym(channel, chat) == VAULT.pseudonym(other_channel, other_chat)) is same


def test_another_key_gives_another_pseudonym():
    assert Vault(OTHER_KEY).pseudonym("telegram", "123456789") != PSEUDONYM


def test_channel_and_chat_do_not_run_into_each_other():
    assert VAULT.pseudonym("telegram", "1") != VAULT.pseudonym("telegram1", "")


def test_a_thief_who_tries_every_chat_id_without_the_key_finds_nothing():
    digests = (
        hash_(f"{before}{chat}".encode()).digest()
        for chat in ("123456789", "telegram123456789", "telegram:123456789", "telegram\x00123456789")
        for before in ("", "p_", "meespraak", "meespraak pseudonym 1")
        for hash_ in (hashlib.sha256, hashlib.sha1, hashlib.md5, hashlib.sha512)
    )
    assert PSEUDONYM[2:] not in {base64.b32encode(digest).decode().lower()[:26] for digest in digests}
    assert Vault(bytes(32)).pseudonym("telegram", "123456789") != PSEUDONYM


def test_a_pseudonym_does_not_hold_the_chat_id():
    assert "123456789" not in PSEUDONYM


@given(st.binary(max_size=200), st.text(max_size=40))
def test_what_was_sealed_opens_for_the_same_owner(plain, owner):
    assert VAULT.open(VAULT.seal(plain, owner), owner) == plain


@given(st.binary(max_size=50), st.text(max_size=20), st.text(max_size=20))
def test_it_does_not_open_for_another_owner(plain, owner, other):
    if owner != other:
        with pytest.raises(SealBrokenError):
            VAULT.open(VAULT.seal(plain, owner), other)


@given(st.binary(max_size=50))
def test_it_does_not_open_with_another_key(plain):
    with pytest.raises(SealBrokenError):
        Vault(OTHER_KEY).open(VAULT.seal(plain, PSEUDONYM), PSEUDONYM)


@given(st.binary(max_size=50), st.data())
def test_one_changed_bit_anywhere_is_found(plain, data):
    sealed = bytearray(VAULT.seal(plain, PSEUDONYM))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBrokenError):
        VAULT.open(bytes(sealed), PSEUDONYM)


@given(st.binary(max_size=80))
def test_bytes_that_nobody_sealed_are_refused(noise):
    with pytest.raises(SealBrokenError):
        VAULT.open(noise, PSEUDONYM)


def test_the_same_chat_id_sealed_twice_looks_different_and_shows_nothing():
    first, second = VAULT.seal(b"123456789", PSEUDONYM), VAULT.seal(b"123456789", PSEUDONYM)
    assert first != second
    assert b"123456789" not in first


def test_an_invitation_code_is_stored_as_a_keyed_hash():
    hashed = VAULT.hash_code("welkom-gent")
    assert re.fullmatch(r"[0-9a-f]{64}", hashed)
    assert hashed == Vault(KEY).hash_code("welkom-gent")
    assert hashed != Vault(OTHER_KEY).hash_code("welkom-gent")
    assert hashed != hashlib.sha256(b"welkom-gent").hexdigest()
    assert len(VAULT.hash_code("\ud83d")) == 64


def test_pseudonyms_seals_and_codes_use_keys_of_their_own():
    keys = {VAULT._pseudonym_key, VAULT._code_key, VAULT._sealer._key if hasattr(VAULT._sealer, "_key") else b"", KEY}
    assert len(keys) == 4


def test_printing_a_vault_shows_no_key():
    assert repr(VAULT) == "Vault(...)"


@pytest.mark.parametrize("key", [b"", b"short", b"k" * 31, b"k" * 33])
def test_a_key_of_the_wrong_length_is_refused(key):
    with pytest.raises(ValueError, match="bytes"):
        Vault(key)
