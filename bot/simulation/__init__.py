"""A world to run the bot in: a Telegram of our own, people who talk to it, time that jumps."""
