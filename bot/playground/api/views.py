"""views.*: opening and changing modals, publishing App Home."""

from __future__ import annotations

from typing import Any

from bot.playground.api.method import Args, method
from bot.playground.strict import check_view
from bot.playground.workspace import Json, PlaygroundError
from bot.playground.workspace_state import WorkspaceState


def _view(args: Args) -> Any:
    return args.structure("view", "invalid_arguments")


def _trigger(args: Args) -> str:
    return args.text("trigger_id") or args.text("interactivity_pointer") or args.need("trigger_id")


@method("views.open")
def open_view(local: WorkspaceState, args: Args) -> Json:
    """A refused view does not use the trigger up."""
    view = _view(args)
    check_view(view, "modal")
    trigger = local.tickets.exchange(_trigger(args))
    return {"view": local.views.as_slack(local.views.open(trigger.user_id, view))}


@method("views.push")
def push_view(local: WorkspaceState, args: Args) -> Json:
    """Only a trigger that came out of an open modal can push."""
    view = _view(args)
    check_view(view, "modal")
    trigger = local.tickets.exchange(_trigger(args), in_modal=True)
    return {"view": local.views.as_slack(local.views.push(trigger.user_id, view))}


@method("views.update")
def update_view(local: WorkspaceState, args: Args) -> Json:
    shown = local.views.find(args.get("view_id"), args.get("external_id"))
    return {"view": local.views.as_slack(local.views.update(shown, _view(args), args.get("hash")))}


@method("views.publish")
def publish_view(local: WorkspaceState, args: Args) -> Json:
    user = local.team.user(args.need("user_id"))
    home = local.team.seed.manifest.get("features", {}).get("app_home")
    if home is not None and not home.get("home_tab_enabled"):
        raise PlaygroundError("not_enabled")
    return {"view": local.views.as_slack(local.views.publish(user.id, _view(args), args.get("hash")))}
