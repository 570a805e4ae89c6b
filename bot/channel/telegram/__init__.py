"""Telegram: what comes in is stored before it is confirmed, what goes out keeps its order."""
