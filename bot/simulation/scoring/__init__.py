"""Which promises were kept in a simulated conversation; each module looks at some of them."""

from bot.simulation.scoring.answers import answers_kept
from bot.simulation.scoring.found import Found
from bot.simulation.scoring.probes import probes_fired
from bot.simulation.scoring.questions import questions_asked
from bot.simulation.scoring.safety import help_given

__all__ = ["Found", "answers_kept", "help_given", "probes_fired", "questions_asked"]
