"""The Monday digest: off unless wanted; what is for members only is not told in the channel."""

from __future__ import annotations

from datetime import date, timedelta

from bot.models import Experience
from tests.reminders.played import CHANNEL_ID, days, told
from tests.world import NOW


def contributed(world, title, *, may_publish, member_id=None):
    world.add(
        Experience(
            network_id=world.network_id, period_id=world.period_id, title=title, did="y", may_publish=may_publish,
            member_id=member_id,
            created_at=NOW - timedelta(days=2), changed_at=NOW,
        )
    )  # fmt: skip


def test_it_is_off_by_default_and_comes_every_monday_when_wanted(world):
    assert told(world, "digest", "2020-04-01", "2020-04-30") == []
    world.settings(digest=True)
    said = told(world, "digest", "2020-04-01", "2020-04-30")
    # Easter Monday's comes on the Wednesday before Maundy Thursday
    assert days(said) == ["2020-04-06", "2020-04-08", "2020-04-20", "2020-04-27"]
    assert {each.to for each in said} == {CHANNEL_ID} and "Inget möte är planerat" in said[0].text


def test_it_tells_dates_what_is_late_and_what_is_new(world):
    world.settings(digest=True)
    world.meeting(month=date(2020, 5, 1))
    world.activity(1, "Lagen", {"title": "Samtal", "when": "Jan 2020", "ends": date(2020, 1, 31)})
    world.activity(2, "I tid", {"title": "Annat", "when": "Höst 2020", "ends": date(2020, 12, 31)})
    contributed(world, "Skolval för alla", may_publish=True)
    contributed(world, "Inte för alla", may_publish=False)
    text = told(world, "digest", "2020-02-10", "2020-02-10")[0].text
    assert "maj 2020" in text and "1. Lagen" in text and "I tid" not in text
    assert "Skolval för alla" in text and "Inte för alla" not in text and "1 till, bara för" in text


def test_the_member_behind_an_experience_has_the_name_of_its_period(world):
    world.settings(digest=True)
    member_id = world.member("Nya namnet", kept={str(world.period_id): {"name": "Gamla namnet"}})
    contributed(world, "Skolval för alla", may_publish=True, member_id=member_id)
    text = told(world, "digest", "2020-02-10", "2020-02-10")[0].text
    assert "Gamla namnet" in text and "Nya namnet" not in text


def test_there_is_none_outside_a_period(world):
    world.settings(digest=True)
    assert told(world, "digest", "2022-02-01", "2022-02-28") == []
