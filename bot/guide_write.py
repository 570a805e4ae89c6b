"""Write a guide as the YAML that people read and edit."""

import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from bot.guide import Guide
from bot.guide_stored import as_stored

_IN_ORDER = (
    *("guide", "role", "title", "purpose", "minutes", "minutes_short", "opening", "closing", "probes_in_all"),
    *("rotate", "formal", "member_check", "key", "question", "kind", "rule", "goal", "serves", "core", "for_each"),
    *("label", "ask_if", "after", "unless_words", "text", "explain", "low", "high", "most", "other", "alone", "words"),
    *("choices", "probes", "own_probes", "max_probes", "questions"),
)
_ON_ONE_LINE = ("opening", "closing", "ask_if", "after", "probes", "words", "unless_words")
_TEXTS = ("text", "explain", "label", "title", "purpose")
_ESCAPED = re.compile(r"((?<!\\)(?:\\\\)*)\\U([0-9A-F]{8})")
"""An emoji as the writer leaves it between double quotes."""
_WIDE = 10_000
"""Never break a line: a broken sentence is hard to edit."""


def guide_as_yaml(guide: Guide) -> str:
    """Return the text of a guide's file; loading it gives the same guide and edition."""
    stored = as_stored(guide)
    stored["guide"] = stored.pop("key")
    writer: Any = YAML()
    writer.width = _WIDE
    writer.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    writer.dump(_ordered(stored), text)
    return _ESCAPED.sub(lambda found: found[1] + chr(int(found[2], 16)), text.getvalue())


def _ordered(values: Mapping[str, Any], *, flow: bool = False) -> CommentedMap:
    known = {name: values[name] for name in _IN_ORDER if name in values}
    result = CommentedMap()
    for name, value in {**known, **values}.items():
        if value is not None:
            result[name] = _part(value, flow=flow or name in _ON_ONE_LINE, quoted=name in _TEXTS)
            short = name == "text" and "choices" not in values and set(values) <= {"key", "text", "words", "alone"}
            if short:
                result[name].fa.set_flow_style()
    if flow:
        result.fa.set_flow_style()
    return result


def _part(value: Any, *, flow: bool, quoted: bool) -> Any:
    if isinstance(value, Mapping):
        if quoted:
            return CommentedMap({key: DoubleQuotedScalarString(text) for key, text in value.items()})
        return _ordered(value, flow=flow)
    if isinstance(value, list):
        result = CommentedSeq(_part(item, flow=flow, quoted=quoted) for item in value)
        if flow:
            result.fa.set_flow_style()
        return result
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
