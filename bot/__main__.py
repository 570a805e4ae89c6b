"""`python -m bot` is `meespraak`."""

from bot.cli import main

main()
