"""`python -m bot` is `natverksbot`."""

from bot.cli import main

main()
