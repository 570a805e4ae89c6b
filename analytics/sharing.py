"""What of a study may be shared: only of people who take part, and without what gives anybody away.

Both are sources laid over a source, so that every analysis and every export stands on the same rows.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from analytics.sources import Source
from bot.guide import LANGUAGES, Language
from bot.json_lines import Row
from bot.personal_data import mask

_HIDDEN: dict[Language, str] = {"nl": "organisatie", "en": "organisation", "fr": "organisation"}


def consents(source: Source) -> dict[str, set[str]]:
    """Return which scopes each participant agrees to; the newest word on a scope holds."""
    newest: dict[tuple[str, str], tuple[str, bool]] = {}
    for row in source("consents"):
        key, at = (row["participant"], row["scope"]), row.get("at") or ""
        if key not in newest or at >= newest[key][0]:
            newest[key] = (at, bool(row["given"]))
    agreed: dict[str, set[str]] = {}
    for (participant, scope), (_, given) in newest.items():
        if given:
            agreed.setdefault(participant, set()).add(scope)
    return agreed


def taking_part(source: Source) -> Source:
    """Leave out everyone who does not agree to take part, or no longer, and all that is theirs."""
    agreed = {participant for participant, scopes in consents(source).items() if "take_part" in scopes}
    erased = ("erased",)
    interviews = {
        str(row["interview"])
        for row in source("interviews")
        if row["participant"] in agreed and row.get("status") not in erased
    }

    def rows(name: str) -> Iterator[Row]:
        if name == "decisions":
            return source(name)
        if name in ("answers", "flags"):
            return (row for row in source(name) if str(row.get("interview")) in interviews)
        if name == "interviews":
            return (row for row in source(name) if str(row["interview"]) in interviews)
        return (row for row in source(name) if row["participant"] in agreed)

    return rows


def masked(source: Source) -> Source:
    """Mask personal data in free text, and organisations by name where their person did not agree to the map.

    Names of organisations that such a person gave, of their own or of others, become `[organisatie 12]`: the same
    number for the same name throughout, so that who works with whom can still be counted.
    """
    hider = _Hider(source)
    change: dict[str, Callable[[Row], Row]] = {"participants": hider.participant, "answers": hider.answer}

    def rows(name: str) -> Iterator[Row]:
        return map(change[name], source(name)) if name in change else source(name)

    return rows


class _Hider:
    """Knows which names may stand, for whom, and what stands in place of the others."""

    def __init__(self, source: Source) -> None:
        agreed = consents(source)
        self._may = {participant for participant, scopes in agreed.items() if "map" in scopes}
        self._owner = {str(row["interview"]): row["participant"] for row in source("interviews")}
        self._number: dict[str, int] = {}
        self._everywhere = _any_of(self._refused(source))
        own = self._own(source)
        self._pattern = {owner: _any_of(names) for owner, names in own.items()}

    def _refused(self, source: Source) -> set[str]:
        """Return the organisations of which somebody refused and nobody agreed: not named, whoever names them."""
        refused: set[str] = set()
        agreed: set[str] = set()
        for row in source("participants"):
            if name := (row.get("organisation") or "").strip():
                (agreed if row["participant"] in self._may else refused).add(_folded(name))
        return refused - agreed

    def _own(self, source: Source) -> dict[str, set[str]]:
        """Return the organisations that each person who did not agree named."""
        own: dict[str, set[str]] = {}
        for row in source("answers"):
            if row.get("kind") == "list" or row.get("item"):
                owner = self._owner.get(str(row["interview"]), "")
                names = [row.get("item"), *_names(row.get("value"))] if owner not in self._may else []
                named = {_folded(name) for name in names if isinstance(name, str) and name.strip()}
                if named:
                    own.setdefault(owner, set()).update(named)
        return own

    def participant(self, row: Row) -> Row:
        """Return the row without the organisation where it may not be named."""
        return row if row["participant"] in self._may else {**row, "organisation": None}

    def answer(self, row: Row) -> Row:
        """Return the row with its texts fit to be shared."""
        owner = self._owner.get(str(row["interview"]), "")
        found = row.get("language")
        language: Language = found if found in LANGUAGES else "nl"

        def fit(text: Any) -> Any:
            return self._without(_masked(text, language), owner, language) if isinstance(text, str) and text else text

        changed = {"item": fit(row.get("item")), "wording": row.get("wording")}
        if row.get("probe_of") or row.get("item"):  # holds words of an answer
            changed["wording"] = fit(row.get("wording"))
        if row.get("source") != "button":
            changed["said"] = fit(row.get("said"))
        if row.get("kind") == "list" and isinstance(row.get("value"), list):
            changed["value"] = [fit(name) for name in row["value"]]
        return {**row, **changed}

    def _without(self, text: str, owner: str, language: Language) -> str:
        for pattern in (self._pattern.get(owner), self._everywhere):
            if pattern is not None:
                text = pattern.sub(lambda found: self._instead(found[0], language), text)
        return text

    def _instead(self, name: str, language: Language) -> str:
        return f"[{_HIDDEN[language]} {self._number.setdefault(_folded(name), len(self._number) + 1)}]"


@lru_cache(maxsize=100_000)
def _masked(text: str, language: Language) -> str:
    return str(mask(text, language).masked)


def _names(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _any_of(names: set[str]) -> "re.Pattern[str] | None":
    """Return a pattern that finds any of the names as whole words, however they are capitalised; the longest first."""
    spelt = "|".join(r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{spelt})(?!\w)", re.IGNORECASE) if spelt else None
