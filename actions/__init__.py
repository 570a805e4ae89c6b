"""Rasa's actions: read the turn, call the core, return events."""
