"""From answers to insights, a map, a report and exports. Knows neither Rasa nor Telegram."""
