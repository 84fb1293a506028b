"""The words people ask with, in Swedish and English, and what each is a sign of. Only words; no code reads them here.

Folded: without å ä ö, small; an underscore stands between the words of a phrase. How they are looked up is in
`asked_vocabulary`. A word that is nowhere here is unknown, and unknown words are what keeps the bot from answering
what was not asked: the little words that mean nothing are therefore listed too (`NOISE`). Other endings, compounds and
misspellings need no line of their own (`asked_forms`). Where people are not understood, add the word here and their
sentence to tests/asked_by_people.txt.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from bot.dates.typed.words import months, weekdays


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
    BEFORE = "before"
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
    ELECTED = "elected"
    INSTEAD = "instead"
    """Somebody else comes in one's place."""
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
    CALENDAR = "calendar"
    ATTENDANCE = "attendance"
    WHEEL = "wheel"
    SUGGEST = "suggest"
    SETTINGS = "settings"
    MOVED = "moved"
    NEW = "new"
    WE = "we"
    PREPARE = "prepare"
    CONTRIBUTED = "contributed"
    CHECKLIST = "checklist"
    RENEW = "renew"
    RECORD = "record"
    """What was said and decided, which the bot does not know."""
    DEADLINE = "deadline"
    OTHERS = "others"
    SIGN_UP = "sign_up"
    OURS = "ours"
    WANTS = "wants"
    CHANGES = "changes"
    """Somebody wants something changed, which plain words never do."""
    ERRAND = "errand"
    """Somebody sends the bot on an errand: to call, book, buy, translate."""
    # what is found in a text, not in a word
    DATE = "date"
    MEMBER = "member"
    NUMBER = "number"
    NAMED = "named"
    """Words that name an activity of the plan."""
    TOPIC = "topic"
    """Words that name something, whatever it be."""


_MEETING_ENDS: Final = "mote motet moten motena motes motestid traff traffen traffar traffarna"


def _compounds(beginnings: str) -> str:
    """Words for a meeting that begin with another word: "partnerskapsmötet"."""
    return " ".join(first + last for first in beginnings.split() for last in _MEETING_ENDS.split())


WORDS: Final[dict[Sign, tuple[str, str]]] = {
    Sign.WHEN: (
        "nar vilken_dag vilka_dagar vilket_datum vilka_datum datum datumet datumen tidpunkt klockslag hur_dags "
        "vilken_tid vad_for_datum vilken_vecka vilken_manad narhelst klockslaget tidpunkten",
        "when whens what_date what_day what_time which_date which_day which_days which_week which_month date dates "
        "timing",
    ),
    Sign.WHERE: (
        "motesplats motesplatsen vart varstans plats platsen platser plat stalle stallet lokal lokalen lokaler ort "
        "orten adress adressen vilken_stad vilken_ort nagonstans_ar plats_for lokalisering motesort motesorten "
        "var_nanstans varnagonstans vart_ska",
        "where wheres place location venue address which_city which_town what_place",
    ),
    Sign.WHO: (
        "vem vems",
        "who whos whom whose hwo",
    ),
    Sign.WHICH: (
        "vilka vilken vilket vika vilkendera",
        "which whichever what_municipality what_member what_city",
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
        "hur_manga antal antalet hur_stor hur_stort hur_ofta flest flest_ganger oftast",
        "how_many number_of count how_often most_often most_times",
    ),
    Sign.TELL: (
        "status laget_med hur_ser hur_langt_har_vi_kommit hur_langt_har hur_star_det beratta info information "
        "mer_om veta_mer visa visar detaljer fa_se vill_se far_jag_se far_vi_se kan_jag_se redogor fortskrider "
        "framskrider gar_arbetet laget visas uppdatering forklara forklarar beskriv beskriva galler_kring "
        "galler_for",
        "progress tell_me tell show details describe more_about status update state_of explain",
    ),
    Sign.LIST: (
        "lista listan listor tidplan tidsplan schema forteckning forteckningen sammanstallning oversikt oversikten "
        "schemat uppstallning lista_over ordning ordningen",
        "list lists overview plan_for schedule schedules timetable",
    ),
    Sign.MEETING: (
        "sammantraden sammantradena sammankomster sammankomsten traffas_igen tillstallning arsmote konferens "
        "konferensen konferenser dagarna_i "
        + "motesplan motesplanen moteskalender motestider motesdatum tillfalle tillfallet moetet moete sammantrade "
        "sammantradet sammankomst mtoe mtoet " + _MEETING_ENDS + " " + _compounds("natverks"),
        "meeting meetings gathering gatherings meetup session sessions mtg meet_up conference meet-up",
    ),
    Sign.MEET: (
        "aka vi_aka ses sags traffas traffades mots motas mottes samlas samlades traffa ses_vi sammantrader vi_aker "
        "aker_vi reser ska_vi_till aker ses_igen sammanstralar samlas_vi ses_over",
        "meet meets met see_each_other get_together gather gathers gathered convene going_to",
    ),
    Sign.HAPPENS: (
        "hander hande handa pa_gang star_pa_tur_harnast planerat planerade planerad inplanerat inplanerade inbokat "
        "inbokade handelser kalendariet inplanerad planeras bokat bokade inbokad star_pa_schemat star_i_kalendern "
        "hander_det ligger_i_planeringen datum_for datum_i datumen_for datumen_i vilken_dag_i vilka_dagar_i "
        "vilket_datum_i vilken_vecka_i",
        "happens happening happened whats_on coming_up going_on planned scheduled events event taking_place "
        "what_s_on what_is_on dates_for dates_in which_day_in which_days_in what_day_in what_date_in which_date_in "
        "which_week_in",
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
        "nasta kommande nastkommande narmaste narmast harnast nastfoljande nast nasta_gang snart "
        "stundande instundande forestaende upcomming dags_igen",
        "next upcoming nearest soonest following coming_meeting coming_up_next",
    ),
    Sign.LAST: (
        "forra senaste sist senast tidigare foregaende forut forra_gangen sista_gangen_vi historik haft forr "
        "nyligen forra_motet",
        "last previous latest past earlier previously history",
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
        "tar_vi_upp ska_vi_prata_om pratar_vi_om diskuterar_vi ska_vi_diskutera motestema schemapunkter halltider "
        "dagsprogram dagsprogrammet punkter punkterna prata_om pratar_om diskuteras diskutera behandlas avhandlas "
        "motesinnehall star_pa_agendan upplagg upplagget",
        "programme theme themes topic topics what_will_we_discuss discussed we_discuss we_talk_about agenda agendas "
        "discuss talk_about schedule_for_the_day",
    ),
    Sign.DIGITAL: (
        "digital digitalt digitala fysisk fysiskt fysiska teams zoom distans online webben natet digitalmote "
        "digitalmotet digitalmoten digitaltraff digitaltraffen digitalamote digitalamotet digitalamoten "
        "digitalatraff digitalatraffen distansmote lank_till videomote video_mote pa_plats hybridmote hybrid",
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
        "turordningen vardordning tar_emot vardland vardlista star_for_motet haller_mote haller_motet ordnar_motet "
        "star_vard sta_vard statt_vard agera_vard tar_hand_om_motet tar_hand_om_traffen ansvarar_for_motet "
        "ansvarar_for_traffen haller_i_traff haller_traffen holl_i_motet holl_i_traffen holl_i_forra haller_i_nasta "
        "arrangorskommun arrangorskommunen turordningslista vardskapsordning vardlistan ta_emot_oss tog_emot "
        "tog_emot_oss halla_i_motet halla_i_traffen halla_i_nasta halla_i_mote halla_i_traff hos_vem hos_vilken "
        "hos_vilka arrangerat anordnat",
        "host hosts hosting hosted organise organises organised organising organize organizes organized organizing "
        "organizer organiser whose_turn turn invites hosting_order hosting_schedule host_order organised_by "
        "hosted_by arranging arrange arranges arranged is_hosted are_hosted be_hosted being_hosted",
    ),
    Sign.COME: (
        "sagt_ja sagt_nej sager_ja sager_nej komma hur_manga_blir_vi hur_manga_blir_det hur_manga_blir ska_med "
        "vill_med hanger_med foljer_med kommer kom kommit deltar deltog deltagit deltagare deltagarna delta "
        "deltagarlista deltagarlistan narvarar narvarande narvarade anmald anmalda anmalt anmalan anmalningar "
        "anmalningarna anmalningslaget tackat_ja tackat_nej dyker_upp tackar_ja tackar_nej narvara medverka "
        "deltagande deltagandet anmalt_sig kommit_med ar_anmalda sagt_att_de_kommer vara_dar ar_pa_plats sagt_att_de "
        "sagt_att bekraftade bekraftat bekraftat_sig ar_representerade representerade forhinder forhindrad "
        "forhindrade tackade_ja tackade_nej tackar_vi_ja sade_ja sade_nej med_pa representerat representerad",
        "will_be_at be_at be_there is_at are_at being_there coming come comes attend attends attending attended "
        "attendees participants participate participates participating signed_up says_yes said_yes said_no "
        "turning_up accepted declined registered showing_up show_up turn_up joining_us be_present present_at "
        "make_it has_confirmed have_confirmed said_they_will unable_to_attend",
    ),
    Sign.ANSWERED: (
        "svara svarat svar svaret svaren svarade osat svarslage svarslaget svarar besvarat atersvar meddelat "
        "hort_av svarslistan besked beskedet aterkommit hort_av_sig lamnat_besked gett_besked inkomna_svar "
        "anmalan_inne",
        "answered answer answers responded respond response responses replied reply replies rsvpd heard_from "
        "got_back reply_yet",
    ),
    Sign.MY_ANSWER: (
        "sa_jag jag_sagt svarade_jag jag_svarat mitt_svar jag_anmald jag_anmalt_mig har_jag_tackat_ja "
        "har_jag_tackat_nej sade_jag jag_med_pa_listan jag_pa_listan fatt_mitt_svar mottagit_mitt_svar min_anmalan "
        "till_nej till_ja till_kanske",
        "did_i_sign_up did_i_register i_said did_i_say my_answer my_reply did_i_reply did_i_answer have_i_answered "
        "have_i_replied i_answered i_replied i_signed_up am_i_signed_up i_on_the_list got_my_answer "
        "received_my_answer am_i_registered to_no to_yes to_maybe",
    ),
    Sign.NOT: (
        "vantar vantar_pa inte ej icke saknas saknar inget ingenting aldrig utebliven annu_inte inte_an obesvarad "
        "obesvarade behover_svara",
        "waiting waiting_for still_has_to still_have_to not hasn haven didn missing nobody lacking yet_to isn aren "
        "silent cannot cant can_t won_t don_t doesn_t wont couldn_t unable still_needs_to needs_to_answer "
        "needs_to_respond need_to_respond",
    ),
    Sign.MY: (
        "jag mig min mitt mina mej jaa",
        "i my mine me am myself ive im",
    ),
    Sign.ACTIVITY: (
        "aktivitet aktiviteten aktiviteter aktiviteterna aktivitets aktivitetslista aktivitetslistan aktivitetsplan "
        "aktivitetsplanen arbetsplan arbetsplanen verksamhetsplan verksamhetsplanen handlingsplan handlingsplanen "
        "akt arbetsuppgifter planens_delar insats insatser insatsen insatserna planens_aktiviteter uppdrag uppgift "
        "uppgifterna i_planen hela_planen allt_i_planen visa_planen plan_for_arbetet",
        "activity activities work_plan workplan action_plan plan_activities task tasks workstream workstreams the_plan",
    ),
    Sign.STEP: (
        "steg stegen steget delsteg delmoment",
        "step steps",
    ),
    Sign.OPEN: (
        "oppna oppen oppet pagaende pagar aktuella aktuell kvar aterstar aterstaende pagande aktiva aktiv igang "
        "pagang lopande nuvarande for_narvarande just_nu jobbar_med_nu",
        "open ongoing remaining remains current left active outstanding unfinished in_progress pending right_now",
    ),
    Sign.LATE: (
        "hunnit_med inte_hunnit ligger_vi_till missat missade halkat_efter sena sent forsenade forsenad forsenat "
        "forsening forseningar forsenats efter_i_tid ligger_efter ligger_vi_efter ligger_vi_sent slapar passerat "
        "passerade utgangna overskridna i_fas efter_tidplan efter_tidplanen efter_planen drojer drojt slapar_efter "
        "ligger_back efterslapning efterslapningar tidsplanen_spruckit sackar_efter sackat_efter efter_schema "
        "efter_i_planen passerat_tiden gatt_over_tiden hanger_vi_med foljer_vi_tidplanen foljer_vi_planen "
        "enligt_plan enligt_tidplan enligt_tidplanen borde_redan borde_vara_klart borde_vara_klara "
        "skulle_ha_varit_klart skulle_varit_klart skulle_vara_klart tidplanen_haller haller_tidplanen "
        "haller_vi_tidplanen vi_med_i_tidplanen hanger_vi_med_i_tidplanen mest_efter langst_efter borde_varit "
        "borde_ha_varit borde_blivit skulle_ha_varit skulle_varit",
        "late overdue delayed behind delays delay slipping past_due too_late behind_schedule missed_deadline "
        "lagging lags lag overrun missed_its_deadline on_schedule on_track should_have_been should_have_been_done "
        "missed slipped behind_plan should_have_finished past_their past_its",
    ),
    Sign.DONE: (
        "klara klar klart fardiga fardig fardigt avslutade avslutad avslutats avklarade genomforda gjorda avbockade "
        "slutforda genomforts klarmarkerade avklarat avslutat fardigstalld fardigstallda genomford "
        "slutfort slutford",
        "done finished completed complete closed ready accomplished",
    ),
    Sign.ALL: (
        "alla samtliga hela allihop allt framover framat framtida",
        "everyone everybody all every entire whole everything future coming_months coming_meetings full",
    ),
    Sign.TO_DO: (
        "att_gora ska_goras ska_vi_gora ar_att_gora goras",
        "to_do we_do needs_doing to_be_done",
    ),
    Sign.MY_TO_DO: (
        "ansvarar_jag jag_ansvarar ansvarar_jag_for jag_ansvarig ansvarig_for_jag ska_jag_gora bor_jag_gora "
        "behover_jag_gora maste_jag_gora har_jag_att_gora jag_gora aterstar_for_mig mina_uppgifter min_uppgift "
        "forvantas_av_mig vantar_pa_mig min_att_gora_lista jag_pa_tur ska_jag_gora_nu behover_gora jag_glomt "
        "pa_min_lista min_lista ligger_pa_mig ligger_hos_mig fran_mig jag_borde_gora jag_ska_gora jag_maste_gora "
        "jag_behover_gora",
        "am_i_responsible i_responsible_for i_have_to_do should_i_do i_need_to_do must_i_do i_do i_supposed_to_do "
        "expected_of_me my_tasks my_to_do my_todo i_have_to_do_next expected_from_me my_list waiting_for_me "
        "expected_of_us i_forgotten on_my_plate do_i_have_to_do from_me i_should_do i_must_do i_ought_to_do",
    ),
    Sign.RESPONSIBLE: (
        "har_hand_om tar_hand_om hand_om ansvarig ansvariga ansvarar ansvaret ansvar svarar_for ansvarige har_ansvar "
        "driver haller_i skoter leder skriver haller_i_aktivitet ansvararfor ansvariga_for ansvarsomrade haller_koll "
        "huvudansvarig huvudansvar projektledare_for tar_ansvar ansvarat fixar skots halla_i svarade_for svarat_for "
        "vem_gor vem_ska_gora vem_ska_skriva vem_skulle_skriva ska_fixa skulle_fixa vems_uppgift vems_ansvar vems_bord",
        "taking_care looks_after responsible responsibility in_charge answers_for accountable owns leads runs owner "
        "assigned writes leading handles takes_care looking_after answer_for who_does who_is_doing who_s_doing "
        "whose_job whose_task",
    ),
    Sign.ABOUT: (
        "handla_om om kring angaende avseende gallande rorande ang handlar_om gar_ut_pa innebar handlar beror ror "
        " handlade berorande betyder",
        "about regarding concerning on on_the_topic re",
    ),
    Sign.EXPERIENCE: (
        "erfarenhet erfarenheten erfarenheter erfarenheterna erfarenhets erfarenhetsutbyte lardom lardomar "
        "lardomarna exempel goda_exempel bidrag bidragen lart erfarenhetsbank erfarenhetsbanken erfarenhetsutbytet "
        "goda_rad larande larandet praktikfall erfarna",
        "experience experiences lesson lessons learned learnt examples example contribution contributions learnings "
        "experiance",
    ),
    Sign.CONTRIBUTE: (
        "lagg_till lagg_in lagg_upp skickar_jag_in skickar_man_in skicka_jag_in bidra bidrar lamna lamnar lamna_in "
        "dela dela_med delar skriva skriver_in skriva_in skriver_jag skriver_man skriver_vi skriva_en lagger_jag "
        "lagger_man lagga lagger lagga_till lagga_in lagga_upp lagger_upp lagger_till lagger_in skicka_in "
        "skickar_in rapportera rapporterar registrera registrerar tipsa fylla_i formularet lamna_ett_bidrag "
        "dokumentera dokumenterar dela_erfarenhet bidraga rapportera_in dela_med_mig skriva_in_en bidraget lagg",
        "contribute contributing contributes share sharing submit submitting add adding write post register "
        "document put_in send_in hand_in contribution_form",
    ),
    Sign.SEARCH: (
        "sok soka soker sokning leta letar sok_efter sok_pa soka_efter leta_efter letar_efter sla_upp sok_fram "
        "soker_efter sok_upp",
        "search look_for searching looking_for",
    ),
    Sign.FIND: (
        "nan finns hitta hittar nagon nagot nagra fler har_nagon finns_det finns_nagot",
        "find any anything is_there are_there anyone somebody someone has_anyone has_anybody anybody",
    ),
    Sign.WORKED: (
        "skrivet jobbat_med jobbat arbetat gjort testat provat arbetar jobbar jobbade arbetade arbete gjorde "
        "genomfort infort lyckats jobbat_kring arbetat_kring arbetat_med erfarit testade provade skrivit delat "
        "vad_vet_vi skrev haller_vi_pa_med haller_ni_pa_med haller_pa_med vi_haller_pa_med",
        "working work_on worked tried tested done_with working_with worked_with works_with implemented doing_about "
        "done_about written shared we_know are_we_doing we_doing what_are_you_working_on",
    ),
    Sign.AGREEMENT: (
        "overenskommelse overenskommelsen overenskommelsens avtal avtalet avtals avtalsperiod avtalsperioden period "
        "perioden periodens avtalstid avtalstiden programperiod partnerskapsperioden samarbetsavtal "
        "samarbetsavtalet partnerskapsavtal partnerskapsavtalet samverkansavtal samverkansavtalet overenskommelser "
        "samarbetsoverenskommelse samverkansoverenskommelse avtalsperiods avtalar",
        "agreement agreements contract term_of_the_agreement partnership_agreement",
    ),
    Sign.ENDS: (
        "slutar slut slutet upphor gar_ut tar_slut loper_ut loper_till galler galler_till slutdatum giltig giltigt "
        "giltighet giltighetstid avslutas tillsvidare lopa_ut ga_ut galler_tom loper "
        "gatt_ut lopt_ut langd utgar utgang utloper utlopt lopte_ut galler_till_och_med "
        "sista_giltighetsdag avtalsslut slutdatumet upphora upphort",
        "end ends ending ended expire expires expiry expiring valid runs_out run_out runs_until over terminate "
        "terminates last_until lasts expired finish finishes "
        "end_date",
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
        "ringer ringa maila mailar natverkskontakt tar_kontakt fa_tag fa_tag_pa mejladress mejladressen mailadress "
        "epost epostadress e-post telefonnummer telefonnumret telefon ringa_till skriva_till vanda_mig_till "
        "vander_man_sig kontaktvag kontaktvagar sitter_med_fran kontaktinfo kontaktinformation mejl_till mail_till "
        "numret_till sitter_i",
        "contact contacts reach represents representing talk_to speak_to get_hold get_in_touch contact_person ask "
        "write_to call email get_hold_of sits_for e_mail phone phone_number email_address contact_details "
        "contact_information whom_to_contact contact_info",
    ),
    Sign.SEAT: (
        "suppleant suppleanten suppleanter ersattare ersattaren ledamot representant representanten representanter "
        "foretradare talesperson talespersonen ordinarie",
        "representative representatives deputy deputies alternate spokesperson delegate delegates",
    ),
    Sign.ELECTED: (
        "fortroendevald fortroendevalda fortroendevalde fortroendevaldes politiker politikern politikerna "
        "kommunpolitiker kommunpolitikern natverkspolitiker",
        "elected elected_official elected_officials politician politicians councillor councillors",
    ),
    Sign.INSTEAD: (
        "i_mitt_stalle i_vart_stalle i_stallet_for_mig istallet_for_mig ersatter_mig ersatta_mig min_ersattare_ga "
        "min_ersattare_komma min_suppleant_komma skicka_min_ersattare skicka_ersattare skicka_en_ersattare "
        "skicka_min_suppleant skicka_nagon_annan skicka_en_kollega ga_i_mitt_stalle vikariera suppleant_gar "
        "ersattare_gar",
        "in_my_place in_my_stead instead_of_me stand_in replace_me substitute for_me_instead send_my_deputy "
        "send_a_deputy send_someone_else send_a_colleague my_deputy_come my_deputy_go deputy_goes deputy_is_going",
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
        "leder_partnerskapet styr styrgrupp administrator administratoren samordnade samordningsansvarig "
        "samordnaransvar natverksledare natverksledaren styrgruppen leder_arbetet haller_i_tradarna tradarna_for",
        "coordinates coordinate coordinator coordinators coordination coordinating troika runs_the_network "
        "leads_the_network keeps_together admin administrators runs_this in_charge_of_the_network coordinated_by "
        "network_lead leader_of_the_network chairs_the_network chair_of_the_network heads_the_network",
    ),
    Sign.EXPENSE: (
        "mat maten fika fikat middag middagen lunch lunchen hotell hotellet logi logiet boende boendet resor "
        "resorna resan",
        "food dinner hotel lodging accommodation travel meals coffee",
    ),
    Sign.MEMBERS: (
        "stader staderna medlem medlemmar medlemmarna medlemmarnas medlemskommun medlemskommuner medlemskommunerna "
        "kommuner kommunerna deltagande_kommuner delegationer delegationerna medlemslista medlemslistan "
        "medverkande_kommuner parter partnerkommuner medlemskommunernas deltagarkommuner deltagarkommunerna "
        "medlemsforteckning medlemsforteckningen",
        "member members municipality municipalities delegation delegations membership cities towns",
    ),
    Sign.NETWORK: (
        "natverk natverket natverkets partnerskap partnerskapet partnerskapets samarbetet partnership_et natverken "
        "samverkan samverkansgruppen",
        "network networks partnership partnerships",
    ),
    Sign.WITH: (
        "ar_med ingar medverkar ar_alla_med vara_med var_med ar_man_med blir_med med_i tillhor lamnat lamnade "
        "gatt_ur har_lamnat bestamt_sig beslutat_sig hoppat_av",
        "part_of takes_part take_part taking_part belong belongs included still_in left_the_network "
        "left_the_partnership decided_yet made_up_its_mind dropped_out",
    ),
    Sign.JOIN: (
        "vill_vara_med vill_vi_vara_med vill_bli_med ansoker ansoka ansokan en_del_av ansluter_sig ga_med gar_med "
        "gar_jag_med gar_man_med gar_vi_med bli_medlem blir_medlem blir_jag_medlem blir_man_medlem "
        "blir_vi_medlemmar bli_medlemmar ansluta ansluter anslut ansluta_oss medlemskap ansluter_jag ansluter_vi "
        "ga_med_i gor_jag_for_att_ga_med kommer_jag_med vill_vi_ga_med",
        "part_of_the_network join joining become_a_member become_member apply enroll enrol "
        "becoming_a_member become_members be_a_member get_in",
    ),
    Sign.HELP: (
        "anvander_jag anvander_man anvanda_boten gor_boten gor_den_har_boten gor_denna_bot vad_kan_jag_skriva "
        "vad_kan_man_skriva vilka_fragor kan_du_hjalpa_mig hjalpa_mig_med hjalp_mig_att hjalp_mig_hitta hjalp_mig "
        "fa_hjalp_med hjalp_med hjalp hjalpa hjalper hjalpen vad_kan_du vad_kan_jag_fraga vad_gor_du "
        "vad_kan_man_fraga hur_funkar_du hur_fungerar_du vem_ar_du vad_ar_du kommandon kommando instruktion "
        "instruktioner manual bruksanvisning hur_anvander_jag_dig hur_anvander_man_dig vad_kan_man_gora "
        "vad_kan_jag_gora vad_kan_du_svara_pa hur_funkar_det_har hur_fungerar_det_har hur_funkar_det "
        "hur_fungerar_det hur_fungerar_boten hur_funkar_boten vad_vet_du lathund vilka_fragor_kan "
        "vad_kan_man_fraga_dig_om hur_anvander_jag_natverksbot anvander_man_natverksbot hur_anvander_man "
        "vilka_kommandon anvanda_dig anvander_dig komma_igang kommer_igang hur_du_funkar hur_du_fungerar "
        "hur_den_funkar hur_den_fungerar",
        "does_this_bot_do what_questions which_questions can_you_help_me help_me_with help_me help_me_find help "
        "what_can_you_do what_can_i_ask what_do_you_do how_do_you_work who_are_you what_are_you commands command "
        "instructions how_do_i_use_you how_does_this_work how_does_it_work what_can_you_answer what_do_you_know "
        "how_do_i_use_this usage what_are_you_able_to which_commands what_commands use_you help_with get_started "
        "how_you_work",
    ),
    Sign.THANKS: (
        "tack tackar tacka toppen perfekt jattebra kanon super fint jattetack bra_jobbat snyggt utmarkt klockrent "
        "jattefint underbart tusen_tack tackotack schysst grymt stralande kanonbra harligt "
        "fantastiskt finemang jatteschysst",
        "thanks thank thankyou thx cheers great perfect awesome excellent brilliant good_bot nice wonderful ty "
        "appreciated much_appreciated appreciate",
    ),
    Sign.HELLO: (
        "hej hejsan hejhej heja hallo halloj tjena tjenare tja tjo morsning god_morgon godmorgon god_dag goddag "
        "god_kvall godkvall god_middag hejdo hejda hej_da hej_hej adjo halla god_eftermiddag mors tjabba vi_hors "
        "ha_det_bra ha_det hallihalla tjenixen hejhej_bot hej_botten godagens",
        "hello hi hey hiya good_morning good_afternoon good_evening greetings howdy bye goodbye morning good_day "
        "see_you see_ya hiya_bot",
    ),
    Sign.CALENDAR: (
        "kalender kalendern kalendrar kalenderfil kalenderfilen prenumerera prenumererar prenumeration outlook ics "
        "ical almanacka almanackan i_min_kalender googlekalender google_kalender kalenderprenumeration synka synkar "
        "synkronisera synkroniserar",
        "calendar calendars ics ical outlook subscribe subscription feed google_calendar my_calendar sync syncs "
        "synchronise synchronize",
    ),
    Sign.ATTENDANCE: (
        "narvaro narvaron statistik statistiken uppslutning uppslutningen narvarostatistik deltagarstatistik",
        "attendance turnout statistics stats",
    ),
    Sign.WHEEL: (
        "arshjul arshjulet arets_planering arsplanering arsplaneringen aret_ut",
        "annual_wheel year_wheel wheel annual_plan",
    ),
    Sign.SUGGEST: (
        "foresla foreslar foreslog foreslagit forslag forslaget forslagen ide iden ideer onska onskar onskemal rosta "
        "rostar rostat rosterna roster foreslagna foreslagits",
        "suggest suggests suggested suggestion suggestions propose proposed proposal proposals idea ideas vote votes "
        "voted voting",
    ),
    Sign.SETTINGS: (
        "paminnelse paminnelser paminnelserna notis notiser notiserna avisering aviseringar installning "
        "installningar installningarna sprak spraket utskick utskicken engelska svenska",
        "reminder reminders notification notifications setting settings language preferences english swedish",
    ),
    Sign.DEADLINE: (
        "deadline deadlinen deadlines frist frister fristen fristerna tidsfrist tidsfrister tidsgrans tidsgransen",
        "due due_date due_dates deadline deadlines",
    ),
    Sign.SIGN_UP: (
        "anmala_mig anmala_oss anmala_sig anmaler_jag anmaler_man anmaler_vi anmaler_mig anmaler registrera_mig "
        "anmalningslank anmalningslanken anmalningsformular anmala osar tacka_ja tacka_nej svara_ja svara_nej osa "
        "avbokar_jag avbokar_man avanmaler_jag avanmaler_man avanmala_oss",
        "sign_up sign_me_up register_myself register_for rsvp_for decline accept sign_us_up rsvp cancel_my_place "
        "unregister cancel_my_attendance cancel_my_registration",
    ),
    Sign.OURS: (
        "min_kommun min_kommuns egen_tur min_tur egna_kommun",
        "our our_turn my_municipality our_municipality my_turn ours our_town our_city our_region",
    ),
    Sign.MOVED: (
        "installt installd installda flyttat flyttad flyttas andrat andrad framflyttat uppskjutet uppskjuten "
        "blir_av avlyst installs",
        "cancelled canceled postponed moved rescheduled called_off changed",
    ),
    Sign.NEW: (
        "ny_erfarenhet nytt_bidrag en_ny_erfarenhet",
        "new_experience new_contribution",
    ),
    Sign.WE: (
        "vi",
        "we",
    ),
    Sign.RENEW: (
        "fornyas fornya fornyelse fornyelsen forlangs forlanga forlangning forlangningen forlangas omforhandlas",
        "renewal renew renewed extension extended extend",
    ),
    Sign.RECORD: (
        "beslutades beslutat beslutats beslutade protokoll protokollet protokollen motesanteckningar "
        "motesanteckningarna minnesanteckningar minnesanteckningarna kom_ni_fram_till kom_fram_till blev_beslutat "
        "tyckte_de tyckte_ni sade_de sade_ni togs_upp",
        "minutes was_decided were_decided was_said notes_from did_you_decide did_they_decide did_they_say "
        "was_discussed did_they_think",
    ),
    Sign.CHECKLIST: (
        "checklista checklistan gor_en_vard gor_varden vard_gora varden_gora vardens_uppgifter tanka_pa_som_vard "
        "vard_tanka_pa varden_tanka_pa",
        "checklist host_do a_host_do host_see_to host_sees_to",
    ),
    Sign.PREPARE: (
        "forbereda forbereder forberedelser forberedelse ta_med_mig lasa_pa infor_motet infor_traffen ta_med tar_med "
        "ta_med_sig",
        "prepare preparation preparations bring",
    ),
    Sign.CONTRIBUTED: (
        "bidragit har_bidragit bidragit_med bidragit_till tackning tackningen",
        "contributed has_contributed have_contributed coverage",
    ),
    Sign.WANTS: (
        "vill jag_vill jag_skulle_vilja skulle_vilja garna onskar_jag tankte ville jag_onskar vi_onskar",
        "want wants i_want i_would_like i_d_like would_like wish",
    ),
    Sign.OTHERS: (
        "andra andras ovriga nagon_annan",
        "others other_members other_municipalities somebody_else someone_else",
    ),
    Sign.ERRAND: (
        "kan_du_ringa kan_du_kontakta kan_du_mejla skicka skickar boka bokar kop kopa faktura fakturan fakturor "
        "fakturera mejla_ut paminn paminna skapa skapar satt_upp oversatt oversatta berakna raknar rakna ring_mig "
        "tjata_pa be_dem be_honom bestall bestalla bestaller",
        "can_you_call can_you_contact can_you_email send book buy invoice invoices remind create translate calculate "
        "call_me tell_the_host order pizza",
    ),
    Sign.CHANGES: (
        "avboka flytta flyttar andrar stall_in stalla_in byta byter byt avanmala avanmal ta_bort radera raderar "
        "stryk stryka komma_at kommer_at",
        "cancel move reschedule change delete remove swap turn_off_the",
    ),
}
"""Swedish and English words by what they are a sign of."""

ALSO: Final = {
    **dict.fromkeys(("hosted", "hande", "happened", "hade", "gick", "var_pa", "met", "gathered", "traffades", "sags",
                     "mottes", "samlades", "deltog", "narvarade", "attended", "arrangerade", "anordnade",
                     "organised", "organized", "arranged", "arrangerat", "anordnat"), Sign.WAS),
    **dict.fromkeys(("vardlista", "vardlistan", "vardordning", "vardskapsordning", "turordning", "turordningen",
                     "turordningslista", "vardskapen", "svarslage", "svarslaget", "svarslistan"), Sign.LIST),
}  # fmt: skip
"""What some words are a sign of besides: of what has been, of all there are."""

NOISE: Final = """
    fattar
    ta lasa besked_om lasa_om
    upplysa upplys besvara delge kommer_tillbaka komma_tillbaka
    a a_lot able above according across actually aga_rum again against ager ager_rum agna agnar agreed ah aha
    aker_rum aktuell_info aktuellt aldre all_right alla_deltagare allmanna allmant allt_bra alltid alltihop
    allting alltsa along already alright also although altogether always among amongst an and anda angar ange
    anger angett aningen annan annars annat annu another anpassa anse ansett answer_me antagligen anteckna
    antligen anvanda anvande anvander anvants any_of anyway anyways apart apparently approximately ar ar_det
    ar_det_dags ar_du ar_ni arbetet are are_you arendet aret around aru as asap assa at at_present at_the_moment
    ater aterfinns aterge aterkomma aterkommer atgard atgarda atminstone att atta autumn av available aven avgora
    avse avvakta away back bah bakom bara bara_undrar based basically bast basta battre be because bedoma before
    beforehand begara begrunda behov behover behover_vi behovs being bekrafta bekraftad below beside besides
    beslut_fattas beslut_om besluta beslutar beslutas best best_regards bestamd bestamda bestamma bestamt better
    between bista bit bland bli bli_av blir blir_det blire blivit boka_biljett boka_biljetter boka_hotell boka_in
    boka_in_tag boka_resa boka_tag boka_upp book_a_hotel book_a_train book_hotel book_tickets book_train
    book_travel bor bord borde bordet bort borta bot boten both bott bredvid briefly bro bry buddy but by bygga
    byggs called came can can_i can_you certain certainly check checking checks choose choosing chose chosen clear
    colleague colleagues concern concerns confirm confirmations confirmed consist consists contain contains
    continue continues correct could could_i could_you couldn couldnt course cover covering covers currently d da
    dag dagar dagarna dagen dagens dags damn dar darfor darifran dator day days de deal deals dear decide decided
    decides definite definitely definitiv definitivt deg del dela_med_sig delen dels dem den denna deras dess
    dessa desto det det_var_allt detta different dig din din_hjalp dina ditat ditt do do_you dock does doesn
    doesnt doing dom don dont down drygt du du_kan dubbelkolla dude during dygnet dyka e each early efter
    efterfraga efterlysa eftermiddag eg egen egentlig egentliga egentligen eget egna eh eight either eller
    eller_hur eller_nat else en ena enda endast enligt enough ens entail entails er era ersatta ert especially etc
    ett ett_par even eventuellt ever ex exact exactly exakt exakta except exklusive expect expected expects fa
    fa_besked fa_reda_pa faktiska faktiskt fall falls far fast fastan faststalla faststalls faststallt fatt
    fatta_beslut fattas_beslut feel fem few fick figure figure_out fil file fin final_date finally find_out fine
    finna finnas first five fix fixa fixed fokusera folja foljer folk folks follow follows for for_hjalpen
    for_infon for_oss for_ovrigt for_svaret for_the_help for_tillfallet for_your_help forbereds forbi fore forget
    forgot forgotten formedla formiddag formiddagen formodligen forra_aret forran forresten forrgar forsoka
    forsoker forst forsta forstar forstas fort fortfarande fortsatta fortsatter forutom forvanta forvantar
    forvantas forward four fraga fragan fragar fram framga framgar fran from fundera funderar fundering further
    fylla fylls fyra ga_till galla gallra gang gange gangen ganger gangerna ganska gar gare gatt ge ge_besked
    ge_mig genast general generally genom genomfora genomfors gentemot geografiskt ger get gets getting gick gimme
    give give_me given gives glad gladeligen glomde glommer glomt go god god_jul goda goes going gone gonna good
    gor gora got gott_nytt_ar gotta grund grunda guess guys ha ha_en_bra_dag ha_koll haha half hall halla_reda
    hallas haller haller_vi hallet halls hals halsningar halvar halvaret hamna hamnar hamta han hand handlagga
    handlagger hantera hanterar hanteras happy har har_du har_glomt har_ni hard hare haru has have have_a_good_day
    have_a_great_day have_a_nice_day havent having he hear heard hehe hela_tiden helg helgen heller helt hemma hen
    hence her here hers heter hette him hinna hinner his hit hittills hjalp_att hjalpa_till hjalpas hold holds
    holl holl_till hon hope hopefully hoppas hoppas_du_mar_bra hor hora hors hort hos hos_oss hosten how_are_you
    how_ever however ht hur_ar_laget hur_mar_du hur_som hur_star_det_till hurre i_ar i_book i_forgot i_forvag
    i_have_forgotten i_m i_need i_think i_want_to_know i_wonder iaf iallafall ibland id idag if ifraga ifran igar
    igen ihag ihop ikvall ill imorgon imorse important in in_advance inbjudan inbjudningar include includes
    including indeed infalla infor infora inform informera informerar ingripa inklusive inkommit inlagd inlagda
    inlagt inleda innan inne innebara inneha inom instalda instead interested into intresse intressera intresserad
    intresserade intresset inuti invanta invitation invitations involve involved involves iovermorgon is isnt
    istallet it item items its itself ja jag_behover jag_behover_veta jag_boka jag_funderar jag_har_glomt
    jag_hoppas jag_kan jag_skulle jag_skulle_vilja_veta jag_tror jag_undrar jag_vill_veta jaha jamfora jamfort
    jamt jattemycket jo ju just kalla kallas kan kan_du kan_jag kan_ni kanner kanske kant kanu kara keep kind
    kinda kindly kl klarar klargora klarlagt klarna klockan knappt knew know known knyta koll kolla kolla_av
    kolla_om kolla_upp kollar kollega kolleger kollegor kommentera kommer_att kommer_ihag kommer_jag_ihag kommun
    kommunen kompis kompisen konkret konkreta kontor kontoret kontrollera koppla kopplas kort kortfattat krava
    kravs kunde kunna kvallen kvar_att kvartal la laggs lagligt lagom lange_sedan langre langs langst laptop lar
    lara_mig large las laser lasning last_year lat lata lately later latt least ledsen lemme less let let_me
    let_us lets level leverera levereras ligga ligger lika likadan likasa like likely liksom lilla list_out
    lista_ut lite lite_till little ll lol long look looking losa loser lot lots lyckas lyda lyder m ma madam made
    main mainly make makes making mala man manad manaden manader manage manages managing manga manniskor many mao
    mar markera markerat maste matter matters may may_i maybe mean means meant med med_vanlig_halsning
    med_vanliga_halsningar medan meddela meddelar mellan men mention mer mest might mina_fragor mind mindre minns
    minst missuppfattat mitt_i mobil mojlig mojligen mojligt mojligtvis moment month months more morgonen most
    mostly mot motsvara motta move_on much must mvh mycket nae nagon_gang nagonsin nagonstans nagonting nagorlunda
    nama name named namligen namn namna namner namnet nanstans nanting nar_da nara narmare narre nasta_ar
    nasta_manad nasta_vecka nat natverksbot natverksboten naval near nearly necessary need need_to need_to_know
    needs nej nere never new next_month next_week next_year ni ni_kan nice_to_meet_you nja no nodvandigt nog none
    nor normally note notera noterat nothing notify now nu number numera nummer nuvarande_laget ny nya nyfiken
    nyfiken_pa nyss nytt_forsok nytta o o_clock oavsett obviously och ocksa of off official_date officiell
    officiella officiellt ofta often oh oj oja ok okay okej oklart olika ombord omfatta omfattar omgaende omkring
    once one ones onto open_up or orka osaker osakert oss ought ourselves out ovan ovanfor overall overens
    overfora overhuvudtaget overmorgon overvaga ovrig ovrigt own oxa pa pa_forhand pa_nytt pa_riktigt paborja
    paborjad paborjade paborjat pabud pal particular particularly parts pass passa passar paverka peka people per
    perhaps person personen personer pick picked piece placera plan planen planera planerar planering planerna
    planning plans plate plats_i play please plocka plotsligt pls plz point polare position possible possibly
    praktiskt pratade precis preliminar preliminara preliminart preliminary present presentera presenterar
    presumably prick prioritera probably provide put puts question questions quick quick_one quickly racker rada
    raknas rakt rather ratt read real really recently reda redan redan_nu redovisa redovisar redovisas refer
    regards rekommendera relate related relates remain remember remind_me rent repeat require required requires
    resa resp respect respectively respektive responsible_person rest resultera right rikta riktig riktigt role
    rora roughly round rum run_through runt runtom rymmas s sa sa_mycket sadan sadana sadant sade_mycket sag saga
    sager said sak saken saker saker_pa sallan same samla samlar samma samman sammanfalla sammanhang sammanstall
    sammanstalla samt samtidigt sana sana_dar sann sanna sannolikt sant sant_dar sarskild sarskilda sarskilt
    sasong satsa satt satta satte satts saval saw say says schemalagga se_till second see seeing seem seems seen
    select selected senare senare_delen send_me_the_date ser ser_ut serve serves set set_up sett settle settled
    seven several sex shall she short shortly should show_me show_us shown sida sidan side sig simply sin sina
    sincerely sir sista_dagen sits sitt sitta sitter situation six sjalv sjalva sjalvklart sju ska ska_boka skall
    skaru ske skedde sker skett skilja skriv skriv_till skriv_ut skull skulle skulle_du skulle_jag skulle_kunna
    skulle_ni sla_av sla_pa slags sluta sluter slutgiltig slutgiltigt slutit slutits small sms snabb snabbare
    snabbast snabbfraga snabbt snalla snallare snarare snarast so so_far so_much som som_ar som_har some somehow
    something sometime sometimes somewhat somewhere somliga sommaren somras soon sorja sorry sort spara specific
    specifically spela spikad spikade spikat spring stalla staller stalls stamd stamma_av stammer stamning stand
    standigt stang_av stanga_av stapeln star stay still stod stodja stor stora storre storst stort strax stuff
    styrka such sug summer suppose supposed sure sure_thing svar_tack svara_mig svara_pa switch_off switch_on
    syfta syftar syfte synas syns syssla sysslar t ta_fram ta_reda_pa tack_pa_forhand tacksam tacksamma tag taget
    tagit take take_over take_place taken takes takes_over takes_place taking tala tala_om talat talk tank tanka
    tanken tanker tar tar_plats team tell_me_please tentative termin terminen than that thats_all the their theirs
    them themselves there therefore these they thing things think thinking this this_year tho those though thought
    three through throughout thus tid tiden tider tidigare_i tidigast tidigt tidsmassigt till tillbaka tillganglig
    tillgangliga tillgangligt tillhandahalla tillkomma tillkommit tills tillsammans tillsatt tillsatta time times
    tips title titta tjohej to today together tolka tom tomorrow tonight too took took_over top total toward
    towards tre tredje trevlig_dag trevlig_helg trevligt trevligt_att_traffas tro tror trots true try trying
    turn_off turn_on turn_out tva tva_dagar tvungen two tycka tycker tycks tydlig tydligen tydligt typ typ_sa type
    types tyvarr um undan under undersoker understand understood undrade undran undrande undrar undrar_jag
    undrar_om unfortunately ungdomarna ungefar unless unlike until up updated updates upon upp uppdatera
    uppdaterad uppdateras uppdaterat uppfatta uppfattat uppge uppger uppgift_om upplever upplysning upplysningar
    upplysningen upprepa upptagna upptar us used useful using usual usually ut utan utanfor utarbeta utav ute
    utforma utga utgor utom utover utreda utse utsedd utser utses utsett vad_tror_du vaga vagen vagleda vald valda
    valde valdigt valja valjer valkomnar valt valts vanda vanlig vanliga vanligaste vanligen vanligt vanner
    vanster vansterut vanta vantas var_sa_god vara vara_kvar vara_vanlig varandra varda_att vardag vardera vare
    varen varfor various varje vars vaxa ve veckan veckor vem_vet verify verka verkar verkliga verkligen version
    versus very very_much vet vet_du veta veta_om vetat vi_boka via vid vidare vidta viktig viktiga viktigt vilja
    vilkas vilkens vill_ni vilt vintern visa_mig visa_oss visst vore vt wait wanna wanting wasn way ways week
    weeks well whatever whats_up whenever wherever whether while who_knows why will winter with within without won
    wonder wondered wondering work worked_out would would_you wouldnt yeah year years yep yes yesterday yet you
    your yours yourself
"""
"""Words and phrases that change nothing about what is asked."""

HOMOGRAPHS: Final = frozenset(
    ["i", "is", "on", "me", "in", "at", "all", "an", "a", "host", "digital", "period", "plan", "person", "to", "for"]
)
"""Words of both languages: they say nothing about which one is written."""
ALONE: Final = frozenset(
    [Sign.WHEN, Sign.WHO, Sign.WHAT, Sign.HOW, Sign.MY, Sign.NOT, Sign.WAS, Sign.ALL, Sign.ABOUT, Sign.WITH,
     Sign.THANKS, Sign.HELLO, Sign.WHICH, Sign.FIND, Sign.EXPENSE, Sign.TELL, Sign.OPEN, Sign.ENDS, Sign.BEGINS]
)  # fmt: skip
"""Signs whose words are no parts of compounds."""
NEVER_TAKEN_FOR: Final = frozenset(
    [
        "val",
        "valet",
        "varde",
        "vardet",
        "vardera",
        "varderar",
        "vardering",
        "varderingar",
        "vardefull",
        "vardelos",
        "vardag",
        "vardagen",
        "vardagar",
        "mot",
        "motiv",
        "motion",
        "motor",
        "motell",
        "turist",
        "turism",
        "turneringen",
        "matte",
        "matta",
        "hosta",
        "hostar",
        "hostade",
        "kommentar",
        "kommentarer",
        "kommunal",
        "kommunala",
        "kommunalrad",
        "ledighet",
        "semester",
        "partiet",
        "partier",
        "partierna",
        "partiers",
        "parti",
        "vars",
        "programvara",
        "programmera",
        "programmering",
        "planet",
        "planeten",
        "svamp",
        "resultat",
        "stegra",
    ]
)
"""Words that look like one of ours and are another."""
SPOKEN: Final = {
    "vicka": "vilka", "vikka": "vilka", "vika": "vilka", "vilkka": "vilka", "vilke": "vilket",
    "kmr": "kommer", "komer": "kommer", "nat": "nagot", "nanting": "nagot", "nagonting": "nagot", "ngt": "nagot",
    "ngn": "nagon", "nan": "nagon", "nara": "nagra", "mej": "mig", "sej": "sig", "dej": "dig", "aer": "ar",
    "snacka": "prata", "snackar": "pratar", "hurdags": "nar", "imorrn": "imorgon",
    "vrfor": "varfor",
}  # fmt: skip
"""Words as they are spoken or texted, with the written ones."""
SPEAKS: Final = {
    "sv": "och att det som en ett pa ar av for med den till har inte om vi kan ska jag du hur vad nar vem vilka vilken "
          "vilket nasta var vart min mitt mina gar blir eller fran hej tack e",
    "en": "the is are of to and what when where who which how do does my you we can will it have has next please "
          "hello hi hey thanks thank there be an with from me was did any tell show",
}  # fmt: skip
"""Little words that tell the language."""


LANGUAGES: Final = ("sv", "en")


class Vocabulary(NamedTuple):
    """All words, ready to be looked up."""

    words: dict[str, Sign | None]
    """Single words; None is noise."""
    phrases: dict[tuple[str, ...], Sign | None]
    parts: frozenset[str]
    """Every word of every phrase."""
    first_words: dict[str, int]
    """How many words the longest phrase has that begins with a word."""
    spelled: dict[tuple[str, int], list[str]]
    """Words that misspelled ones are held against, by first letter and length; first those that are a sign."""
    speaks: dict[str, frozenset[str]]
    """Words that tell the language."""


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary, made once."""
    words: dict[str, Sign | None] = {}
    phrases: dict[tuple[str, ...], Sign | None] = {}
    for each in NOISE.split():
        _put(each.strip("_"), None, words, phrases)
    for name in (*months(), *weekdays()):
        words[name] = None
    for sign, (swedish, english) in WORDS.items():
        for each in (*swedish.split(), *english.split()):
            _put(each, sign, words, phrases)
    parts = frozenset(part for phrase in phrases for part in phrase)
    return Vocabulary(words, phrases, parts, _first_words(phrases), _spelled(words, parts), _speaks())


def _put(
    written: str, sign: Sign | None, words: dict[str, Sign | None], phrases: dict[tuple[str, ...], Sign | None]
) -> None:
    parts = tuple(written.split("_"))
    if len(parts) > 1:
        phrases[parts] = sign
    else:
        words[written] = sign


def _first_words(phrases: dict[tuple[str, ...], Sign | None]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for each in phrases:
        longest[each[0]] = max(longest.get(each[0], 0), len(each))
    return longest


def _spelled(words: dict[str, Sign | None], parts: frozenset[str]) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for each in sorted({*words, *parts}, key=lambda each: (words.get(each) is None, each)):
        if len(each) >= 3:
            found.setdefault((each[0], len(each)), []).append(each)
    return found


def _speaks() -> dict[str, frozenset[str]]:
    signs = {
        language: {part for texts in WORDS.values() for each in texts[n].split() for part in each.split("_")}
        for n, language in enumerate(LANGUAGES)
    }
    both = (signs["sv"] & signs["en"]) | HOMOGRAPHS
    return {language: frozenset((signs[language] | set(SPEAKS[language].split())) - both) for language in LANGUAGES}
