"""Nätverksbot: a Slack bot for networks of municipalities."""
