"""The responses around a section, and the search without vectors."""

import re
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from bot.guidance.library import Library
from bot.guidance.vectors import kept_vectors

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def responses() -> dict[str, list[dict]]:
    text = (ROOT / "data/guidance_chat/responses.yml").read_text(encoding="utf-8")
    return YAML(typ="safe").load(text)["responses"]


def test_every_response_has_the_three_languages(responses: dict[str, list[dict]]):
    for name, variations in responses.items():
        assert name.startswith("utter_guidance_")
        assert [one["condition"][0]["value"] for one in variations] == ["nl", "en", "fr"], name


def test_the_languages_ask_for_the_same_values(responses: dict[str, list[dict]]):
    for name, variations in responses.items():
        asked = {tuple(sorted(re.findall(r"\{(\w+)\}", one["text"]))) for one in variations}
        payloads = {tuple(button["payload"] for button in one.get("buttons", ())) for one in variations}
        assert len(asked) == len(payloads) == 1, name


def test_buttons_fit_in_telegram_and_cannot_be_taken_for_commands(library: Library, responses: dict[str, list[dict]]):
    longest = max(library.sections, key=len)
    for variations in responses.values():
        for button in (button for one in variations for button in one.get("buttons", ())):
            payload = re.sub(r"\{\w+\}", longest, button["payload"])
            assert not payload.startswith("/")
            assert len(payload.encode()) <= 64
            assert "{" in button["title"] or len(button["title"]) <= 25


def test_no_answer_goes_out_without_its_source(responses: dict[str, list[dict]]):
    for name in ("answer", "follow_up", "whole", "week", "tip_of_the_week"):
        assert all("{sources}" in one["text"] for one in responses[f"utter_guidance_{name}"])


def test_it_goes_by_words_alone_where_there_is_no_encoder(folder: Path):
    library = Library.load(folder, encoder=None)
    assert library.ask("Hoe voer ik een diepte-interview?", "nl").sections[0].key == "interviews"
    assert library.ask("En als iemand het niet weet?", "nl", "interviews").follow_up is not None
    assert library.ask("wat is de hoofdstad van Peru", "nl").sure != "sure"


class Counting:
    name = "counting"
    calls = 0

    def vectors(self, texts):
        self.calls += 1
        return np.ones((len(texts), 2), dtype=np.float32)


def test_vectors_are_made_once_and_anew_when_the_file_is_damaged(tmp_path: Path):
    encoder = Counting()
    for _ in range(2):
        assert kept_vectors(encoder, ["a", "b"], tmp_path).shape == (2, 2)
    assert encoder.calls == 1
    next(tmp_path.glob("*.npy")).write_bytes(b"broken")
    assert kept_vectors(encoder, ["a", "b"], tmp_path).shape == (2, 2)
    assert kept_vectors(encoder, ["a", "c"], tmp_path).shape == (2, 2)
    assert encoder.calls == 3
