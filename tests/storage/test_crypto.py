from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.storage.crypto import Cipher, SecretKeyError, load_or_create_key

KEY = bytes(range(32))


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    key = load_or_create_key(path, may_create=True)
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_or_create_key(path, may_create=False) == key


def test_a_missing_key_is_never_replaced_beside_a_database(tmp_path: Path) -> None:
    with pytest.raises(SecretKeyError, match="put the key file back"):
        load_or_create_key(tmp_path / "secret.key", may_create=False)
    assert not (tmp_path / "secret.key").exists()


@pytest.mark.parametrize("content", ["", "not a key", "c2hvcnQ="])
def test_a_damaged_key_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret.key").write_text(content)
    with pytest.raises(SecretKeyError, match="does not hold a key"):
        load_or_create_key(tmp_path / "secret.key", may_create=False)


@given(st.text(), st.text(min_size=1))
def test_what_is_encrypted_can_be_read_in_its_own_context_only(text: str, context: str) -> None:
    cipher = Cipher(KEY)
    data = cipher.encrypt(text, context)
    assert cipher.decrypt(data, context) == text
    with pytest.raises(SecretKeyError):
        cipher.decrypt(data, context + "x")
    with pytest.raises(SecretKeyError):
        Cipher(b"x" * 32).decrypt(data, context)


@given(st.text(min_size=1), st.data())
def test_a_changed_byte_is_found(text: str, data: st.DataObject) -> None:
    cipher = Cipher(KEY)
    sealed = bytearray(cipher.encrypt(text, "c"))
    position = data.draw(st.integers(1, len(sealed) - 1))
    sealed[position] ^= 1
    with pytest.raises(SecretKeyError):
        cipher.decrypt(bytes(sealed), "c")


def test_the_same_text_never_looks_the_same() -> None:
    cipher = Cipher(KEY)
    assert cipher.encrypt("a", "c") != cipher.encrypt("a", "c")


@pytest.mark.parametrize("token", ["", "x", "ä", "AAAA", "=" * 40, "a" * 500])
def test_a_forged_token_opens_nothing(token: str) -> None:
    assert Cipher(KEY).open(token, "session") is None


def test_a_token_opens_for_its_own_purpose_only() -> None:
    cipher = Cipher(KEY)
    token = cipher.seal("web-1", "session")
    assert cipher.open(token, "session") == "web-1"
    assert cipher.open(token, "contact page") is None


def test_a_pseudonym_is_stable_and_depends_on_every_part() -> None:
    cipher = Cipher(KEY)
    assert cipher.pseudonym("rest", "ann") == cipher.pseudonym("rest", "ann")
    assert cipher.pseudonym("rest", "ann") != cipher.pseudonym("sms", "ann")
    assert cipher.pseudonym("ab", "c") != cipher.pseudonym("a", "bc")
    assert Cipher(b"x" * 32).pseudonym("rest", "ann") != cipher.pseudonym("rest", "ann")
