"""The map as files: tables, GraphML, pictures, the same in words, and the merges that staff may correct."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analytics.export.csv_files import write_csv
from analytics.export.safe import without_controls
from analytics.frames import frames
from analytics.guidebook import Guides
from analytics.sharing import taking_part
from analytics.sources import Source
from analytics.stakeholder_map import merges_file
from analytics.stakeholder_map.build import stakeholder_map
from analytics.stakeholder_map.grid import grid_picture
from analytics.stakeholder_map.model import StakeholderMap
from analytics.stakeholder_map.network import network
from analytics.stakeholder_map.picture import picture, png
from analytics.stakeholder_map.told import Told
from bot.guide import Language

if TYPE_CHECKING:
    from collections.abc import Callable

_NODES = (
    "id",
    "label",
    "kind",
    "kind_guessed",
    "regions",
    "interviewed",
    "named_by",
    "tied_by",
    "missed_by",
    "introduced_by",
    "missing",
    "influence_self_rated",
    "interest_self_rated",
    "between",
    "spellings",
)
_EDGES = ("source", "target", "from", "to", "relation", "frequency", "about", "told_by", "confirmed")


def write_map(source: Source, out: Path, guides: Guides, language: Language = "nl") -> list[Path]:
    """Write the map of a study into a folder and return what was written; `merges.yml` there is read first.

    Raises:
        MergesProblem: `merges.yml` is there and cannot be read.

    """
    decisions = merges_file.read_decisions(out / merges_file.NAME)
    found = stakeholder_map(frames(taking_part(source)), guides, decisions)
    told = Told(found, guides, language)
    out.mkdir(parents=True, exist_ok=True)
    drawn = picture(found, told, language)
    named = [one.name for one in found.organisations if not one.unnamed]
    files: dict[str, Callable[[Path], object]] = {
        "nodes.csv": lambda path: write_csv(nodes(found, told), path),
        "edges.csv": lambda path: write_csv(edges(found, told), path),
        "map.graphml": lambda path: _write_graphml(found, told, path),
        "map.svg": lambda path: path.write_text(drawn, encoding="utf-8"),
        "map.png": lambda path: path.write_bytes(png(drawn)),
        "grid.svg": lambda path: path.write_text(grid_picture(found, told, language), encoding="utf-8"),
        "map.txt": lambda path: path.write_text("\n".join(told.sentences()) + "\n", encoding="utf-8"),
        merges_file.NAME: lambda path: merges_file.write_merges(path, found.merging, decisions, named),
    }
    for name, write in files.items():
        write(out / name)
    return [out / name for name in files]


def nodes(found: StakeholderMap, told: Told) -> pd.DataFrame:
    """Return one row an organisation; `named_by` and the like say how many people, never who."""
    missing = {one.key for one in found.missing}
    rows = [
        (
            one.key,
            told.name(one),
            one.kind,
            one.kind_guessed,
            "|".join(one.regions),
            one.interviewed,
            one.named_by,
            one.tied_by,
            one.missed_by,
            one.introduced_by,
            one.key in missing,
            one.influence,
            one.interest,
            one.between,
            "|".join(one.spellings),
        )
        for one in found.organisations
    ]
    return pd.DataFrame(rows, columns=list(_NODES))


def edges(found: StakeholderMap, told: Told) -> pd.DataFrame:
    """Return one row a tie as it was told (`works_with`), and a pair that several people named both (`named_together`)."""
    name = {one.key: told.name(one) for one in found.organisations}
    rows = [
        (
            tie.source,
            tie.target,
            name[tie.source],
            name[tie.target],
            "works_with",
            tie.frequency,
            "|".join(tie.about),
            tie.told_by,
            tie.confirmed,
        )
        for tie in found.ties
    ]
    rows += [
        (one, other, name[one], name[other], "named_together", None, "", people, False)
        for one, other, people in found.named_together
    ]
    return pd.DataFrame(rows, columns=list(_EDGES))


def _write_graphml(found: StakeholderMap, told: Told, path: Path) -> None:
    import networkx as nx

    graph = network(found)
    for one in found.organisations:
        graph.nodes[one.key]["label"] = told.name(one)
    for _, known in graph.nodes(data=True):
        known |= {name: without_controls(value)[0] for name, value in known.items() if isinstance(value, str)}
    nx.write_graphml(graph, path, encoding="utf-8", prettyprint=True)
