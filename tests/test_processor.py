"""What numpy is told of the processor."""

from pathlib import Path

import pytest

from bot import processor

MODERN = "avx2 fma avx512f avx512cd avx512bw avx512dq avx512vl"


@pytest.mark.parametrize(
    ("flags", "way"), [(MODERN, "SkylakeX"), ("avx avx2 fma", "Haswell"), ("sse4_2 avx", None), ("avx2 avx512f", None)]
)
def test_a_processor_goes_the_way_it_can(
    flags: str, way: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "cpuinfo").write_text(f"model\t: 207\nflags\t\t: fpu {flags}\n", encoding="ascii")
    monkeypatch.setattr(processor, "CPU", tmp_path / "cpuinfo")
    monkeypatch.delenv(processor.SETTING, raising=False)
    processor.tell_openblas()
    assert processor.os.environ.get(processor.SETTING) == way
    monkeypatch.delenv(processor.SETTING, raising=False)


def test_what_somebody_chose_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(processor.SETTING, "Nehalem")
    processor.tell_openblas()
    assert processor.os.environ[processor.SETTING] == "Nehalem"
