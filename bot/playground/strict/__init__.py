"""What Slack refuses in texts, blocks, views and metadata, in Slack's own words. Pure."""

from bot.playground.strict.blocks import check_blocks
from bot.playground.strict.messages import check_message
from bot.playground.strict.views import check_view

__all__ = ["check_blocks", "check_message", "check_view"]
