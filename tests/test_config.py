"""Settings: environment before .env, every fault named at once, in words an installer can act on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Settings, SettingsRefused, missing_for_slack, read_settings, terminal_language, web_address

NAMES = [name.upper() for name in Settings.__dataclass_fields__]


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def write_env(*lines: str) -> None:
    Path(".env").write_text("\n".join(lines), encoding="utf-8")


def faults(**given: str) -> list[str]:
    write_env(*(f"{name}={value}" for name, value in given.items()))
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    return refused.value.faults


def test_without_anything_the_defaults_hold() -> None:
    settings = read_settings()
    assert settings == Settings()
    assert settings.database_url == "sqlite:///natverksbot.db"
    assert (settings.host, settings.port, settings.delivery_settle) == ("127.0.0.1", 3000, 45.0)


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write_env("PORT=4000", "HOST=0.0.0.0")
    monkeypatch.setenv("PORT", "5000")
    settings = read_settings()
    assert (settings.port, settings.host) == (5000, "0.0.0.0")


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "  ")
    monkeypatch.setenv("DATABASE_URL", "")
    assert read_settings() == Settings()


def test_blanks_and_quotes_around_a_value_do_not_matter() -> None:
    Path(".env").write_text(
        "export SLACK_BOT_TOKEN='xoxb-1 '  # the bot's\nCOORDINATORS = U1, W2 ,\n", encoding="utf-8"
    )
    settings = read_settings()
    assert (settings.slack_bot_token, settings.coordinator_ids) == ("xoxb-1", ("U1", "W2"))


def test_a_dollar_in_a_password_stays_one() -> None:
    write_env("DATABASE_URL=postgresql+psycopg://u:p${HOME}@h/d")
    assert read_settings().database_url == "postgresql+psycopg://u:p${HOME}@h/d"


def test_the_api_address_ends_with_a_slash_and_the_public_one_without() -> None:
    Path(".env").write_text(
        "SLACK_API_URL=http://127.0.0.1:9/api\nPUBLIC_URL=https://bot.example/x/\n", encoding="utf-8"
    )
    settings = read_settings()
    assert (settings.slack_api_url, settings.public_url) == ("http://127.0.0.1:9/api/", "https://bot.example/x")


@pytest.mark.parametrize(
    "address",
    ["https://", "https://a b", "https://a.se/x?y", "https://a.se/#x", "a.se", "ftp://a.se", "https://a..se", "https://.se",
     "https://u:p@a.se", "https://a.se:0", "https://a.se:99999", "https://a.se/<x>", "https:///x", "https://-a.se", "https://[x"],
)  # fmt: skip
def test_what_no_address_can_be_built_on_is_refused(address: str) -> None:
    assert faults(PUBLIC_URL=address)[0].startswith("PUBLIC_URL must be an address that begins with https://")
    assert faults(SLACK_API_URL=address)[0].startswith("SLACK_API_URL ")


@pytest.mark.parametrize(
    "address",
    ["https://åre.se/nät", "http://localhost:3000", "http://127.0.0.1:9", "http://[::1]:80/x", "https://a-b.c_d.se"],
)
def test_what_an_address_can_be_built_on_is_taken(address: str) -> None:
    assert web_address(f"{address}/") == address


def test_every_fault_is_named_at_once() -> None:
    found = faults(
        PORT="70000", COORDINATORS="U1,@anna", SLACK_API_URL="slack.com", PUBLIC_URL="ftp://x", COMMAND_PREFIX="Å",
        DELIVERY_SETTLE="-1", LOG_LEVEL="loud",
    )  # fmt: skip
    assert len(found) == 7
    for name in ("PORT", "'@anna'", "SLACK_API_URL", "PUBLIC_URL", "COMMAND_PREFIX", "DELIVERY_SETTLE", "LOG_LEVEL"):
        assert any(name in each for each in found), name


@pytest.mark.parametrize("port", ["-1", "3000.0", "65536", "９９", "1" * 5000, "http"])
def test_what_is_no_port_is_refused(port: str) -> None:
    assert faults(PORT=port)[0].startswith("PORT ")


@pytest.mark.parametrize("seconds", ["inf", "nan", "-0", "1e3", "3601", "45s"])
def test_what_are_no_seconds_is_refused(seconds: str) -> None:
    assert faults(DELIVERY_SETTLE=seconds)[0].startswith("DELIVERY_SETTLE ")


def test_what_slack_needs_is_named_together_with_the_other_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "x")
    with pytest.raises(SettingsRefused) as refused:
        read_settings(for_slack=True)
    assert [each.split()[0] for each in refused.value.faults] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "PORT"]


def test_a_socket_needs_no_signing_secret_and_http_no_app_token() -> None:
    assert missing_for_slack(Settings(slack_bot_token="b", slack_app_token="a")) == []
    assert missing_for_slack(Settings(slack_bot_token="b", slack_signing_secret="s")) == []
    assert len(missing_for_slack(Settings())) == 2
    assert Settings(slack_app_token="a").socket_mode and not Settings(slack_signing_secret="s").socket_mode


def test_a_file_that_cannot_be_read_is_said() -> None:
    Path(".env").write_bytes("SLACK_BOT_TOKEN=å".encode("latin-1"))
    with pytest.raises(SettingsRefused, match="UTF-8"):
        read_settings()
    Path(".env").unlink()
    Path(".env").mkdir()
    with pytest.raises(SettingsRefused, match="cannot be read"):
        read_settings()


@pytest.mark.parametrize(
    ("lang", "code"), [("sv_SE.UTF-8", "sv"), ("sv", "sv"), ("en_US.UTF-8", "en"), ("C", "en"), ("", "en")]
)
def test_the_terminal_speaks_the_language_of_its_environment(
    monkeypatch: pytest.MonkeyPatch, lang: str, code: str
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", lang)
    assert terminal_language() == code


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-hemlig", "must begin with xoxb-; what stands there is a person's token"),
        ("SLACK_BOT_TOKEN", "xapp-hemlig", "what stands there is an app-level token (SLACK_APP_TOKEN)"),
        ("SLACK_APP_TOKEN", "xoxb-hemlig", "must begin with xapp-; what stands there is a bot's token"),
        ("SLACK_BOT_TOKEN", "hemlig", "must begin with xoxb-"),
        ("SLACK_BOT_TOKEN", "”xoxb-hemlig”", "has a quotation mark"),
        ("SLACK_BOT_TOKEN", "xoxb-hem lig", "a blank"),
        ("SLACK_SIGNING_SECRET", "xoxb-hemlig", "must be the app's Signing Secret"),
        ("SLACK_SIGNING_SECRET", "“hemlig”", "has a quotation mark"),
    ],
)
def test_a_secret_of_the_wrong_kind_is_one_sentence_that_does_not_quote_it(name: str, typed: str, said: str) -> None:
    assert [each for each in faults(**{name: typed}) if said in each and each.startswith(name) and "hemlig" not in each]
