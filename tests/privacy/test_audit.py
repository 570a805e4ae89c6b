from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.audit import FIRST, entry, verify

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)


def trail(length=5):
    entries, previous = [], FIRST
    for number in range(length):
        made = entry(previous, NOON + timedelta(minutes=number), "an", "export", f"answers {number}", "yearly report")
        entries.append(made)
        previous = made.hash
    return entries


def test_a_whole_trail_and_an_empty_one_are_in_order():
    assert verify(trail()) is None
    assert verify([]) is None


@pytest.mark.parametrize("name", [field.name for field in fields(trail(1)[0])])
def test_a_change_to_any_field_is_found_at_its_place(name):
    entries = trail()
    changed = NOON + timedelta(days=1) if name == "at" else "x"
    entries[2] = replace(entries[2], **{name: changed})
    assert verify(entries) == 2


def test_a_forged_entry_with_a_fitting_hash_breaks_the_next():
    entries = trail()
    old = entries[2]
    entries[2] = entry(old.previous_hash, old.at, "somebody else", old.act, old.what, old.reason)
    assert verify(entries) == 3


@given(st.integers(0, 3))
def test_an_entry_left_out_is_found(place):
    entries = trail()
    del entries[place]
    assert verify(entries) == place


@given(st.permutations(range(5)))
def test_any_other_order_is_found(order):
    entries = trail()
    found = verify([entries[place] for place in order])
    assert (found is None) is (list(order) == sorted(order))


def test_an_end_cut_off_shows_against_a_copy_of_the_last_hash():
    entries = trail()
    assert verify(entries[:3]) is None
    assert verify(entries[:3], last_hash=entries[-1].hash) == 3
    assert verify(entries, last_hash=entries[-1].hash) is None


def test_the_same_moment_in_another_zone_or_without_one_from_the_database_is_the_same():
    brussels = timezone(timedelta(hours=1))
    entries = [replace(found, at=found.at.astimezone(brussels)) for found in trail()]
    assert verify(entries) is None
    assert verify([replace(found, at=found.at.replace(tzinfo=None)) for found in trail()]) is None


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        entry(FIRST, NOON.replace(tzinfo=None), "an", "view", "flags", "duty")


@given(st.text(), st.text(), st.text(), st.text())
def test_words_cannot_slip_from_one_field_into_the_next(who, act, what, reason):
    one = entry(FIRST, NOON, who, act, what, reason)
    other = entry(FIRST, NOON, who + act, "", what, reason)
    assert (one.hash == other.hash) is (act == "")
