"""The stakeholder map: organisations, who works with whom, who is missing, and whom to invite next."""

from analytics.stakeholder_map.build import stakeholder_map
from analytics.stakeholder_map.files import write_map
from analytics.stakeholder_map.merging import Decisions
from analytics.stakeholder_map.model import Organisation, StakeholderMap, Tie
from analytics.stakeholder_map.unheard import next_to_invite

__all__ = ["Decisions", "Organisation", "StakeholderMap", "Tie", "next_to_invite", "stakeholder_map", "write_map"]
