"""Files with one JSON object a line: what is read, and what is told of a line that is none."""

import pytest

from bot.json_lines import BadLine, numbered_rows


def read(tmp_path, content):
    path = tmp_path / "answers.jsonl"
    path.write_bytes(content)
    return list(numbered_rows(path))


def test_each_object_comes_with_the_number_of_its_line(tmp_path):
    content = b'\xef\xbb\xbf{"a": 1}\r\n\r\n  {"a": "\xc3\xa9"}  \n\t\n{"a": null}'
    assert read(tmp_path, content) == [(1, {"a": 1}), (3, {"a": "é"}), (5, {"a": None})]


def test_half_an_emoji_and_no_number_are_still_read(tmp_path):
    assert read(tmp_path, b'{"said": "ok \\ud83d"}\n{"value": NaN}')[0] == (1, {"said": "ok \ud83d"})
    assert read(tmp_path, b'{"value": Infinity}') == [(1, {"value": float("inf")})]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"a": 1} {"a": 2}', "is not JSON."),
        (b'{"a": 1},', "is not JSON."),
        (b'{"a": ', "is not JSON."),
        (b"een antwoord", "is not JSON."),
        (b'{"a": "\xe9"}', "is not in UTF-8."),
        (b"[1, 2]", "is not an object with fields."),
        (b"12", "is not an object with fields."),
        (b'{"a":' * 100_000, "is nested too deeply."),
    ],
)
def test_a_line_that_is_no_object_is_told_by_its_number(tmp_path, line, told):
    with pytest.raises(BadLine) as fault:
        read(tmp_path, b'{"a": 1}\n' + line + b"\n")
    assert str(fault.value) == f"answers.jsonl:2: the line {told}"
