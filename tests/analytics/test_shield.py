"""Totals give nobody away: fifty studies, all released tables as equations over persons, of one release and of two."""

import random
from datetime import datetime, timedelta, timezone
from itertools import combinations, product

import pytest
from attack import Reader, counted
from planted_study import START, Rows, one

from analytics.frames import frames
from analytics.involvement import levels_of_people
from analytics.report import released, write_report
from analytics.report.blocks import Section, Table
from analytics.report.context import Context
from analytics.report.sections import answers, design, progress
from analytics.sharing import taking_part
from analytics.shield import Hidden, Release, ReleaseFails, ledger
from analytics.shield.audit import Ranges
from analytics.shield.equations import system

NOW = datetime(2026, 6, 1, tzinfo=timezone.utc)
QUESTIONS = {
    "contact_rhythm": ("monthly", "quarterly", "twice_a_year", "on_decision"),
    "involvement_today": ("1", "2", "3", "4", "5"),
    "missing_introduction": ("yes", "maybe", "no"),
}


def groups(context):
    """The tables by kind of organisation, without the chapters around them: cheap enough to make a hundred times."""
    said = context.coverage.states["stakeholder"]
    whole = context.release.count("state.stakeholder", "stakeholder", said, "completed")
    rows = progress._groups(context, "organisation_type", context.types, "stakeholder", said)
    fields = ("group", "guide", "people", "completed")
    by_kind = Table("", fields, tuple(rows), "progress_by_organisation_type", fields)
    everyone = Table("", ("group", "completed"), (("all", whole),), "progress_by_guide", ("group", "completed"))
    gaps = design._gaps(context, levels_of_people(context.frames, context.guides))
    return Section("groups", "", (everyone, by_kind, gaps))


TABLES = (groups, answers.build)
KINDS = ("municipality", "employer", "association", "education", "social_partner")


class Town:
    """A study by seed, which can grow and shrink; it remembers what everybody said."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.study, self.said, self.kind = Rows(seed), {}, {}
        self.joins(self.draw.randrange(8, 45))

    def joins(self, many):
        for _ in range(many):
            who = f"p{len(self.said)}"
            kind = self.draw.choices(KINDS, (6, 4, 3, 2, 1))[0]
            self.kind[who] = kind
            self.said[who] = {
                key: self.draw.choices(values, range(len(values), 0, -1))[0] for key, values in QUESTIONS.items()
            }
            self.said[who]["state"] = self.draw.choices(("completed", "stopped"), (4, 1))[0]
            told = self.said[who]
            self.study.person(who, "stakeholder", organisation_type=kind, partnership=self.draw.choice("ab"))
            rows = [
                one("contact_rhythm", told["contact_rhythm"]),
                one("involvement_today", int(told["involvement_today"]), "scale"),
                one("involvement_wanted", min(5, int(told["involvement_today"]) + 1), "scale"),
                one("missing_introduction", told["missing_introduction"]),
            ]
            self.study.interview(who, "stakeholder", rows, status=told["state"], at=START)

    def leaves(self, who):
        for name in ("participants", "consents", "interviews"):
            self.study.rows[name] = [row for row in self.study.rows[name] if row["participant"] != who]

    def release(self, guides, earlier=None):
        context = Context(frames(taking_part(self.study.source())), guides, NOW, release=Release(earlier))
        return [section.as_json() for section in released(context, TABLES)], context.release.equations()


def reader_of(town, tables, question, reader=None, people=None):
    """Tell a reader all that the tables say about a question; return what is hidden from them too."""
    reader, people = reader or Reader(QUESTIONS[question]), people or list(town.said)
    rows = {row["value"]: row["people"] for row in counted(tables, f"stakeholder.{question}")}
    for value, count in rows.items():
        if isinstance(count, int):
            reader.hears(people, {value: 1.0}, count)
    return reader, [value for value, count in rows.items() if isinstance(count, dict) and value in QUESTIONS[question]]


def states_of(town, tables):
    """Tell a reader who completed: all together and by kind of organisation."""
    reader = Reader(("completed", "stopped"))
    whole = counted(tables, "progress_by_guide")[0]["completed"]
    if isinstance(whole, int):
        reader.hears(list(town.said), {"completed": 1.0}, whole)
    names = {"municipality": "Gemeente of stad", "employer": "Werkgever of bedrijf", "association": "Vereniging of ngo"}
    shown = {row["group"]: row["completed"] for row in counted(tables, "progress_by_organisation_type")}
    for kind, name in names.items():
        if isinstance(shown.get(name), int):
            reader.hears([who for who in town.said if town.kind[who] == kind], {"completed": 1.0}, shown[name])
    return reader


@pytest.fixture(scope="module")
def towns(guides):
    made = []
    for seed in range(50):
        town = Town(seed)
        made.append((town, *town.release(guides)))
    return made


def test_nobody_can_be_solved_from_the_tables_of_fifty_studies(towns):
    shown = 0
    for town, tables, _ in towns:
        readers = [reader_of(town, tables, question)[0] for question in QUESTIONS] + [states_of(town, tables)]
        shown += sum(len(reader.told) for reader in readers)
        assert [reader.solved_persons() for reader in readers if reader.told] == [
            [] for reader in readers if reader.told
        ]
    print(f"{shown} figures shown in 50 studies, 0 persons solved")
    assert shown > 100


def test_no_hidden_cell_is_known_to_within_three(towns):
    hidden = 0
    for town, tables, _ in towns:
        for question in QUESTIONS:
            reader, cells = reader_of(town, tables, question)
            for value in cells if reader.told else []:
                true = sum(told[question] == value for told in town.said.values())
                low, high = reader.between(town.said, value)
                if true < 5:
                    hidden += 1
                    assert low <= max(0, true - 3)
                    assert high >= true + 3
    print(f"{hidden} hidden cells of fewer than five, each at least three away")
    assert hidden > 30


def test_two_questions_together_leave_open_who_gave_both_answers_by_at_least_the_threshold(towns):
    """Of two counts a and b over the same n people, those in both number from a + b - n to the smaller one (Fréchet)."""
    pairs, narrowest = 0, len(QUESTIONS) * 100
    for town, tables, _ in towns:
        counts = [
            [row["people"] for row in counted(tables, f"stakeholder.{question}") if isinstance(row["people"], int)]
            for question in QUESTIONS
        ]
        for first, second in combinations(counts, 2):
            for a, b in product(first, second):
                pairs += 1
                narrowest = min(narrowest, min(a, b) - max(0, a + b - len(town.said)))
    print(f"{pairs} pairs of figures on two questions; who gave both answers stays open by {narrowest} or more")
    assert pairs > 50
    assert narrowest >= 5


def test_two_releases_together_solve_nobody_either(towns, guides):
    for town, tables, equations in towns[:6]:
        before = list(town.said)
        town.joins(9)
        after, _ = town.release(guides, equations)
        for question in QUESTIONS:
            reader, _ = reader_of(town, tables, question, people=before)
            reader_of(town, after, question, reader)
            new = set(town.said) - set(before)
            assert [found for found in reader.solved_persons() if found[0] in new] == []


def test_without_complementary_suppression_the_audit_stops_the_report(guides, monkeypatch):
    monkeypatch.setattr(Release, "_complement", lambda *_: None)
    for seed in (0, 1, 2):
        with pytest.raises(ReleaseFails, match="would tell what single people answered"):
            Town(seed).release(guides)


def test_ranges_found_the_short_way_are_those_of_linear_programming():
    release = Release()
    said = {f"p{at}": "aaaaaaaaabbbbbbbcccd"[at] for at in range(20)}
    release.count("q", "stakeholder", said, "a")
    release.settle()
    [equation] = release.equations()["q"]
    looked = system([equation], "abcd", [])
    quick, slow = Ranges(looked), Ranges(looked)
    slow._simple = False
    for value in "abcd":
        row = looked.row(equation.units, ((value, 1.0),))
        assert quick.of(row) == slow.of(row)


class Office:
    """Writes reports one after the other, as `meespraak report` does, and keeps the ledger."""

    def __init__(self, guides, folder):
        self.guides, self.folder, self.kept = guides, folder, []

    def writes(self, town, at=NOW):
        held = ledger.read(b"salt", self.kept)
        write_report(
            town.study.source(),
            self.folder,
            self.guides,
            now=at,
            formats=("json",),
            ledger=held,
            keep=lambda made: self.kept.append(ledger.packed(held.salt, made)),
        )
        return (self.folder / "report.json").read_text(encoding="utf-8").split('"sections"')[1]


@pytest.fixture
def town():
    made = Town(3)
    made.joins(20)
    return made


def test_one_more_answer_waits_and_the_report_stays_as_it_was(town, guides, tmp_path):
    office = Office(guides, tmp_path)
    before = office.writes(town)
    town.joins(1)
    after = office.writes(town)
    assert "wordt pas geteld" not in before
    assert counted_people(after) == counted_people(before)
    assert len(office.kept) == 1


def counted_people(text):
    return [line.strip() for line in text.splitlines() if '"people"' in line or '"completed"' in line]


def test_when_one_person_left_no_report_is_written_until_enough_others_came(town, guides, tmp_path):
    office = Office(guides, tmp_path)
    office.writes(town)
    (tmp_path / "report.json").unlink()
    town.leaves("p0")
    with pytest.raises(ReleaseFails, match="since the last one 1 left"):
        office.writes(town)
    assert not (tmp_path / "report.json").exists()
    town.joins(8)
    assert office.writes(town)


def test_the_ledger_holds_no_pseudonym_and_no_answer(town, guides, tmp_path):
    import zlib

    office = Office(guides, tmp_path)
    office.writes(town)
    content = zlib.decompress(office.kept[0])
    assert b'"p1"' not in content
    assert b"Organisatie" not in content


def test_later_answers_of_the_same_people_wait_too(town, guides, tmp_path):
    office = Office(guides, tmp_path)
    before = office.writes(town)
    late = NOW + timedelta(days=1)
    town.study.interview("p1", "stakeholder", [one("contact_rhythm", "monthly")], at=late)
    assert counted_people(office.writes(town, late + timedelta(days=1))) == counted_people(before)


def test_a_share_of_which_too_few_are_left_over_is_hidden():
    release = Release()
    said = {f"p{at}": "yes" if at < 18 else "no" for at in range(20)}
    release.count("q", "stakeholder", said, "yes")
    release.settle()
    assert release.count("q", "stakeholder", said, "yes") == Hidden()


def test_what_one_person_adds_to_an_earlier_release_is_hidden():
    def released(said, earlier=None):
        made = Release(earlier)
        for value in "ab":
            made.count("asked", "stakeholder", said, value)  # only entered
        made.settle()
        figures = [made.count("asked", "stakeholder", said, value) for value in "ab"]
        return made, figures

    said = {f"p{number}": "ab"[number % 2] for number in range(12)}
    first, figures = released(said)
    assert figures == [6, 6]
    later = {**said, "p12": "a"}
    assert released(later)[1] == [7, 6]
    assert Hidden() in released(later, first.equations())[1]
