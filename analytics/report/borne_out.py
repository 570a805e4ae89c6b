"""The last look before a report is written: every quote is what somebody said, and every insight tells its n."""

from collections.abc import Iterator, Sequence

from analytics.frames import Frames
from analytics.report.blocks import Advice, Block, Finding, Section


class NotBorneOut(RuntimeError):
    """A sentence of the report is not borne out by what is stored; nothing is written."""


def borne_out(sections: Sequence[Section], frames: Frames) -> None:
    """Hold each insight of a report against the answers it was made of.

    Raises:
        NotBorneOut: a quote is no stored answer, an insight has no n, or a tip no insight that fired it.

    """
    told = [block for section in sections for block in _blocks(section)]
    findings = [block for block in told if isinstance(block, Finding)]
    stored = set(frames.answers["said"].dropna().astype(str)) if any(one.quotes for one in findings) else set()
    for one in findings:
        if not one.n.strip() or one.people < 1:
            raise NotBorneOut(f"The report is not written: {one.key} does not tell of how many people it speaks.")
        if not stored.issuperset(one.quotes):
            raise NotBorneOut(f"The report is not written: a quote at {one.key} is not what somebody answered.")
    for block in told:
        if isinstance(block, Advice) and not block.because.strip():
            raise NotBorneOut(f"The report is not written: the tip {block.key} stands on nothing.")


def _blocks(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for part in section.parts:
        yield from part.blocks
