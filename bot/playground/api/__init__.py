"""The Web API, one module per family of methods. Importing this package registers all of them."""

from bot.playground.api import chat, conversations, files, identity, reactions, views
from bot.playground.api.method import METHODS, Args, Method

__all__ = ["METHODS", "Args", "Method", "chat", "conversations", "files", "identity", "reactions", "views"]
