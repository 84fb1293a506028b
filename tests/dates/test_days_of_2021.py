"""Every way people write a day, week, month, season or row of 2021: read as itself or asked about, never as another."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import in_words
from bot.dates.typed import AmbiguousDate, NamedSpan, NotADate, find_date, parse_date
from bot.dates.when import ONE_DAY, Seasons, Span

TODAY = date(2020, 10, 1)


def read(text: str) -> str:
    """What a text is read as, or the offers with a question mark."""
    try:
        return _written(parse_date(text, TODAY))
    except AmbiguousDate as doubt:
        return "? " + " | ".join(map(_written, doubt.offers))
    except NotADate as fault:
        return f"- {fault.reason}"


def _written(meant: NamedSpan) -> str:
    span = meant.span
    days = str(span.first) if span.days == 1 else f"{span.first}/{span.last}"
    return f"{meant.side} {days}".strip()


MEANT = {
    "2021-05-14": "14 maj 2021; den 14 maj 2021; 14 maj -21; 14 maj-21; 14 maj 21; 14 maj ’21; 14 maj '21; 14/5-21; "
    "14/5 -21; 14/5 2021; 14/5 21; 14/5/21; 14/5/2021; 14.5.21; 14.05.2021; 20210514; 2021-05-14; 2021/05/14; "
    "den fjortonde maj 2021; fredag 14 maj -21; fredagen den 14:e maj 2021; May 14, 2021; May 14th, 2021; "
    "May 14th '21; 14 May 21; the 14th of May, 2021; the fourteenth of May 2021; Friday 14 May 2021; 5/14/21",
    "2021-05-01/2021-05-31": "maj 2021; maj -21; maj-21; maj ’21; maj '21; maj -2021; 2021-05; maj månad 2021; "
    "i maj -21; i maj 21; May '21; May of 2021; in May 21; maj nästa år",
    "2021-11-01/2021-11-30": "november -21; nov -21; nov ’21; i nov 21; Nov '21; nov. 2021; november 2021",
    "2021-07-01/2021-12-31": "hösten -21; hösten 21; hösten ’21; ht 21; ht-21; ht21; ht 2021; autumn '21; "
    "höstterminen 2021; andra halvåret 2021; H2 2021; second half of 2021; fall 2021",
    "2021-01-01/2021-06-30": "våren 21; våren -21; vt-21; vt 21; spring '21; spring of 2021; första halvåret -21",
    "2021-05-24/2021-05-30": "v 21 2021; v. 21 -21; v21-21; vecka 21 -21; vecka 21 21; v 21 ’21; 2021 v 21; 2021-W21; "
    "week 21 2021; week 21 of 2021; week 21, 2021",
    "2021-05-17/2021-06-06": "v. 20-22; v 20–22 2021; vecka 20 till 22 2021; v 20 - 22; weeks 20-22, 2021",
    "2021-04-01/2021-06-30": "Q2 2021; Q2 -21; Q2'21; kvartal 2 2021; andra kvartalet 2021; andra kvartalet -21; "
    "second quarter of 2021; kv 2 2021",
    "2021-01-01/2021-06-30 ": "Q1-2 2021; Q1–Q2 2021",
    "2021-05-14/2021-05-15": "14-15/5; 14–15 maj 2021; 14-15 maj -21; från 14 till 15 maj; May 14-15, 2021; "
    "May 14th to 15th, 2021; 2021-05-14–2021-05-15; mellan 14 och 15 maj 2021",
    "2021-05-01/2021-11-30": "maj–november 2021; mellan maj och november 2021; från maj till november 2021; "
    "between May and November 2021; maj-november -21; maj 2021–november 2021",
    "2020-01-01/2021-12-31": "2020–2021; 2020-21; 2020/21; 2020/2021; från 2020 till 2021; mellan 2020 och 2021",
    "2021-06-25/2021-06-26": "midsommar; midsommar 2021; midsommarhelgen -21; Midsummer; midsummer '21",
    "2021-06-25": "midsommarafton 2021; Midsummer's Eve 2021",
    "2021-04-02": "långfredagen; långfredagen 2021; Good Friday 2021",
    "2021-04-03": "påskafton; påskafton -21",
    "2021-04-02/2021-04-05": "påsk; påsken 2021; Easter 2021; i påsk",
    "2021-05-13": "Kristi himmelsfärd; Kristi himmelsfärdsdag 2021; Ascension Day 2021",
    "2021-05-22/2021-05-23": "pingst; pingsten 2021; Whitsun 2021",
    "2021-04-30": "Valborg; valborgsmässoafton 2021",
    "2021-05-01": "första maj; 1 maj 2021; May 1st 2021",
    "2021-06-06": "nationaldagen; nationaldagen 2021; 6 juni -21",
    "2021-11-06": "alla helgons dag 2021; All Saints' Day 2021",
    "2021-12-13": "lucia 2021; lucia -21",
    "2021-12-24": "julafton 2021; Christmas Eve 2021",
    "2021-12-31": "nyårsafton 2021; New Year's Eve 2021",
    "2021-12-24/2021-12-26": "julen 2021; i jul 2021; Christmas 2021",
    "2021-07-01/2021-07-31": "juli -21; in Jul 2021",
    "2020-10-03": "i övermorgon",
    "2020-10-05/2020-10-11": "nästa vecka; next week",
    "from 2021-05-01/2021-05-31": "från maj; från och med maj; fr.o.m. maj; fr o m maj -21; from May; from May 2021; "
    "starting in May; maj 2021 och framåt; May onwards; May 2021 or later; from May onwards; med start i maj",
    "until 2020-11-01/2020-11-30": "fram till november; till och med november; t.o.m. november; t o m nov; "
    "tom nov 2020; "
    "ända till november; until November; by November; through November 2020; up to Nov. 2020; senast i november; "
    "fram till och med november; no later than November; november eller tidigare",
    "until 2021-05-14": "senast 14 maj; fram till den 14 maj 2021; t.o.m. 14/5-21; until May 14; by 14 May '21",
    "from 2021-05-14": "från 14 maj; fr.o.m. den 14:e maj; from May 14th, 2021; från och med 14/5-21",
    "after 2021-06-01/2021-08-31": "efter sommaren; after the summer; efter sommaren -21; senare än sommaren 2021",
    "before 2021-06-01/2021-08-31": "före sommaren; innan sommaren; before the summer; före sommaren 2021",
    "after 2021-06-25/2021-06-26": "efter midsommar; after Midsummer; efter midsommar -21",
    "before 2021-07-01/2021-07-31": "före semestern 2021; innan semestern; före juli",
    "from 2021-07-01/2021-12-31": "från nästa höst; från och med hösten 2021; from the autumn of 2021; från ht-21",
    "before 2020-12-24/2020-12-26": "före jul; innan jul; before Christmas",
    "2020-05-01/2020-10-01": "sedan maj; sedan i maj; since May; since May 2020; alltsedan maj -20",
    "2021-06-01/2021-10-31": "efter maj men före november 2021; efter maj och innan november -21; "
    "after May 2021 and before November 2021",
    "2020-10-01/2021-05-31": "från idag till maj; från i dag till slutet av maj; from today until the end of May; "
    "från och med i dag till och med maj; mellan i dag och maj",
    "2020-10-05/2020-11-30": "från nästa vecka till november; from next week to November; från nästa vecka t.o.m. nov",
    "2021-05-01/2021-05-10": "början av maj; i början av maj 2021; i början på maj -21; beginning of May; "
    "early May 2021; "
    "the start of May; inledningen av maj",
    "2021-05-11/2021-05-20": "mitten av maj; i mitten av maj -21; mid-May; mid May 2021; in the middle of May",
    "2021-05-21/2021-05-31": "slutet av maj; i slutet på maj; the end of May 2021; late May; at the end of May",
    "2021-05-16/2021-05-31": "andra halvan av maj; second half of May 2021; andra hälften av maj -21",
    "2021-01-01/2021-04-30": "början av 2021; i början av nästa år; beginning of 2021; the start of next year",
    "2020-09-01/2020-12-31": "slutet av året; i slutet av året; end of the year; årets slut; the end of 2020",
    "2021-07-01/2021-08-31": "början av hösten 2021; i början på hösten -21",
    "2021-05-03/2021-05-09": "första veckan i maj; första veckan i maj -21; first week of May; "
    "the first week in May 2021",
    "2021-05-24/2021-05-30 ": "sista veckan i maj; den sista veckan i maj 2021; last week of May 2021",
    "2021-05-10/2021-05-16": "andra veckan i maj; 2:a veckan i maj; veckan med 14 maj; week of 14 May; "
    "the week of May 14; "
    "veckan 10 maj; veckan kring den 12 maj 2021; week commencing 10 May",
    "2021-05-03": "första måndagen i maj; first Monday of May 2021; den första måndagen i maj",
    "2021-05-27": "sista torsdagen i maj; the last Thursday in May; last Thursday of May 2021",
    "2021-05-31": "sista dagen i maj; last day of May; the last day in May 2021",
    "2021-05-15/2021-05-16": "helgen 15–16 maj; tredje helgen i maj; helgen den 15 maj; helgen v 19 2021; "
    "weekend of 15 May; the third weekend of May",
    "2020-10-03/2020-10-04": "helgen; i helgen; this weekend; the weekend; den här helgen; kommande helg; "
    "nästkommande helg; stundande helg; the coming weekend; upcoming weekend",
    "2020-10-10/2020-10-11": "nästa helg; next weekend",
    "2020-09-28/2020-10-04 ": "i veckan; veckan; under veckan; denna vecka; den här veckan; this week",
    "2020-11-01/2020-11-30": "nästa månad; next month; om en månad",
    "2021-01-01/2021-12-31": "nästa år; next year; 2021; år 2021; om ett år",
    "2020-10-15": "om två veckor; in two weeks; om 14 dagar; om ett par veckor; två veckor från nu; den 15:e; "
    "the 15th; den 15",
    "2020-10-14": "den 14:e; the 14th; den 14; 14:e",
    "2020-10-08": "på torsdag; torsdag; on Thursday; nästa torsdag",
    "2020-10-01": "idag; i dag; today; i kväll; tonight; i eftermiddag",
    "2020-10-02": "imorgon; i morgon; tomorrow",
    "2020-10-01/2020-10-15": "inom två veckor; de närmaste två veckorna; within two weeks; the next two weeks",
    "2019-10-01/2020-10-01": "senaste året; senaste 12 månaderna; the last 12 months; the past year",
    "2021-06-30/2021-07-01": "halvårsskiftet 2021; halvårsskiftet",
    "2021-05-17/2021-05-30": "vecka 20 och 21; v. 20-21; v20-21; vecka 20 och 21 2021",
    "2021-05-01/2021-06-30": "maj/juni 2021; maj/juni -21; May/June 2021",
    "2021-01-01/2021-08-31": "vår/sommar 2021",
    "2021-11-01/2021-11-30 ": "nov/21; 11/2021; nov/2021; november2021",
    "2021-05-01/2021-05-15": "the first half of May; första halvan av maj",
    "2021-04-01/2021-04-30": "om ett halvår",
    "until 2020-12-24/2020-12-26": "fram till jul; t.o.m. julen",
    "2020-12-24/2020-12-26": "i jul; julen; Christmas",
    "2020-12-31/2021-01-01": "nyår; nyårshelgen; årsskiftet",
    "2021-05-01/2021-05-31 ": "2021 i maj; 2021, maj; år 2021 i maj",
    "2021-05-14 ": "May 14; may 14; on May 14",
    "2021-05-01/2021-06-30  ": "1/5-30/6; 1/5 - 30/6; 1/5–30/6 2021; 1/5-30/6-21; från 1/5 till 30/6; "
    "5/1-6/30; 1.5-30.6; 1.5–30.6.",
    "2021-05-14/2021-06-02": "14/5-2/6; 14/5–2/6 2021",
    "2021-09-01/2021-12-31": "slutet av 21; i slutet av -21; slutet av året 21; end of '21; late 2021",
    "2021-01-01/2021-12-31 ": "'21; -21; år 21; året 2021; hela 2021; throughout 2021; under nästa år",
    "2020-09-29": "i förrgår kväll; i förrgår på kvällen",
    "2020-10-02 ": "i morgon bitti; i morgon förmiddag; tomorrow morning",
    "2020-10-08 ": "torsdag morgon; nästkommande torsdag; kommande torsdag; upcoming Thursday; Thursday evening",
    "2020-07-01/2020-07-31": "3 mån sedan; för 3 mån sedan; tre månader sedan",
    "2020-09-17": "a fortnight ago; 2 v sedan; two weeks ago",
    "2020-10-12/2020-10-18": "nästnästa vecka; the week after next; veckan efter nästa",
    "2021-07-01/2021-09-30": "3:e kvartalet 2021; 3 kv 2021; kv. 3 2021; Q3-21",
    "2021-10-01/2021-12-31": "sista kvartalet 2021; the last quarter of 2021",
    "2020-12-01/2021-02-28": "vintern 2020/2021; vintern 2020-21; vintern 20/21; winter 2020/21",
    "2020-12-31/2021-01-01 ": "årsskiftet 2020/2021; årsskiftet 20/21",
    "2021-01-01/2021-06-30  ": "nästa halvår; kommande halvåret; vårterminen 2021; spring term 2021",
    "2020-10-01/2020-12-31": "resten av året; under resten av året; återstoden av hösten; rest of the year",
    "2021-05-31 ": "sista maj; siste maj 2021; den sista maj -21",
    "2021-01-01/2021-02-28": "jan-feb; jan–feb 2021; jan/feb 2021",
    "from 2021-05-01/2021-05-31 ": "tidigast i maj; i maj tidigast; inte före maj; maj framöver; "
    "May 2021 at the earliest",
    "until 2021-05-01/2021-05-31": "senast maj; i maj senast; inte senare än maj; May 2021 at the latest",
    "? 2021-02-22/2021-02-28 | 2021-03-01/2021-03-07": "vecka 8 eller 9; v. 8 eller 9 2021; week 8 or 9",
    "? 2020-11-20/2021-01-21 | 2020-11-01/2021-01-31": "nov 20-jan 21",
    "? 2021-05-21 | 2021-05-01/2021-05-31": "May 21; maj 21",
    "? 2021-05-14 | 2014-05-01/2014-05-31": "maj 14",
    "? 2021-08-30/2021-09-05 | 2021-09-06/2021-09-12": "första veckan i september 2021; first week of September 2021",
    "? from 2020-11-21 | from 2021-11-01/2021-11-30": "från nov 21; from nov 21",
    "? 2020-11-21 | 2021-11-01/2021-11-30": "nov 21; november 21",
    "? 2021-05-14 | 2014-05-21": "21-05-14; 210514",
    "? 2014-05-21 | 2021-05-14": "14-05-21; 140521",
    "? 2021-05-20 | 2021-05-20/2021-05-21": "",
    "? 2021-05-20 | 2021-05-20/2021-05-21 ": "20/5-21",
    "? 2021-12-24/2021-12-26 | 2021-07-01/2021-07-31": "jul 2021; jul -21",
    "? 2020-12-31/2021-01-01 | 2021-12-31/2022-01-01": "nyår 2021",
    "? 2020-12-01/2021-02-28 | 2021-12-01/2022-02-28": "vintern 2021; winter 2021",
    "- varies": "sportlovet; höstlovet 2021; påsklovet; i jullovet",
    "- unknown": "november -2x; november 20211; maj 2021x; förra mötet",
}  # fmt: skip
ROWS = [
    (text, meant.strip()) for meant, texts in MEANT.items() for text in filter(None, map(str.strip, texts.split(";")))
]


@pytest.mark.parametrize(("text", "meant"), ROWS)
def test_it_is_read_as_what_it_must_mean_or_asked_about(text: str, meant: str) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(("text", "meant"), [row for row in ROWS if row[1][0] != "-"])
def test_it_is_read_alike_in_a_sentence(text: str, meant: str) -> None:
    assert meant_in(f"vem är värd {text}?") == meant


def meant_in(sentence: str) -> str:
    try:
        meant = find_date(sentence, TODAY)
    except AmbiguousDate as doubt:
        return "? " + " | ".join(map(_written, doubt.offers))
    assert meant, sentence
    return _written(meant)


@pytest.mark.parametrize(
    ("sentence", "doubt", "offers"),
    [
        ("vem är värd i november -2x?", "rest", ["2020-11-01/2020-11-30", "2021-11-01/2021-11-30"]),
        ("vem är värd november 20211", "rest", ["2020-11-01/2020-11-30", "2021-11-01/2021-11-30"]),
        ("möten i maj och november", "several", ["2021-05-01/2021-05-31", "2020-11-01/2020-11-30"]),
        ("finns det något nästa vecka eller i maj", "several", ["2020-10-05/2020-10-11", "2021-05-01/2021-05-31"]),
        ("möten vecka 20 och 22", "several", ["2021-05-17/2021-05-23", "2021-05-31/2021-06-06"]),
        ("möten 13, 14 och 16 maj", "several", ["2021-05-13", "2021-05-14", "2021-05-16"]),
        ("möten i höst och vår", "several", ["2020-07-01/2020-12-31", "2021-01-01/2021-06-30"]),
        ("möten maj/november 2021", "several", ["2021-05-01/2021-05-31", "2021-11-01/2021-11-30"]),
        ("är det möte till jul eller i maj", "several", ["2020-12-24/2020-12-26", "2021-05-01/2021-05-31"]),
        ("är det 14 eller 15 maj?", "several", ["2021-05-14", "2021-05-15"]),
        ("vem är värd 14 och 20 maj", "several", ["2021-05-14", "2021-05-20"]),
    ],
)
def test_what_is_left_out_of_a_date_is_asked_about(sentence: str, doubt: str, offers: list[str]) -> None:
    with pytest.raises(AmbiguousDate) as asked:
        find_date(sentence, TODAY)
    assert (asked.value.doubt, [_written(each) for each in asked.value.offers]) == (doubt, offers)


@pytest.mark.parametrize(
    "sentence",
    [
        "möte i v. 99",
        "de två första veckorna i maj",
        "två dagar efter påsk",
        "om några veckor",
        "möte den 32 maj",
        "maj året därpå",
        "v 54",
        "within a few months",
        "vem är värd veckan efter midsommar",
        "träffas vi på sportlovet",
        "möten 13/13-21",
        "möten 31/2-21",
        "möten 14-5",
        "vem är värd 21-05",
        "möten 2021-5",
        "möten 5-2021",
        "möten 30/2",
        "möten 20210231",
        "möten härom veckan",
        "häromdagen",
        "möten om ett tag",
        "för ett tag sedan",
        "vad hände för länge sedan",
        "möten på 90-talet",
        "möten månadsskiftet maj/juni",
        "möten i månadsskiftet",
        "möten vardagar i maj",
        "möten varannan torsdag",
        "the first Thursday of every month",
        "möten måndag om en vecka",
        "Monday week",
        "fredag 8 dagar",
        "veckan därpå",
        "sommarhalvåret",
        "vinterhalvåret 2021",
        "på sensommaren",
        "julveckan",
        "möten andra veckan",
        "möten utom i maj",
        "möten kring 14 maj",
        "samma tid förra året",
        "den 14 nästa månad",
        "1 maj-helgen",
        "möten v. 8/9",
        "jan/feb/mars",
        "14 05 2021",
        "för 1,5 år sedan",
        "de kommande månaderna",
        "Easter holidays",
        "vecka 99",
    ],
)
def test_a_time_that_is_not_understood_is_no_other_time(sentence: str) -> None:
    with pytest.raises(NotADate):
        find_date(sentence, TODAY)


@pytest.mark.parametrize("sentence", ["möten 1821", "vem var värd 2821?", "möten år 1821 i maj", "1821", "maj 1821"])
def test_a_year_that_nobody_answers_for_is_refused_as_one(sentence: str) -> None:
    with pytest.raises(NotADate) as refused:
        find_date(sentence, TODAY)
    assert refused.value.reason == "out_of_range"


@pytest.mark.parametrize(
    "sentence",
    ["erfarenhet 1821", "aktivitet 1821", "sal 1204", "1500 invånare", "ring 0701 2345", "dnr 13/13",
     "KS 13/45", "det var 13/45", "vargar i vår kommun", "vi har det i vardagen", "vilken veckodag är det", "24/7"],
)  # fmt: skip
def test_what_only_looks_like_a_time_is_none(sentence: str) -> None:
    assert find_date(sentence, TODAY) is None


@pytest.mark.parametrize("sentence", ["god jul!", "i maj 14 personer kommer", "14 maj 13.00", "på torsdag 9"])
def test_numbers_beside_a_date_that_are_no_part_of_it_are_no_doubt(sentence: str) -> None:
    find_date(sentence, TODAY)


@pytest.mark.parametrize(
    "sentence", ["KS 2020-21", "ärende KS 2020-21", "dnr 2020-21", "ks 2020/21", "diarienummer 2019/20", "KSN 2020-05",
                 "aktivitet 3", "den 3:e aktiviteten", "the 3rd meeting", "klass 2a", "en gång i veckan", "from Gävle"]
)  # fmt: skip
def test_the_number_of_a_case_or_of_a_thing_is_no_date(sentence: str) -> None:
    assert find_date(sentence, TODAY) is None


days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
languages = st.sampled_from(["sv", "en"])


def forms_of_a_day(day: date, language: str) -> list[str]:
    names, short = in_words.names(language), f"{day:%y}"
    month, abbreviated = names.months[day.month], names.short_months[day.month]
    numeric = [f"{day.day}/{day.month}-{short}", f"{day.day}/{day.month} {day.year}", f"{day.day}.{day.month}.{short}",
               f"{day:%d.%m.%Y}", f"{day:%Y%m%d}", f"{day:%y-%m-%d}", f"{day:%y%m%d}", f"{day:%d-%m-%y}",
               f"{day:%d/%m/%y}", str(day)]  # fmt: skip
    years = (f" {day.year}", f" -{short}", f"-{short}", f" ’{short}", f" {short}", f", {day.year}")
    return numeric + [
        form
        for name in (month, abbreviated)
        for year in years
        if year[0] != "-" or not day.day < int(short) <= 31
        for form in (f"{day.day} {name}{year}", f"{name} {day.day}{year}", f"the {day.day}th of {name}{year}")
    ]


def forms_of_a_month(day: date, language: str) -> list[str]:
    names, short = in_words.names(language), f"{day:%y}"
    years = (f" {day.year}", f" -{short}", f"-{short}", f" '{short}", f" {short}", f" of {day.year}")
    forms = [f"{name}{year}" for name in (names.months[day.month], names.short_months[day.month]) for year in years]
    return [each for each in forms if language == "sv" or not each.endswith(f" {short}")]  # "May 14" is a day


def assert_itself_or_asked(text: str, meant: Span, today: date) -> None:
    for read_as in (parse_date, find_date):
        try:
            span = read_as(text, today)
        except NotADate:
            continue
        except AmbiguousDate as doubt:
            assert not doubt.offers or doubt.doubt == "weekday" or meant in [each.span for each in doubt.offers], text
        else:
            assert span is None or span.span == meant, (text, span)


@given(days, days, languages)
def test_any_day_in_any_form_is_read_as_itself_or_asked_about(day: date, today: date, language: str) -> None:
    for text in forms_of_a_day(day, language) if day.year <= today.year + 10 else ():
        assert_itself_or_asked(text, Span.day(day), today)


@given(days, days, languages)
def test_any_month_in_any_form_is_read_as_itself_or_asked_about(day: date, today: date, language: str) -> None:
    for text in forms_of_a_month(day, language):
        if day.year <= today.year + 10:
            assert_itself_or_asked(text, Span.month(day.year, day.month), today)


@given(days, days, st.integers(1, 8))
def test_any_week_season_or_row_is_read_as_itself_or_asked_about(day: date, today: date, length: int) -> None:
    year, week, _ = day.isocalendar()
    if year > today.year + 10:
        return
    for text in (f"v {week} {year}", f"v. {week} -{year % 100:02}", f"vecka {week} {year % 100:02}", f"{year}-W{week}"):
        assert_itself_or_asked(text, Span.week(year, week), today)
    for name, season in (("våren", "spring"), ("hösten", "autumn"), ("sommaren", "summer")):
        for text in (f"{name} {day.year}", f"{name} -{day:%y}", f"{name} {day:%y}", f"{name} ’{day:%y}"):
            assert_itself_or_asked(text, Seasons().span(season, day.year), today)
    last = day + length * ONE_DAY
    if last.month == day.month:
        name = in_words.SWEDISH.months[day.month]
        for text in (f"{day.day}-{last.day} {name} {day.year}", f"från {day.day} till {last.day} {name} -{day:%y}"):
            assert_itself_or_asked(text, Span(day, last), today)
