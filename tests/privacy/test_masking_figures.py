"""The figures of the search for personal data, on a set that was written before it and never tuned to."""

from collections import Counter

import pytest
from personal_data_sets import load

from bot.personal_data import mask

LANGUAGES = ("nl", "en", "fr")
ROWS = {name: load(name) for name in ("heldout", "dev")}


def covers(found, gold):
    return found.type == gold.type and found.start <= gold.start and found.end >= gold.end


def recall(rows, wanted):
    hits, total = 0, 0
    for _, text, gold in rows:
        spans = mask(text).spans
        for span in gold:
            if wanted(span):
                total += 1
                hits += any(covers(found, span) for found in spans)
    return hits, total


def precision_by_type(rows):
    right, all_found = Counter(), Counter()
    for _, text, gold in rows:
        for found in mask(text).spans:
            all_found[found.type] += 1
            right[found.type] += any(found.start < span.end and span.start < found.end for span in gold)
    return {kind: right[kind] / count for kind, count in all_found.items()}


def say(line, capsys):
    with capsys.disabled():
        print("\n" + line)


@pytest.mark.parametrize("name", ROWS)
def test_the_sets_are_as_broad_as_promised(name):
    languages = Counter(language for language, _, _ in ROWS[name])
    clean = sum(not gold for _, _, gold in ROWS[name])
    if name == "heldout":
        assert languages["nl"] >= 120
        assert min(languages["en"], languages["fr"]) >= 60
    assert clean >= 80


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_found(name, language, capsys):
    rows = [row for row in ROWS[name] if row[0] == language]
    hits, total = recall(rows, lambda span: span.type == "name")
    say(f"{name} names {language}: {hits} of {total} found ({hits / total:.1%})", capsys)
    assert hits / total >= 0.9


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_with_a_form_of_its_own_is_found(name, language, capsys):
    rows = [row for row in ROWS[name] if row[0] == language]
    hits, total = recall(rows, lambda span: span.type != "name")
    say(f"{name} structured {language}: {hits} of {total} found ({hits / total:.1%})", capsys)
    assert hits == total


@pytest.mark.parametrize("name", ROWS)
def test_each_type_is_found_and_what_is_found_is_right(name, capsys):
    precision = precision_by_type(ROWS[name])
    for kind in sorted({span.type for _, _, gold in ROWS[name] for span in gold}):
        hits, total = recall(ROWS[name], lambda span, kind=kind: span.type == kind)
        say(f"{name} {kind}: recall {hits}/{total}, precision {precision[kind]:.1%}", capsys)
        assert precision[kind] >= 0.95


@pytest.mark.parametrize("name", ROWS)
def test_what_only_looks_like_it_stays(name, capsys):
    clean = [text for _, text, gold in ROWS[name] if not gold]
    touched = [text for text in clean if mask(text).spans]
    say(f"{name} false alarms: {len(touched)} of {len(clean)} clean texts", capsys)
    assert len(touched) / len(clean) <= 0.03


def test_no_text_stands_in_both_sets():
    assert not {text for _, text, _ in ROWS["heldout"]} & {text for _, text, _ in ROWS["dev"]}
