"""What the bot does with a turn: the verbs that Rasa's actions call.

Each verb takes a `Talk`, one person's conversation as loaded for one turn, changes it and says
something. Nothing is sent and nothing is kept before the turn commits.
"""
