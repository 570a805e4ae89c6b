"""A study as files: for Excel, SPSS, R and Python, and for the tools of qualitative research."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from analytics.cases import Cases, all_cases
from analytics.export import codebook, jsonl
from analytics.export.coded import coded, write_codes_missed, write_codes_review
from analytics.export.coding import MISSED, REVIEW, Codes, codes_by_case
from analytics.frames import Frames, frames
from analytics.guidebook import Guides
from analytics.sharing import masked as masking
from analytics.sharing import taking_part
from analytics.sources import NAMES, Source
from analytics.themes import Coding as Coder
from analytics.themes.review import Assigned
from bot.guide import Language

FORMATS = ("csv", "xlsx", "parquet", "sav", "qdpx", "jsonl")


@dataclass
class Study:
    """What every format writes from."""

    frames: Frames
    guides: Guides
    language: Language
    codes: Codes | None = None
    counts: dict[str, int] = field(default_factory=dict)
    """Rows by file name, and `control_signs_replaced`."""

    @cached_property
    def cases(self) -> list[Cases]:
        """The wide table of each guide."""
        return list(all_cases(self.frames, self.guides))


def write_export(
    source: Source,
    out: Path,
    formats: Sequence[str],
    guides: Guides,
    *,
    masked: bool = True,
    language: Language = "nl",
    codes: Codes | None = None,
    coder: Coder | None = None,
    decided: Sequence[Assigned] = (),
) -> dict[str, int]:
    """Write a study in these formats, with its codebook, and return the number of rows of each file.

    Only people who agree to take part are in it. Masked: without personal data in free text, and with organisations by
    name only where that was agreed to. `language` is that of
    labels; with `codes`, or a `coder` and what humans `decided`, QDPX holds the themes, `codes_by_case.csv` says 0 or 1 for
    each interview, `codes_review.csv` can be corrected by hand, and `codes_missed.csv` says what the codebook misses.

    Raises:
        ValueError: a format is not known.

    """
    unknown = set(formats) - set(FORMATS)
    if unknown:
        raise ValueError(f"There is no format '{min(unknown)}'; there are: {', '.join(FORMATS)}.")
    out.mkdir(parents=True, exist_ok=True)
    shared = taking_part(source)
    shared = masking(shared) if masked else shared
    counts: dict[str, int] = {}
    study = Study(
        frames(jsonl.copied(shared, out, counts) if "jsonl" in formats else shared), guides, language, codes, counts
    )
    if codes is None and coder is not None:
        found = coded(study.frames, coder, decided, language)
        study.codes = codes = found.codes
        counts[REVIEW] = write_codes_review(found.review, out)
        counts[MISSED] = write_codes_missed(found.missed, out)
    for name in FORMATS:
        if name in formats:
            _WRITERS[name](study, out)
    if codes is not None:
        _write_matrix(study, codes, out / "codes_by_case.csv")
    counts["codebook.csv"] = codebook.write(study.cases, out, study.codes.method if study.codes else "")
    return counts


def _write_matrix(study: Study, codes: Codes, path: Path) -> None:
    from analytics.export.csv_files import write_csv

    study.counts[path.name] = write_csv(codes_by_case(codes, study.frames.answers), path)


def _write_csv(study: Study, out: Path) -> None:
    from analytics.export.csv_files import write_csv
    from analytics.export.tables import flat

    for name, table in flat(study.frames, study.guides, study.language).items():
        study.counts[f"{name}.csv"] = write_csv(table, out / f"{name}.csv")
    for cases in study.cases:
        name = f"cases_{cases.guide}.csv"
        study.counts[name] = write_csv(cases.table, out / name)


def _write_jsonl(study: Study, out: Path) -> None:
    used = study.frames.interviews["edition"].dropna().unique()
    editions = {edition: study.guides.editions[edition] for edition in used if edition in study.guides.editions}
    study.counts["guides.jsonl"] = jsonl.write_guides(editions, out / "guides.jsonl")


def _write_parquet(study: Study, out: Path) -> None:
    from analytics.export.parquet import write_parquet

    for name in NAMES:
        study.counts[f"{name}.parquet"] = write_parquet(study.frames.table(name), out / f"{name}.parquet", name)
    for cases in study.cases:
        name = f"cases_{cases.guide}"
        study.counts[f"{name}.parquet"] = write_parquet(cases.table, out / f"{name}.parquet", name)


def _write_xlsx(study: Study, out: Path) -> None:
    from analytics.export.tables import flat
    from analytics.export.xlsx import write_xlsx

    wide = [(f"cases_{cases.guide}", cases.table) for cases in study.cases]
    tables = [*wide, *flat(study.frames, study.guides, study.language).items()]
    described = pd.DataFrame(codebook.rows(study.cases), columns=list(codebook.HEADER))
    replaced = write_xlsx([*tables, ("codebook", described)], out / "meespraak.xlsx")
    study.counts["meespraak.xlsx"] = sum(len(table) for _, table in tables)
    study.counts["control_signs_replaced"] = study.counts.get("control_signs_replaced", 0) + replaced


def _write_sav(study: Study, out: Path) -> None:
    from analytics.export.spss import write_sav

    for cases in study.cases:
        name = f"cases_{cases.guide}.sav"
        study.counts[name], replaced = write_sav(cases, out / name, study.language)
        study.counts["control_signs_replaced"] = study.counts.get("control_signs_replaced", 0) + replaced


def _write_qdpx(study: Study, out: Path) -> None:
    from analytics.export.qdpx import write_qdpx

    path = out / "meespraak.qdpx"
    study.counts[path.name], replaced = write_qdpx(study.frames, study.guides, path, study.language, study.codes)
    study.counts["control_signs_replaced"] = study.counts.get("control_signs_replaced", 0) + replaced


_WRITERS: dict[str, Callable[[Study, Path], None]] = {
    "csv": _write_csv,
    "xlsx": _write_xlsx,
    "parquet": _write_parquet,
    "sav": _write_sav,
    "qdpx": _write_qdpx,
    "jsonl": _write_jsonl,
}

__all__ = ["FORMATS", "Study", "write_export"]
