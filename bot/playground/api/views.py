"""views.*: opening and changing modals, publishing App Home."""

from __future__ import annotations

from typing import Any

from bot.playground.api.method import Args, method
from bot.playground.backstage import Backstage
from bot.playground.strict import check_view
from bot.playground.workspace import Json, PlaygroundError


def _view(args: Args) -> Any:
    return args.structure("view", "invalid_arguments")


def _trigger(args: Args) -> str:
    return args.text("trigger_id") or args.text("interactivity_pointer") or args.need("trigger_id")


@method("views.open")
def open_view(back: Backstage, args: Args) -> Json:
    """A refused view does not use the trigger up."""
    view = _view(args)
    check_view(view, "modal")
    trigger = back.tickets.exchange(_trigger(args))
    return {"view": back.views.as_slack(back.views.open(trigger.user_id, view))}


@method("views.push")
def push_view(back: Backstage, args: Args) -> Json:
    """Only a trigger that came out of an open modal can push."""
    view = _view(args)
    check_view(view, "modal")
    trigger = back.tickets.exchange(_trigger(args), in_modal=True)
    return {"view": back.views.as_slack(back.views.push(trigger.user_id, view))}


@method("views.update")
def update_view(back: Backstage, args: Args) -> Json:
    shown = back.views.find(args.get("view_id"), args.get("external_id"))
    return {"view": back.views.as_slack(back.views.update(shown, _view(args), args.get("hash")))}


@method("views.publish")
def publish_view(back: Backstage, args: Args) -> Json:
    user = back.team.user(args.need("user_id"))
    home = back.team.seed.manifest.get("features", {}).get("app_home")
    if home is not None and not home.get("home_tab_enabled"):
        raise PlaygroundError("not_enabled")
    return {"view": back.views.as_slack(back.views.publish(user.id, _view(args), args.get("hash")))}
