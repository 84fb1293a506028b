"""The words people ask with, in Swedish and English, and what each is a sign of. Only words; no code reads them here.

Folded: without å ä ö, small; an underscore stands between the words of a phrase. How they are looked up is in
`asked_vocabulary`. A word that is nowhere here is unknown, and unknown words are what keeps the bot from answering
what was not asked: the little words that mean nothing are therefore listed too (`NOISE`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Sign(StrEnum):
    """What a word, or something found in the text, is a sign of."""

    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    WHICH = "which"
    WHAT = "what"
    HOW = "how"
    HOW_LONG = "how_long"
    HOW_MANY = "how_many"
    TELL = "tell"
    LIST = "list"
    MEETING = "meeting"
    MEET = "meet"
    HAPPENS = "happens"
    PARTNERSHIP = "partnership"
    OFFICIALS_MEETING = "officials_meeting"
    STUDY_VISIT = "study_visit"
    WORKING_GROUP = "working_group"
    SEMINAR = "seminar"
    NEXT = "next"
    LAST = "last"
    FINAL = "final"
    AFTER = "after"
    WAS = "was"
    PROGRAMME = "programme"
    DIGITAL = "digital"
    LINK = "link"
    HOST = "host"
    COME = "come"
    ANSWERED = "answered"
    NOT = "not"
    MY = "my"
    ACTIVITY = "activity"
    STEP = "step"
    OPEN = "open"
    LATE = "late"
    DONE = "done"
    ALL = "all"
    TO_DO = "to_do"
    MY_TO_DO = "my_to_do"
    MY_ANSWER = "my_answer"
    RESPONSIBLE = "responsible"
    ABOUT = "about"
    EXPERIENCE = "experience"
    CONTRIBUTE = "contribute"
    SEARCH = "search"
    FIND = "find"
    WORKED = "worked"
    AGREEMENT = "agreement"
    ENDS = "ends"
    BEGINS = "begins"
    CONTACT = "contact"
    SEAT = "seat"
    OFFICIALS = "officials"
    COORDINATES = "coordinates"
    MEMBERS = "members"
    NETWORK = "network"
    COSTS = "costs"
    EXPENSE = "expense"
    WITH = "with"
    JOIN = "join"
    HELP = "help"
    THANKS = "thanks"
    HELLO = "hello"
    CHANGES = "changes"
    """Somebody wants something done, which plain words never do."""
    # what is found in a text, not in a word
    DATE = "date"
    MEMBER = "member"
    NUMBER = "number"
    NAMED = "named"
    """Words that name an activity of the plan."""
    TOPIC = "topic"
    """Words that name something, whatever it be."""


MEETING_ENDS: Final = (
    "mote", "motet", "moten", "motena", "motes", "traff", "traffen", "traffar", "traffarna",
    "möte", "mötet", "möten", "mötena", "mötes", "träff", "träffen", "träffar", "träffarna",
)  # fmt: skip
"""How the word for a meeting ends, alone and in compounds."""
_MEETING_ENDS: Final = "mote motet moten motena motes motestid traff traffen traffar traffarna"


def _compounds(beginnings: str) -> str:
    """Words for a meeting that begin with another word: "partnerskapsmötet"."""
    return " ".join(first + last for first in beginnings.split() for last in _MEETING_ENDS.split())


WORDS: Final[dict[Sign, tuple[str, str]]] = {
    Sign.WHEN: (
        "deadline deadlinen nar vilken_dag vilka_dagar vilket_datum vilka_datum datum datumet datumen tidpunkt "
        "klockslag hur_dags vilken_tid vad_for_datum vilken_vecka vilken_manad",
        "due_date when whens what_date what_day what_time which_date which_day which_days which_week which_month "
        "date dates schedule calendar",
    ),
    Sign.WHERE: (
        "motesplats motesplatsen vart varstans plats platsen platser plat stalle stallet lokal lokalen lokaler ort "
        "orten adress adressen vilken_stad vilken_ort",
        "where wheres place location venue address which_city which_town what_place",
    ),
    Sign.WHO: (
        "vem vems",
        "who whos whom whose hwo",
    ),
    Sign.WHICH: (
        "vilka vilken vilket vika",
        "which whichever",
    ),
    Sign.WHAT: (
        "vad va",
        "what whats",
    ),
    Sign.HOW: (
        "hur_gor_man hur_gor_jag hur_gor_vi hur",
        "how hows",
    ),
    Sign.HOW_LONG: (
        "hur_lang hur_lange hur_lang_tid hur_manga_dagar hur_manga_veckor hur_manga_manader hur_langt dagar_kvar "
        "veckor_kvar tid_kvar lang_tid_kvar hur_mycket_tid hur_snart",
        "how_long how_many_days how_many_weeks how_many_months days_left weeks_left how_soon days_until time_left "
        "days_to_go how_far_off how_far_away how_much_time countdown",
    ),
    Sign.HOW_MANY: (
        "hur_manga antal antalet hur_stor hur_stort",
        "how_many number_of count",
    ),
    Sign.TELL: (
        "status laget_med hur_ser hur_langt_har_vi_kommit hur_langt_har hur_star_det beratta info information "
        "mer_om veta_mer visa visar detaljer",
        "progress tell_me tell show details describe more_about",
    ),
    Sign.LIST: (
        "lista listan listor kalender kalendern tidplan tidsplan schema",
        "list lists overview plan_for",
    ),
    Sign.MEETING: (
        "motesplan motesplanen moteskalender motestider motesdatum tillfalle tillfallet moetet moete sammantrade "
        "sammantradet sammankomst mtoe mtoet " + _MEETING_ENDS + " " + _compounds("natverks"),
        "meeting meetings gathering gatherings meetup session sessions mtg meet_up",
    ),
    Sign.MEET: (
        "aka vi_aka ses sags traffas traffades mots motas mottes samlas samlades traffa ses_vi sammantrader vi_aker "
        "aker_vi reser ska_vi_till aker ses_igen",
        "meet meets met see_each_other get_together gather gathers gathered convene going_to",
    ),
    Sign.HAPPENS: (
        "hander hande handa pa_gang star_pa_tur_harnast planerat planerade planerad inplanerat inplanerade inbokat "
        "inbokade handelser kalendariet",
        "happens happening happened whats_on coming_up going_on planned scheduled events event",
    ),
    Sign.PARTNERSHIP: (
        "partnerskapsdagar partnerskapsdagarna partnerskapstraffdagar stormote traffas_partnerskapet "
        "ses_partnerskapet mots_partnerskapet partnerskapet_traffas partnerskapet_ses partnerskapet_mots "
        "partnerskapets_mote partnerskapets_traff partnerskapets_traffar partnerskapets_moten "
        + _compounds("parnerskaps partnerkaps partnerskaps"),
        "partnership_meet partnership_meets partnership_meeting partnership_meetings network_meeting network_meetings",
    ),
    Sign.STUDY_VISIT: (
        "studiebesok studiebesoket studiebesoken",
        "study_visit study_visits",
    ),
    Sign.WORKING_GROUP: (
        "arbetsgrupp arbetsgruppen arbetsgrupper " + _compounds("arbetsgrupps"),
        "working_group working_groups",
    ),
    Sign.SEMINAR: (
        "seminarium seminariet seminarier kunskapsseminarium kunskapsseminariet kunskapsseminarier webbinarium",
        "seminar seminars webinar webinars",
    ),
    Sign.NEXT: (
        "nasta kommande nastkommande narmaste narmast harnast framover framat nastfoljande nast nasta_gang snart",
        "next upcoming nearest soonest following future coming_months coming_meeting coming_meetings",
    ),
    Sign.LAST: (
        "forra senaste sist senast tidigare foregaende forut forra_gangen sista_gangen_vi historik haft",
        "last previous latest past earlier previously before history",
    ),
    Sign.FINAL: (
        "sista sista_gang",
        "final very_last",
    ),
    Sign.AFTER: (
        "darefter efter_det efter_den efter_nasta nastnasta darpa sen sedan efter_dem",
        "after_that after_next thereafter afterwards the_one_after then after_them",
    ),
    Sign.WAS: (
        "varit var_det holls hade blev",
        "was were been held did had took_place",
    ),
    Sign.PROGRAMME: (
        "motet_handla_om traffen_handla_om handlar_motet_om handlar_traffen_om program programmet agenda agendan "
        "dagordning dagordningen tema temat teman temana amne amnet amnen innehall innehallet ta_upp tar_upp "
        "tar_vi_upp ska_vi_prata_om pratar_vi_om diskuterar_vi ska_vi_diskutera motestema",
        "programme theme themes topic topics what_will_we_discuss discussed we_discuss we_talk_about",
    ),
    Sign.DIGITAL: (
        "digital digitalt digitala fysisk fysiskt fysiska teams zoom distans online webben natet digitalmote "
        "digitalmotet digitalmoten digitaltraff digitaltraffen digitalamote digitalamotet digitalamoten "
        "digitalatraff digitalatraffen",
        "digitally remote remotely virtual in_person hybrid physical physically",
    ),
    Sign.LINK: (
        "zoomlank zoomlanken teamslank teamslanken lank lanken lankar motelank moteslank moteslanken",
        "link links url",
    ),
    Sign.HOST: (
        "vard varden vardar vardarna varda vardskap vardskapet vardskapen vardkommun vardkommunen vardkommuner "
        "arrangor arrangoren arrangerar arrangerade arrangera bjuder_in haller_i_mote haller_i_motet "
        "haller_i_traffen ordnar anordnar anordnade star_pa_tur pa_tur vems_tur vilkas_tur tur turen turordning "
        "turordningen vardordning tar_emot vardland vardlista star_for_motet haller_mote haller_motet ordnar_motet",
        "host hosts hosting hosted organise organises organised organising organize organizes organized organizing "
        "organizer organiser whose_turn turn invites hosting_order",
    ),
    Sign.COME: (
        "sagt_ja sagt_nej sager_ja sager_nej komma hur_manga_blir_vi hur_manga_blir_det hur_manga_blir ska_med "
        "vill_med hanger_med foljer_med kommer kom kommit deltar deltog deltagit deltagare deltagarna delta "
        "deltagarlista deltagarlistan narvarar narvarande narvarade anmald anmalda anmalt anmalan anmalningar "
        "anmalningarna anmalningslaget narvaro tackat_ja tackat_nej dyker_upp tackar_ja tackar_nej",
        "will_be_at be_at be_there is_at are_at being_there coming come comes attend attends attending attended "
        "attendance attendees participants participate participates participating signed_up says_yes said_yes "
        "said_no turning_up accepted declined registered showing_up",
    ),
    Sign.ANSWERED: (
        "svara svarat svar svaret svaren svarade osat osa svarslage svarslaget svarar besvarat atersvar meddelat "
        "hort_av",
        "answered answer answers responded respond response responses replied reply replies rsvp rsvpd heard_from",
    ),
    Sign.MY_ANSWER: (
        "sa_jag jag_sagt svarade_jag jag_svarat mitt_svar jag_anmald jag_anmalt_mig har_jag_tackat_ja "
        "har_jag_tackat_nej",
        "did_i_sign_up did_i_register i_said did_i_say my_answer my_reply did_i_reply did_i_answer have_i_answered "
        "have_i_replied i_answered i_replied i_signed_up am_i_signed_up",
    ),
    Sign.NOT: (
        "vantar vantar_pa inte ej icke saknas saknar inget ingenting aldrig",
        "waiting waiting_for still_has_to still_have_to not hasn haven didn missing nobody lacking yet_to isn aren "
        "silent",
    ),
    Sign.MY: (
        "jag mig min mitt mina mej",
        "i my mine me am myself",
    ),
    Sign.ACTIVITY: (
        "aktivitet aktiviteten aktiviteter aktiviteterna aktivitets aktivitetslista aktivitetslistan aktivitetsplan "
        "aktivitetsplanen arbetsplan arbetsplanen verksamhetsplan verksamhetsplanen handlingsplan handlingsplanen "
        "akt arbetsuppgifter planens_delar",
        "activity activities work_plan workplan action_plan plan_activities task tasks",
    ),
    Sign.STEP: (
        "steg stegen steget delsteg delmoment",
        "step steps",
    ),
    Sign.OPEN: (
        "oppna oppen oppet pagaende pagar aktuella aktuell kvar aterstar aterstaende pagande aktiva aktiv igang",
        "open ongoing remaining remains current left active outstanding unfinished in_progress pending",
    ),
    Sign.LATE: (
        "hunnit_med inte_hunnit ligger_vi_till missat missade halkat_efter sena sent forsenade forsenad forsenat "
        "forsening forseningar forsenats efter_i_tid ligger_efter ligger_vi_efter ligger_vi_sent slapar passerat "
        "passerade utgangna overskridna i_fas efter_tidplan efter_tidplanen efter_planen",
        "late overdue delayed behind delays delay slipping past_due too_late behind_schedule missed_deadline",
    ),
    Sign.DONE: (
        "klara klar klart fardiga fardig fardigt avslutade avslutad avslutats avklarade genomforda gjorda avbockade "
        "slutforda genomforts",
        "done finished completed complete closed ready accomplished",
    ),
    Sign.ALL: (
        "alla samtliga hela allihop",
        "everyone everybody all every entire whole everything",
    ),
    Sign.TO_DO: (
        "att_gora ska_goras ska_vi_gora ar_att_gora goras",
        "to_do we_do needs_doing to_be_done",
    ),
    Sign.MY_TO_DO: (
        "ansvarar_jag jag_ansvarar ansvarar_jag_for jag_ansvarig ansvarig_for_jag ska_jag_gora bor_jag_gora "
        "behover_jag_gora maste_jag_gora har_jag_att_gora jag_gora aterstar_for_mig",
        "am_i_responsible i_responsible_for i_have_to_do should_i_do i_need_to_do must_i_do i_do i_supposed_to_do "
        "expected_of_me",
    ),
    Sign.RESPONSIBLE: (
        "har_hand_om tar_hand_om hand_om ansvarig ansvariga ansvarar ansvaret ansvar svarar_for ansvarige "
        "har_ansvar driver haller_i skoter leder skriver haller_i_aktivitet ansvararfor",
        "taking_care looks_after responsible responsibility in_charge answers_for accountable owns leads runs owner "
        "assigned writes leading handles takes_care",
    ),
    Sign.ABOUT: (
        "handla_om om kring angaende avseende gallande rorande ang handlar_om gar_ut_pa innebar handlar beror",
        "about regarding concerning on on_the_topic re",
    ),
    Sign.EXPERIENCE: (
        "erfarenhet erfarenheten erfarenheter erfarenheterna erfarenhets erfarenhetsutbyte lardom lardomar "
        "lardomarna exempel goda_exempel bidrag bidragen lart erfarenhetsbank erfarenhetsbanken",
        "experience experiences lesson lessons learned learnt examples example contribution contributions learnings",
    ),
    Sign.CONTRIBUTE: (
        "lagg_till lagg_in lagg_upp skickar_jag_in skickar_man_in skicka_jag_in bidra bidrar bidragit lamna lamnar "
        "lamna_in dela dela_med delar skriva skriver_in skriva_in skriver_jag skriver_man skriver_vi skriva_en "
        "lagger_jag lagger_man lagga lagger lagga_till lagga_in lagga_upp lagger_upp lagger_till lagger_in "
        "skicka_in skickar_in rapportera rapporterar registrera registrerar tipsa fylla_i formularet "
        "lamna_ett_bidrag dokumentera dokumenterar dela_erfarenhet",
        "contribute contributing contributes share sharing submit submitting add adding write post register "
        "document put_in send_in hand_in",
    ),
    Sign.SEARCH: (
        "sok soka soker sokning leta letar sok_efter sok_pa soka_efter leta_efter",
        "search look_for searching looking_for",
    ),
    Sign.FIND: (
        "nan finns hitta hittar nagon nagot nagra fler har_nagon finns_det finns_nagot har_vi",
        "find any anything is_there are_there anyone somebody someone has_anyone has_anybody do_we_have",
    ),
    Sign.WORKED: (
        "skrivet vet_vi jobbat_med jobbat arbetat gjort testat provat arbetar jobbar jobbade arbetade arbete gjorde "
        "genomfort infort lyckats",
        "working work_on do_we_know worked tried tested done_with working_with worked_with works_with implemented "
        "doing_about done_about",
    ),
    Sign.AGREEMENT: (
        "overenskommelse overenskommelsen overenskommelsens avtal avtalet avtals avtalsperiod avtalsperioden period "
        "perioden periodens avtalstid avtalstiden programperiod partnerskapsperioden samarbetsavtal "
        "samarbetsavtalet partnerskapsavtal partnerskapsavtalet samverkansavtal samverkansavtalet",
        "agreement agreements contract term_of_the_agreement partnership_agreement",
    ),
    Sign.ENDS: (
        "slutar slut slutet upphor gar_ut tar_slut loper_ut loper_till galler galler_till slutdatum giltig giltigt "
        "giltighet giltighetstid avslutas tillsvidare lopa_ut ga_ut galler_tom loper fornyas fornya fornyelse "
        "forlangs forlanga gatt_ut lopt_ut langd",
        "end ends ending ended expire expires expiry expiring valid runs_out run_out runs_until over terminate "
        "terminates last_until lasts renewal renew renewed expired finish finishes",
    ),
    Sign.BEGINS: (
        "borjar borjade startar startade inleds startdatum tradde_i_kraft",
        "begin begins began start starts started",
    ),
    Sign.CONTACT: (
        "kontakt kontakten kontakter kontaktar kontakta kontaktperson kontaktpersonen kontaktpersoner "
        "kontaktpersonerna kontaktuppgift kontaktuppgifter kontaktuppgifterna na nar_jag nas far_tag_pa "
        "far_jag_tag_pa far_man_tag_pa far_vi_tag_pa jag_tag_pa hor_jag_av_mig vander_jag_mig vanda_mig hora_av "
        "prata_med ska_jag_prata_med snacka_med representerar representera foretrader sitter_for mejlar mejla "
        "ringer ringa maila mailar natverkskontakt tar_kontakt fa_tag fa_tag_pa",
        "contact contacts reach represents representing talk_to speak_to get_hold get_in_touch contact_person ask "
        "write_to call email get_hold_of sits_for",
    ),
    Sign.SEAT: (
        "fortroendevald fortroendevalda fortroendevalde politiker politikern politikerna suppleant suppleanten "
        "suppleanter ersattare ersattaren ledamot representant representanten representanter foretradare "
        "fortroendevaldes talesperson talespersonen",
        "elected politician politicians representative representatives deputy deputies alternate elected_official "
        "councillor spokesperson delegate delegates",
    ),
    Sign.OFFICIALS: (
        "tjansteperson tjanstepersonen tjanstepersoner tjanstepersonerna tjansteman tjanstemannen tjansteman_nen "
        "tjanstemannens tjanstepersonernas handlaggare handlaggaren handlaggarna tjanstemannagruppen "
        "tjanstepersonerna_s",
        "official officials civil_servant civil_servants officers officer",
    ),
    Sign.OFFICIALS_MEETING: (
        _compounds("handlaggar tjansteman tjanstemanna tjanstemans tjansteperson tjanstepersoners tjanstepersons"),
        "officials_meeting officials_meetings official_meeting officials_s_meeting",
    ),
    Sign.COSTS: (
        "samordningsavgift samordningsavgiften arsavgift arsavgiften medlemsavgift kostar kosta kostnad kostnaden "
        "kostnader kostnaderna avgift avgiften avgifter betalar betala bekostar star_for_kostnaden star_for_maten "
        "star_for_resan pris priset pengar betalas",
        "cost costs fee fees price pay pays paid expenses expense money charge",
    ),
    Sign.COORDINATES: (
        "samordningen samordnar samordnare samordnaren samordnarna samordning samordna koordinerar koordinator "
        "koordinatorn koordinatorer samordningsgrupp samordningsgruppen trojka trojkan troikan trepartssystem "
        "trepartssystemet haller_ihop processledare processledaren projektledare projektledaren leder_natverket "
        "leder_partnerskapet styr styrgrupp administrator administratoren samordnade",
        "coordinates coordinate coordinator coordinators coordination coordinating troika runs_the_network "
        "leads_the_network keeps_together admin administrators runs_this in_charge_of_the_network",
    ),
    Sign.EXPENSE: (
        "mat maten fika fikat middag middagen lunch lunchen hotell hotellet logi logiet boende boendet resor "
        "resorna resan",
        "food dinner hotel lodging accommodation travel meals coffee",
    ),
    Sign.MEMBERS: (
        "stader staderna medlem medlemmar medlemmarna medlemmarnas medlemskommun medlemskommuner medlemskommunerna "
        "kommuner kommunerna deltagande_kommuner delegationer delegationerna medlemslista medlemslistan "
        "medverkande_kommuner parter partnerkommuner",
        "member members municipality municipalities delegation delegations membership cities",
    ),
    Sign.NETWORK: (
        "natverk natverket natverkets partnerskap partnerskapet partnerskapets samarbetet partnership_et",
        "network networks partnership partnerships",
    ),
    Sign.WITH: (
        "ar_med ingar medverkar ar_alla_med vara_med var_med ar_man_med blir_med med_i",
        "part_of takes_part take_part taking_part belong belongs included",
    ),
    Sign.JOIN: (
        "vill_vara_med vill_vi_vara_med vill_bli_med ansoker ansoka ansokan en_del_av ansluter_sig ga_med gar_med "
        "gar_jag_med gar_man_med gar_vi_med bli_medlem blir_medlem blir_jag_medlem blir_man_medlem "
        "blir_vi_medlemmar bli_medlemmar ansluta ansluter anslut ansluta_oss anmala_mig anmala_oss anmala_sig "
        "medlemskap ansluter_jag ansluter_vi ga_med_i registrera_mig gor_jag_for_att_ga_med kommer_jag_med",
        "part_of_the_network join joining become_a_member become_member sign_up register_myself apply enroll enrol "
        "becoming_a_member become_members be_a_member sign_me_up get_in",
    ),
    Sign.HELP: (
        "anvander_jag anvander_man anvanda_boten gor_boten gor_den_har_boten gor_denna_bot vad_kan_jag_skriva "
        "vad_kan_man_skriva vilka_fragor kan_du_hjalpa_mig hjalpa_mig_med hjalp_mig_att hjalp_mig_hitta hjalp_mig "
        "fa_hjalp_med hjalp_med hjalp hjalpa hjalper hjalpen vad_kan_du vad_kan_jag_fraga vad_gor_du "
        "vad_kan_man_fraga hur_funkar_du hur_fungerar_du vem_ar_du vad_ar_du kommandon kommando instruktion "
        "instruktioner manual bruksanvisning hur_anvander_jag_dig hur_anvander_man_dig vad_kan_man_gora "
        "vad_kan_jag_gora vad_kan_du_svara_pa hur_funkar_det_har hur_fungerar_det_har hur_funkar_det "
        "hur_fungerar_det hur_fungerar_boten hur_funkar_boten vad_vet_du lathund",
        "does_this_bot_do what_questions which_questions can_you_help_me help_me_with help_me help_me_find help "
        "what_can_you_do what_can_i_ask what_do_you_do how_do_you_work who_are_you what_are_you commands command "
        "instructions how_do_i_use_you how_does_this_work how_does_it_work what_can_you_answer what_do_you_know "
        "how_do_i_use_this usage",
    ),
    Sign.THANKS: (
        "tack tackar tacka toppen perfekt jattebra kanon super fint jattetack bra_jobbat snyggt utmarkt klockrent "
        "jattefint underbart tusen_tack tackotack schysst",
        "thanks thank thankyou thx cheers great perfect awesome excellent brilliant good_bot nice wonderful ty",
    ),
    Sign.HELLO: (
        "hej hejsan hejhej heja hallo halloj tjena tjenare tja tjo morsning god_morgon godmorgon god_dag goddag "
        "god_kvall godkvall god_middag hejdo hejda hej_da hej_hej adjo halla god_eftermiddag mors tjabba vi_hors "
        "ha_det_bra ha_det",
        "hello hi hey hiya good_morning good_afternoon good_evening greetings howdy bye goodbye morning good_day "
        "see_you see_ya",
    ),
    Sign.CHANGES: (
        "kan_du_ringa kan_du_kontakta kan_du_mejla skicka skickar boka bokar avboka flytta flyttar andrar stall_in "
        "stalla_in kop kopa faktura fakturan fakturor fakturera byta byter byt avanmala avanmal ta_bort radera "
        "raderar mejla_ut paminn paminna stryk stryka skapa skapar satt_upp oversatt oversatta berakna raknar rakna",
        "can_you_call can_you_contact can_you_email send book cancel move reschedule change delete remove buy "
        "invoice invoices swap remind create translate calculate",
    ),
}
"""Swedish and English words by what they are a sign of."""

PAST: Final = frozenset(
    [
        "hosted",
        "met",
        "gathered",
        "traffades",
        "sags",
        "mottes",
        "samlades",
        "deltog",
        "narvarade",
        "attended",
        "arrangerade",
        "anordnade",
    ]
)
"""Words that, beside what they are a sign of, speak of what has been."""

NOISE: Final = """
    a a_lot actually again ager agreed ah aha aktuellt alla_deltagare allt_bra alltid alltsa already also among an
    and andra annu answer_me anteckna any_of ar ar_det ar_det_dags are are_you aret as asap at at_present
    at_the_moment ater att atta autumn av aven bara bast basta battre be behov behover behover_vi being bekrafta
    bekraftad bekraftat best_regards bestamd bestamda bestamt bli blir blir_det boka_biljett boka_biljetter
    boka_hotell boka_in boka_in_tag boka_resa boka_tag bokade book_a_hotel book_a_train book_hotel book_tickets
    book_train book_travel bor borde bot boten both bott bro buddy but by called can can_i can_you confirm confirmed
    could could_i could_you cover covers currently d da dag dagar dagarna dagens dags damn dar day days de decided
    deg dela_med_sig dem den denna dess dessa det det_var_allt detta dig din dina ditt do do_you dock does dont down
    du du_kan dude e efter eftermiddag eg egentlig egentligen eh eight eller eller_hur en ens er era ert ett even
    eventuellt ex exactly fa fa_reda_pa faktiskt fall far fast fem fick fin find_out finnas first five fixed folks
    for for_hjalpen for_infon for_narvarande for_oss for_ovrigt for_svaret for_the_help for_tillfallet for_your_help
    forget forgot forgotten formiddag forra_aret forresten forst forsta fortfarande four fraga fragan fragar fram
    fran from fundera funderar fundering fyra gallra gang gange gangen ganger ganska gar gatt ge ge_mig ger get gick
    give give_me glad gladeligen glomde glommer glomt go god god_jul goda goes going gone gor gora got gott_nytt_ar
    guess guys ha ha_en_bra_dag haha hall hallas haller haller_vi hallet halls hals halsningar halvar halvaret hamta
    han hand har har_du har_glomt har_ni has have have_a_good_day have_a_great_day have_a_nice_day having he hehe
    hela_tiden helg helgen heller helt hen her here heter hette his hittills hjalp_att hon hoppas hoppas_du_mar_bra
    hora hors hort hos hos_oss hosten how_are_you ht hur_ar_laget hur_mar_du hur_star_det_till i_ar i_d_like
    i_forgot i_forvag i_have_forgotten i_m i_need i_think i_want i_want_to_know i_wonder i_would iaf ibland id idag
    if igen ihop ill im imorgon in in_advance inbjudan inbjudningar inne inom inplanerad into is it its ja
    jag_behover jag_behover_veta jag_funderar jag_har_glomt jag_hoppas jag_kan jag_skulle jag_skulle_vilja_veta
    jag_tror jag_undrar jag_vill jag_vill_veta jaha jattemycket jo ju just just_nu kalla kallas kan kan_du kan_jag
    kan_ni kanske kara kindly kl klarlagt klockan know koll kolla kolla_upp kollar kommer_att kommer_det kommer_ihag
    kommer_jag_ihag kommit_med kommun kommunen kompis kompisen kunde kunna kvallen kvartal la laget lange_sedan
    last_year let let_me lets ligger like lilla lista_ut lite ll lol m madam man manad manaden manader manga many
    mao mar may may_i maybe med med_vanlig_halsning med_vanliga_halsningar mellan men mer mest might min_kommun
    mina_fragor minns mojligen mojligtvis moment month months more morgonen most mot much must mvh mycket nae
    nagon_gang nagonsin nagonstans nagonting name named namligen namn namnet nanting nasta_ar nasta_manad
    nasta_vecka nat need need_to needs nej new next_month next_week next_year ni ni_kan nice_to_meet_you nja no nog
    now nu number numera nummer ny nya nyfiken o o_clock och ocksa of off oh oj oja ok okay okej one ones or oss our
    out ovrigt pa pa_forhand pa_riktigt pal people per perhaps person personen personer plan planen planera planerar
    planering plats_i please pls plz polare precis prick question questions quick really reda redan redan_nu regards
    remember remind_me rent resa right right_now rum runt s sa sa_mycket sadan saga sager said samman samt sana sann
    sant sarskild sarskilt sasong satt say says schemalagga second see senare ser set seven sex shall she should
    show_me show_us sig sin sina sincerely sir sits sitt sitter six sjalv sjalva sju ska skall skriv skriv_ut skulle
    skulle_du skulle_jag skulle_vilja slags snabb snabbfraga snabbt snalla snarast so so_far so_much som som_ar
    som_har some sommaren spikad spikade spikat spring stalla stammer stamning stapeln star still stod strax sug
    summer sure svar_tack svara_mig t ta_fram ta_reda_pa tack_pa_forhand tacksam tacksamma tag taget take_place
    takes_place taking_place tanka tankte tar team tell_me_please termin terminen that thats_all the their them
    there these they thing things think this this_year those three tid tiden tider tidigt till tills tillsammans
    time times tips titta tjohej to today together tom too tre tredje trevlig_dag trevlig_helg trevligt_att_traffas
    tror trots tva two tycker typ um under undersoker undrade undran undrar undrar_jag undrar_om ungefar until up
    upp us ut utan utav ute vad_tror_du vagen valdigt vanlig vanliga vanligaste vanligen vanligt vansterut
    var_sa_god vara vara_vanlig vardag varen ve veckan veckor vem_vet verkligen very very_much vet vet_du veta vi
    via vidare vilja vill vill_ni ville vintern visa_mig visa_oss visst vore vt want wants we week weeks well
    whats_up who_knows will winter with wonder wondering would would_you yeah year years yes you your
"""
"""Words and phrases that change nothing about what is asked."""

HOMOGRAPHS: Final = frozenset(
    ["i", "is", "on", "me", "in", "at", "all", "an", "a", "host", "digital", "period", "plan", "person", "to", "for"]
)
"""Words of both languages: they say nothing about which one is written."""
SPEAKS: Final = {
    "sv": "och att det som en ett pa ar av for med den till har inte om vi kan ska jag du hur vad nar vem vilka vilken "
          "vilket nasta var vart min mitt mina gar blir eller fran hej tack e",
    "en": "the is are of to and what when where who which how do does my you we can will it have has next please "
          "hello hi hey thanks thank there be an with from me was did any tell show",
}  # fmt: skip
"""Little words that tell the language."""
