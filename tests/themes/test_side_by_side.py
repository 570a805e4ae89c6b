"""Many answers are coded by several programs; what comes out is the same, also where such a program ends or cannot start."""

import os

import pytest

from analytics.themes import Coder, coder, side_by_side
from analytics.themes.side_by_side import Programs


def of_whom(number):
    return number, os.getpid()


def end_at_three(number):
    if number == 3 and os.environ.get("MEESPRAAK_TEST_HERE") != str(os.getpid()):
        os._exit(9)
    return number


def nothing():
    pass


@pytest.fixture
def programs(two):
    made = Programs(nothing)
    yield made
    made.close()


@pytest.fixture
def two(monkeypatch):
    monkeypatch.setattr(side_by_side, "processors", lambda: 2)
    monkeypatch.setattr(coder, "processors", lambda: 2)
    monkeypatch.setenv("MEESPRAAK_TEST_HERE", str(os.getpid()))


def test_blocks_are_worked_on_elsewhere_and_come_back_in_order(programs):
    found = list(programs.each(of_whom, range(6)))
    assert [number for number, _ in found] == list(range(6))
    assert os.getpid() not in {who for _, who in found}


def test_what_an_ended_program_left_is_done_here(programs):
    assert list(programs.each(end_at_three, range(6))) == list(range(6))


def test_where_no_program_can_be_started_all_is_done_here(programs, monkeypatch):
    def none(*_args, **_kwargs):
        raise OSError

    monkeypatch.setattr(side_by_side, "ProcessPoolExecutor", none)
    assert list(programs.each(of_whom, range(3))) == [(number, os.getpid()) for number in range(3)]


def test_many_answers_get_the_same_codes_as_few(two, monkeypatch, another_hand):
    loaded, answers = Coder.load(), [one.answer for one in another_hand]
    alone = loaded.code_all(answers, "words")
    asked, each = [], Programs.each
    monkeypatch.setattr(coder, "MANY", dict.fromkeys(coder.MANY, 100))
    monkeypatch.setattr(
        Programs, "each", lambda self, work, blocks: asked.append(len(blocks)) or each(self, work, blocks)
    )
    assert loaded.code_all(answers, "words") == alone
    assert loaded.code_all(answers[:120], "words") == alone[:120]
    assert asked == [8, 8]
    loaded.close()
