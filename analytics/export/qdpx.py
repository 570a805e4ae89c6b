"""REFI-QDA, the exchange format of NVivo, ATLAS.ti, MAXQDA and QualCoder (www.qdasoftware.org, version 1.0).

A zip with `project.qde` (UTF-8 without a mark) and the interviews as plain text under `sources` (lower case: ATLAS.ti
refuses another). Positions count Unicode code points. Every answer is a selection coded with its question, and with its
themes where those are given.
"""

import uuid
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import XMLGenerator

import pandas as pd

from analytics.export.coding import Codes, Coding
from analytics.export.safe import without_controls
from analytics.export.transcript import Transcript, transcripts
from analytics.frames import Frames
from analytics.guidebook import Guides, label_of
from analytics.views import labelled
from bot.guide import Language

NAMESPACE = "urn:QDA-XML:project:1.0"
_SPACE = uuid.UUID("5c1f1a52-8f0b-4a39-9c39-6c1f3a6b7a10")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""What a zip can hold as its oldest time; the same for all, so that equal studies give equal files."""
_OF_PERSON = ("role", "organisation_type", "organisation", "region", "partnership", "age_band", "language")
_OF_INTERVIEW = ("guide", "edition", "round", "channel", "status")


def write_qdpx(
    frames: Frames, guides: Guides, path: Path, language: Language, codes: Codes | None = None
) -> tuple[int, int]:
    """Write a study, and return the number of sources and of control signs replaced."""
    answers = labelled(frames.answers, guides, language)
    held = list(transcripts(answers, language))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        with file.open(zipfile.ZipInfo("project.qde", _EARLIEST), "w") as project:
            _Project(project, frames, guides, language, codes).write(held)
        for one in held:
            file.writestr(zipfile.ZipInfo(f"sources/{_guid('source', one.interview)}.txt", _EARLIEST), one.text)
    return len(held), sum(one.replaced for one in held)


def _guid(*name: str) -> str:
    """Return an identifier that is the same in every export of the same thing."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(name))).upper()


class _Project:
    """Writes `project.qde`, its elements in the order of the schema."""

    def __init__(self, file: Any, frames: Frames, guides: Guides, language: Language, codes: Codes | None) -> None:
        self._xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
        self._frames, self._guides, self._language, self._codes = frames, guides, language, codes

    def write(self, held: list[Transcript]) -> None:
        """Write the whole project."""
        self._xml.startDocument()
        user = _guid("user", "auto")
        self._open("Project", name="Meespraak", origin="Meespraak", creatingUserGUID=user, xmlns=NAMESPACE)
        with_users = {"auto": "Meespraak", "human": "Reviewer"}
        self._open("Users")
        for key, name in with_users.items():
            self._empty("User", guid=_guid("user", key), name=name)
        self._close("Users")
        if held:
            self._code_book(held)
            self._variables()
            self._cases(held)
            self._sources(held)
        self._close("Project")
        self._xml.endDocument()

    def _code_book(self, held: list[Transcript]) -> None:
        asked = dict.fromkeys(said.question for one in held for said in one.said)
        themes = self._codes.themes if self._codes else ()
        self._open("CodeBook")
        self._open("Codes")
        if asked:
            self._open("Code", guid=_guid("group", "questions"), name="questions", isCodable="false")
            for key in asked:
                self._code(_guid("question", key), key, self._question(key))
            self._close("Code")
        if themes or not asked:
            self._open("Code", guid=_guid("group", "themes"), name="themes", isCodable="false")
            for theme in themes:
                about = theme.definition.get(self._language, "")
                self._code(_guid("theme", theme.key), theme.name.get(self._language, theme.key), about)
            self._close("Code")
        self._close("Codes")
        self._close("CodeBook")

    def _question(self, key: str) -> str:
        for guide in self._guides.current:
            question = self._guides.question(guide, key)
            if question is not None:
                return label_of(question, self._language)
        return ""

    def _code(self, guid: str, name: str, about: str) -> None:
        self._open("Code", guid=guid, name=name, isCodable="true")
        self._text("Description", about)
        self._close("Code")

    def _variables(self) -> None:
        self._open("Variables")
        for name in (*_OF_PERSON, *(f"interview_{one}" for one in _OF_INTERVIEW)):
            self._empty("Variable", guid=_guid("variable", name), name=name, typeOfVariable="Text")
        self._close("Variables")

    def _cases(self, held: list[Transcript]) -> None:
        """Write one case a respondent, with all interviews held with them."""
        people = self._frames.participants.drop_duplicates("participant").set_index("participant")
        sources: dict[str, list[str]] = {}
        for one in held:
            sources.setdefault(one.participant, []).append(one.interview)
        self._open("Cases")
        for participant, interviews in sources.items():
            self._open("Case", guid=_guid("case", participant), name=participant)
            if participant in people.index:
                self._values(people.loc[participant], _OF_PERSON, "")
            for interview in interviews:
                self._empty("SourceRef", targetGUID=_guid("source", interview))
            self._close("Case")
        self._close("Cases")

    def _sources(self, held: list[Transcript]) -> None:
        interviews = self._frames.interviews.drop_duplicates("interview").set_index("interview")
        by_answer = self._known_codings()
        self._open("Sources")
        for one in held:
            guid, row = _guid("source", one.interview), interviews.loc[one.interview]
            name = f"{row['guide']} {one.interview} {one.participant}"
            self._open("TextSource", guid=guid, name=name, plainTextPath=f"internal://{guid}.txt", **_made(row))
            for said in one.said:
                self._selection(one, said.answer, said.question, (said.start, said.end), by_answer)
            self._values(row, _OF_INTERVIEW, "interview_")
            self._close("TextSource")
        self._close("Sources")

    def _known_codings(self) -> dict[str, list[Coding]]:
        """Return the codings by answer, without those of a theme that the codebook does not have."""
        if self._codes is None:
            return {}
        known = {theme.key for theme in self._codes.themes}
        found = self._codes.of_answers().items()
        return {answer: [coding for coding in codings if coding.theme in known] for answer, codings in found}

    def _selection(self, one: Transcript, answer: str, question: str, at: tuple[int, int], by_answer: Any) -> None:
        guid, auto = _guid("selection", one.interview, answer), _guid("user", "auto")
        place = {"startPosition": str(at[0]), "endPosition": str(at[1])}
        self._open("PlainTextSelection", guid=guid, name=question, **place, creatingUser=auto)
        self._coding(guid, "question", question, auto)
        for coding in by_answer.get(answer, ()):
            self._coding(guid, "theme", coding.theme, _guid("user", coding.source))
        self._close("PlainTextSelection")

    def _coding(self, selection: str, kind: str, key: str, user: str) -> None:
        self._open("Coding", guid=_guid("coding", selection, kind, key), creatingUser=user)
        self._empty("CodeRef", targetGUID=_guid(kind, key))
        self._close("Coding")

    def _values(self, row: Any, names: Iterable[str], prefix: str) -> None:
        for name, value in _told(row, names):
            self._open("VariableValue")
            self._empty("VariableRef", targetGUID=_guid("variable", prefix + name))
            self._text("TextValue", value)
            self._close("VariableValue")

    def _open(self, element: str, /, **attributes: str) -> None:
        self._xml.startElement(element, {key: without_controls(value)[0] for key, value in attributes.items()})  # type: ignore[arg-type]  # a dict is a mapping of attributes

    def _close(self, name: str) -> None:
        self._xml.endElement(name)

    def _empty(self, element: str, /, **attributes: str) -> None:
        self._open(element, **attributes)
        self._close(element)

    def _text(self, name: str, text: str) -> None:
        self._open(name)
        self._xml.characters(without_controls(text)[0])
        self._close(name)


def _told(row: Any, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if not pd.isna(row[name]):
            yield name, str(row[name])


def _made(row: Any) -> dict[str, str]:
    """Return who made a source and when the interview began."""
    made = {"creatingUser": _guid("user", "auto")}
    if not pd.isna(row["started_at"]):
        made["creationDateTime"] = f"{row['started_at']:%Y-%m-%dT%H:%M:%SZ}"
    return made
