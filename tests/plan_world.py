"""A small world that holds the Partnership's real plan for 2020–2021."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

import bot
from bot.db import Database
from bot.models import Meeting, Member, Network, Period, Role
from bot.plan.load import apply
from bot.plan.reading import read_plan
from tests.databases import fill_alike
from tests.world import CHANNEL_ID, NOW, World

PLAN = Path(bot.__file__).parent / "plans" / "partnerskapet-2020-2021.yaml"


class PlanWorld(World):
    """The real plan, each of whose meetings is known to take place, with the official of Gävle and the elected of
    Örebro in it."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        fill_alike(database, _load)
        with database.reading() as session:
            self.network_id = session.scalars(select(Network.id)).one()
            self.period_id = session.scalars(select(Period.id)).one()
            self.members = {each.name: each.id for each in session.scalars(select(Member))}
        self.official = self.person("Tjänsteperson, Gävle", Role.OFFICIAL, self.members["Gävle"])
        self.elected = self.person("Förtroendevald, Örebro", Role.ELECTED, self.members["Örebro"])


def _load(database: Database) -> None:
    with database.writing() as session:
        apply(session, read_plan(PLAN), NOW, CHANNEL_ID)
        for each in session.scalars(select(Meeting)):
            each.took_place = True
