"""The light check: what it warns of, what it lets be, and that no text makes it slow."""

from __future__ import annotations

import pytest

from bot.experiences.personal_data import personal_data
from tests.patience import within

IDENTITY = ["811218-9876", "19811218-9876", "811218+9876", "198112189876", "8112189876", "811278-9873", "811218 9876",
            "811218–9876", "född 20121212-1212.", "(121212-1212)"]  # fmt: skip
PHONES = ["070-174 06 05", "0701740605", "070 174 06 05", "+46 70 174 06 05", "+46(0)70-1740605", "0046 70 174 06 05",
          "08-123 456 78", "026-17 80 00", "(026) 17 80 00", "0480 – 45 00 00", "+47 22 12 34 56"]  # fmt: skip
MAILS = ["a@exempel.se", "förnamn.efternamn@gävle.se", "<a.b+c@x.example.org>"]
QUIET = [
    *("KS 2019/76", "KS 2019/00123", "dnr 2020-001234", "KS 2020-0512-1234", "SFS 2018:1197", "Prop. 2017/18:186"),
    *("2020-05-14", "14-15 maj 2020", "01-02 2020", "01/02 2020", "01-02-2020", "5-1-2020", "den 05-14 2020", "200514"),
    *("20200514", "2020-2022", "2020 2021 2022 2023", "1989 och 2020", "2019/76: 2019, 2020–2022", "vecka 20-24 2020"),
    *("kl 08.00-16.00", "kl 0800-1600", "08:00–16:30", "0-18 år", "0,5 procent", "10 000 kr", "1 000 000 kr"),
    *("212000-2338", "112 34 Gävle", "978-91-7000-123-4", "ISSN 0346-1238", "barn@skolan", "s. 12-13, 140-152"),
    *("https://gavle.se/2020/05/14/0123456", "0 1 2 3 4 5 6 7 8", "8112189875", "811218 9875"),
]


@pytest.mark.parametrize("text", IDENTITY)
def test_identity_numbers_are_seen_in_every_way_of_writing(text):
    assert personal_data([f"Barnet {text} var med"]) == ("identity",)


@pytest.mark.parametrize("text", PHONES)
def test_telephone_numbers_are_seen(text):
    assert personal_data([f"Ring {text} nu"]) == ("phone",)


@pytest.mark.parametrize("text", MAILS)
def test_mail_addresses_are_seen(text):
    assert personal_data([f"Skriv till {text} nu"]) == ("mail",)


@pytest.mark.parametrize("text", QUIET)
def test_dates_years_case_numbers_and_sums_are_let_be(text):
    assert personal_data([f"Se {text} nu", text]) == ()


@pytest.mark.parametrize("text", ["0" * 9000, "0 " * 9000, "+46 " * 9000, "a@" * 9000, "811218-" * 3000, "(0" * 9000])
def test_no_text_makes_it_slow(text):
    assert within(0.5, lambda: personal_data([text]))
