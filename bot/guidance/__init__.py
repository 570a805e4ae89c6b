"""The guide for coaches: its sections, and finding the one that answers a question."""
