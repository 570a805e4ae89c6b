"""The map as networks (networkx): who works with whom, who was named by whom, and who is named together."""

from collections.abc import Iterable, Mapping
from typing import Any

from analytics.stakeholder_map.model import Organisation, StakeholderMap, Tie

_TWICE = 2
_SAMPLED_FROM = 500
"""From so many organisations on, betweenness is estimated from a sample of them."""


def betweenness(organisations: Iterable[Organisation], ties: Iterable[Tie]) -> dict[str, float]:
    """Return how often each organisation lies on the shortest way between two others, 0 to 1, whoever named whom."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(one.key for one in organisations)
    graph.add_edges_from((tie.source, tie.target) for tie in ties)
    sample = _SAMPLED_FROM // 5 if len(graph) > _SAMPLED_FROM else None
    return {key: round(value, 4) for key, value in nx.betweenness_centrality(graph, k=sample, seed=1).items()}


def two_mode(namers: Mapping[str, set[str]]) -> Any:
    """Return the graph of namers and organisations; a namer is a number, and the graph is for counting only."""
    import networkx as nx

    graph = nx.Graph()
    number: dict[str, int] = {}
    for organisation, people in namers.items():
        graph.add_node(organisation, bipartite="organisation")
        for who in sorted(people):
            graph.add_node(number.setdefault(who, len(number)), bipartite="namer")
            graph.add_edge(number[who], organisation)
    return graph


def named_together(namers: Mapping[str, set[str]], key: Mapping[str, str]) -> tuple[tuple[str, str, int], ...]:
    """Return the pairs of organisations that two people or more named both, the most often first.

    This is the two-mode network folded onto the organisations: it shows who stands in the same circle even where the
    two told nothing of each other.
    """
    from networkx.algorithms import bipartite

    several = {name: people for name, people in namers.items() if len(people) >= _TWICE}
    if not several:
        return ()
    folded = bipartite.weighted_projected_graph(two_mode(several), list(several))
    pairs: list[tuple[str, str, int]] = []
    for one, other, weight in folded.edges(data="weight"):
        if weight >= _TWICE:
            first, second = sorted((key[one], key[other]), key=_number)
            pairs.append((first, second, int(weight)))
    return tuple(sorted(pairs, key=lambda pair: (-pair[2], _number(pair[0]), _number(pair[1]))))


def _number(key: str) -> int:
    return int(key[1:])


def network(found: StakeholderMap) -> Any:
    """Return the map as a directed graph: organisations with what is known of them, ties as they were told."""
    import networkx as nx

    graph = nx.DiGraph()
    for one in found.organisations:
        graph.add_node(one.key, **_attributes(one))
    for tie in found.ties:
        graph.add_edge(
            tie.source,
            tie.target,
            frequency=tie.frequency or "",
            about="|".join(tie.about),
            told_by=tie.told_by,
            confirmed=tie.confirmed,
        )
    return graph


def _attributes(one: Organisation) -> dict[str, str | int | float | bool]:
    known: dict[str, str | int | float | bool | None] = {
        "label": one.name,
        "kind": one.kind,
        "kind_guessed": one.kind_guessed,
        "regions": "|".join(one.regions),
        "interviewed": one.interviewed,
        "named_by": one.named_by,
        "tied_by": one.tied_by,
        "missed_by": one.missed_by,
        "introduced_by": one.introduced_by,
        "influence_self_rated": one.influence,
        "interest_self_rated": one.interest,
        "between": one.between,
    }
    return {name: value for name, value in known.items() if value is not None}
