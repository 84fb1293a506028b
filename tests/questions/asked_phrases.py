"""What people write to the bot, and which question each must be understood as; read by tests/test_questions.py.

After the bar stands what else must be understood: a month (2020-11), a member in brackets, a number after #.
"""

PHRASES = {
    "meeting": """
        Hej, nån som vet när nästa träff är?
        vilket datum har vi nästa partnerskapsmöte
        När går vi på möte igen?
        Kan du ge mig datumet för mötet i september?
        hej på er! när var det nu vi skulle ses
        När är mötet i jan?
        nar ar traffen i maj
        När är träffen nu i höst?
        next partnership meeting date?
        So when are we meeting up again?
        is the november meeting date decided
        vad händer i maj?
        När är studiebesöket?
        finns det några fler möten i år
        När har vi nästa digitala möte?
        Hur ser höstens möten ut?
        har du koll på när vi ska ses nästa gång
        när är nästa partnerskapsdagar
        Vilka dagar är mötet i november?
        Är datumet för novembermötet satt?
        är det bestämt när vi ses i maj
        Tid för nästa möte?
        Hej! Jag ska planera min vår, när är mötena?
        When do the civil servants meet next?
        could you remind me when the next meeting is
        When exactly is the May meeting?
        What's next on the calendar?
        vad är det för möten framöver
        När var senaste partnerskapsträffen?
        Hur många möten har vi kvar
        möte november
        när blir det möte nästa gång
        möten?
        Vilket är nästa möte?
        nästa tjänstepersonsträff?
        when's the next one
        När är vi inbokade nästa gång?
        Nästa träffs datum?
        Hej, vilka datum är bokade för träffarna under 2021?
        när möts de förtroendevalda nästa gång
        vilken dag i november ses vi
        När är det dags för nästa möte?
        Vet vi när mötet i maj är?
        what day is the partnership meeting
        Are there any upcoming meetings?
        when will we meet again
        How many meetings are left this year?
        hur många möten är det kvar i år
        när har tjänstepersonerna sitt möte
        När är mötet för tjänstemän?
        När startar mötet?
        Kan man få datumet för nästa träff
        Jag undrar över nästa möte
        nästa partnerskapsmöte
        har vi möte imorgon?
        är det möte den här veckan
        Nästa möte när?
        When is next mtg
        when's the meeting in may
        when is the partnership metting
        Vad händer härnäst?
        vad är nästa träff för något
        What meetings do we have in 2020?
        När äger nästa möte rum?
        Vilket datum ses vi härnäst?
        hej hej! när var det vi skulle träffas igen?
        nästa gång vi ses?
        Vilken månad är nästa träff?
        när har vi möte
        har vi något möte inplanerat i vår?
        Nar traffas tjanstepersonerna nasta gang?
        Vilka datum gäller för träffarna 2021?
        Vad är det för möte i september?
        När går nästa partnerskapsträff av stapeln?
        när är vårens träff
        när är höstmötet?
        When's our next get-together?
        What's the date of the next meeting?
        What time does the meeting start?
        Do you know when we're meeting in Uppsala?
        any meeting in september?
        when was our latest meeting
        When is the autumn meeting?
        hur ser mötesplanen ut?
        kommande träffar
        nästa möte tack
        När börjar nästa partnerskapsmöte och var är det?
        När är mötet i maj 2021?
        vad är nästa möte
        Skulle du kunna säga när partnerskapsträffen i november är?
        närr är nästa möte
        när är näst möte
        när är nästa mötte
        när e nästa träf
        När är nästa möte?
        när är nästa möte
        nar ar nasta mote
        nästa mte
        Nästa möte?
        När träffas vi nästa gång?
        när ses vi igen?
        När ses vi nästa gång?
        nar ses vi
        vilket datum är nästa träff
        Vilken dag är mötet?
        Hej! När är nästa möte?
        Hej, jag undrar när nästa träff är, tack på förhand
        Kan du snälla säga när vi ses nästa gång?
        kan du berätta när nästa partnerskapsträff är?
        när är partnerskapsträffen i november | 2020-11
        När är partnerskapsträffen?
        när är nästa partnerskapsträfff
        vet du när tjänstepersonsmötet är? | 2020-09
        när träffas tjänstepersonerna? | 2020-09
        När har tjänstemännen möte nästa gång? | 2020-09
        nästa tjänstepersonsmöte | 2020-09
        när ses vi i Uppsala | 2020-11
        När ska vi till Uppsala? | 2020-11
        När är mötet i Örebro? | 2021-11
        nar ar motet i orebro | 2021-11
        vilka möten har vi i höst?
        vilka moten ar det i host
        Vilka möten är planerade?
        finns det något möte i maj?
        Är det något möte i juni?
        Vad händer i november? | 2020-11
        Vad är på gång i höst?
        när var förra mötet? | 2020-01
        När träffades vi senast? | 2020-01
        när sågs vi sist | 2020-01
        Hur dags börjar mötet?
        vilken tid börjar nästa träff
        När börjar mötet i maj? | 2020-05
        möten 2021
        lista alla möten
        Visa kommande möten
        vad är det för datum på mötet i september | 2020-09
        Jag har glömt när mötet är
        När är mötet efter det?
        när är nästnästa möte
        Är mötet i november bestämt än? | 2020-11
        När träffas partnerskapet? | 2020-05
        God morgon! Jag ska boka tåg och undrar när vi ses i Uppsala. | 2020-11
        When is the next meeting?
        when is the next meting
        wen is the nxt meeting
        When do we meet next?
        when do we meet again
        next meeting pls
        When is the next officials' meeting? | 2020-09
        when is the next officials meeting | 2020-09
        When is the partnership meeting in November? | 2020-11
        What date is the meeting in Uppsala? | 2020-11
        Could you tell me when the next meeting is, please?
        When was the last meeting? | 2020-01
        Is there a meeting in May? | 2020-05
        which meetings do we have in 2021
        What's happening in November? | 2020-11
        what meetings are coming up
        hi! quick question, when's the next meeting?
        When are we going to Örebro? | 2021-11
        When will the officials meet? | 2020-09
        do we have any meetings this autumn
        När är första mötet i höst?
        datum för träffen i maj? | 2020-05
        och när är mötet i januari då? | 2021-01
        när hålls partnerskapsträffen våren 2021 | 2021-05
        När är sista mötet? | 2021-11
    """,
    "programme": """
        Vad ska mötet handla om?
        vad är det för tema i november
        Vad är dagordningen?
        vad tar vi upp på nästa möte
        vilka teman har vi
        Vad står på programmet?
        vad är temat för nästa möte
        vilket tema har vi i november | 2020-11
        finns det en agenda till mötet
        programmet för partnerskapsträffen
        Vad ska vi prata om på nästa träff?
        dagordning för mötet i maj
        What is on the programme?
        what's the theme of the next meeting
        is there an agenda for the meeting?
        What topics will be discussed in November?
    """,
    "where": """
        var ska vi vara i november
        Var är vi nästa gång?
        where's it being held?
        Var hålls nästa partnerskapsträff?
        Är mötet på plats eller digitalt?
        var nånstans ses vi i november
        What's the address of the meeting?
        Is it an online meeting?
        var kommer nästa möte att hållas
        vilken stad ska vi till nästa gång
        Where will the partnership meeting take place?
        In which town do we meet in November?
        var ligger mötet
        Är träffen online?
        Zoomlänk till mötet?
        Var någonstans träffas vi nästa gång?
        Vart ska vi åka nästa gång?
        Var äger novemberträffen rum?
        På vilken plats hålls mötet?
        where are we meeting next
        Which city is the November meeting in?
        Träffas vi digitalt eller fysiskt i maj?
        har du länken till nästa möte?
        Var är nästa möte?
        var ar nasta mote
        Var träffas vi i november? | 2020-11
        var är partnerskapsträffen
        vart är mötet
        I vilken stad är mötet i november? | 2020-11
        Vilken ort är vi på nästa gång vi ses?
        Var håller vi till på nästa träff?
        är mötet i maj digitalt? | 2020-05
        Är nästa möte på Teams?
        Finns det en länk till mötet?
        adressen till mötet tack
        Where is the next meeting?
        where do we meet in November | 2020-11
        where's the meeting
        Is the meeting in May digital? | 2020-05
        what is the venue for the next meeting?
        var någonstans är mötet
        i vilken lokal ses vi
        Hur ansluter jag till mötet?
        wheres the next meeting
    """,
    "changed": """
        Vilka möten är inställda?
        Har något möte ställts in?
        Är majmötet inställt? | 2020-05
        har mötet flyttats?
        which meetings are cancelled?
        has the meeting been moved?
        is the May meeting called off? | 2020-05
    """,
    "proposed_days": """
        Vilka dagar är föreslagna?
        vilka dagar har föreslagits för mötet i maj?
        what dates have been suggested?
    """,
    "length": """
        hur lång är träffen i november? | 2020-11
        hur länge håller mötet på?
        hur många dagar är nästa träff?
        how long is the meeting in November? | 2020-11
        how long does the May meeting last? | 2020-05
        how many days is the next meeting?
    """,
    "noting": """
        Hur noterar jag att mötet blev av?
        var noterar man att träffen inte blev av?
        how do I note that the meeting took place?
        who notes that the meeting was cancelled?
    """,
    "answer_by": """
        när är sista svarsdag?
        när ska vi senast svara?
        hur länge kan man svara?
        last day to answer?
        how long can I answer?
        when do we have to reply by?
    """,
    "countdown": """
        Hur många dagar har vi kvar till träffen?
        hur lång tid till nästa träff
        Hur lång tid har vi på oss till nästa möte?
        dagar kvar till mötet?
        hur många dagar tills vi ses
        Hur lång tid kvar till nästa möte
        how many weeks till the next meeting?
        hur långt är det kvar till nästa träff?
        How long do we have until the next meeting?
        hur många dagar kvar till mötet
        Hur länge är det kvar till nästa möte?
        hur lange ar det till motet
        Hur många dagar är det kvar till nästa träff?
        hur lång tid är det till partnerskapsträffen
        How long until the next meeting?
        how many days until the meeting
        How many days are left until we meet?
        hur många veckor är det till mötet i november | 2020-11
        hur snart är nästa möte
    """,
    "host": """
        Vem har värdskap nästa år?
        vem är värd nästa vår
        Vilka är värdar i år?
        vem är det som är värd nu i november?
        Är det Uppsala som är värd nästa gång?
        Vem var värd för förra partnerskapsträffen?
        who is responsible for the next meeting
        What's the hosting order?
        who organises the meeting in november
        vem är värd för mötet i uppsala
        nästa värd?
        vem står som värd för nästa träff
        Vilken medlem är värd i november?
        Vem är värd för nästa träff och när är den?
        vem är värd i höst?
        Vem har haft värdskapet?
        Vilka har arrangerat tidigare möten?
        Vem är värdskommun i maj
        värden i november?
        who are the hosts in 2021?
        host in november
        Which member is hosting next?
        When is it Gävle's turn to host?
        vem e våran nästa värd
        när ska Uppsala vara värd?
        vem ar vard i maj 2021
        Vem var värd innan Uppsala?
        när är nästa partnerskapsträff, och vem är värd?
        Vem värdar nästa möte?
        Vilken kommun bjuder in till träffen i november?
        Vem är nästa värd?
        Vilka kommuner ska vara värdar framöver?
        Vem har varit värd tidigare?
        När är det Gävles tur att vara värd?
        vem är värd nästa ar
        Vem är värd för nästa partnerskapsträff?
        vilken kommun är värd i maj nästa år?
        vem är värd just nu
        Who's the next host?
        Who will host the partnership meeting in May 2021?
        What municipality is hosting next time?
        Who hosts after Uppsala?
        who hosted in May 2020?
        when will Örebro host
        vem e värd?
        vem är väard i november
        Vem är värd när vi ses i november?
        Vem är värdkommun nästa gång?
        Vilka ska vara värdar 2021?
        vem håller i nästa möte?
        Vem ansvarar för mötet i november?
        Vem är värd för höstens träff?
        Vem tar värdskapet efter Uppsala?
        vilken kommun är vrd nästa gång
        vem va värd i maj
        Vem var värd i maj 2020?
        Har Gävle varit värd?
        Ska Gävle vara värd någon gång?
        Which municipality is hosting in November 2021?
        Who's up next as host?
        who has hosted so far?
        who is hosting the meeting in may?
        Värd för nästa möte?
        Vem är värd våren 2021?
        vem är vär i november
        Vem är värd?
        vem e värd
        vem ar vard
        Vem är värd i november? | 2020-11
        vem e värd i novmber? | 2020-11
        Vem är värd nästa gång?
        Vilken kommun är värd för nästa möte?
        vilka är värdar
        Vem står på tur att vara värd?
        Vem har värdskapet i maj? | 2020-05
        vem är vrd i maj | 2020-05
        vems tur är det att vara värd
        När är Uppsala värd? (Uppsala)
        när är det Örebros tur? (Örebro)
        Är Uppsala värd i november? (Uppsala) | 2020-11
        Vem är värd efter det?
        Vem var värd senast?
        vem var värd förra gången?
        vilka har varit värdar
        Vem arrangerar nästa träff?
        Vem ordnar mötet i november? | 2020-11
        Hej vem ska vara värd 2021?
        vem kommer att vara värd hösten 2021 | 2021-11
        vem är värd för träffen våren 2021? | 2021-05
        Vem bjuder in till nästa partnerskapsträff?
        Who is hosting?
        who is the host in May? | 2020-05
        Who hosts next?
        who's hosting in November | 2020-11
        which municipality hosts the next meeting
        Who hosted last time?
        who was the host in January
        When does Uppsala host? (Uppsala)
        who will host after that
        whos turn is it to host
        Whose turn is it?
        Who is organising the next meeting?
        Vem tar emot oss i november? | 2020-11
        värd i maj? | 2020-05
        värdskap
        Vem är värd för mötet efter nästa?
    """,
    "coming": """
        Vilka har anmält sig till mötet i maj?
        Är det någon som kommer från Örebro?
        vilka blir med i maj
        Hur många har sagt ja?
        Who'll be there?
        vilka ska komma på nästa möte
        Kommer Örebro till nästa möte?
        Hur många deltar?
        Hur många kommer till träffen i november
        Vilka har meddelat att de kommer?
        hur många anmälda är det
        How many people have replied?
        participants?
        vilka kommuner har inte anmält sig
        who has not signed up
        Vilka kommer till Uppsala?
        vem har svarat ja
        Hur många blir vi på träffen?
        Hur många har svarat?
        Vilka kommer från Gävle?
        vem deltar i nästa möte
        What's the attendance for the next meeting?
        Who has accepted?
        who can't come?
        Vilka har svarat nej?
        Vilka har svarat kanske?
        Vilka kommer att delta på nästa möte?
        Vilka har anmält sig?
        hur många har anmält sig till nästa träff?
        Vem ska med till Uppsala?
        Kommer alla på mötet?
        hur ser svaren ut?
        Who said yes?
        How many have signed up?
        who will be at the next meeting?
        is anyone coming
        Vem kommer på nästa möte?
        vilka kommer
        Vilka kommer till träffen i maj? | 2020-05
        vilka kommuner kommer på mötet
        Hur många kommer?
        hur manga kommer pa motet
        Hur många har tackat ja?
        Vilka har tackat nej?
        Vilka är anmälda?
        deltagarlista
        Vem är med på nästa möte?
        Vilka har svarat?
        hur många har svarat på inbjudan
        vem kommer inte
        Who is coming?
        who's coming to the next meeting?
        How many are coming to the meeting?
        Who has answered?
        who will attend the meeting in May | 2020-05
        Which members are attending?
        list of participants please
        vilka deltar i maj? | 2020-05
        Kommer Gävle på mötet? (Gävle)
    """,
    "invited": """
        vilka är inbjudna till nästa möte?
        who is invited to the next meeting?
    """,
    "silent": """
        vilka har inte hört av sig
        Finns det några som inte svarat?
        any missing answers?
        Vem saknas det svar ifrån?
        Vilka medlemmar har inte svarat?
        Who didn't answer?
        Vilka väntar vi på svar från?
        vem har ej svarat
        Har alla svarat?
        has everyone answered
        who are we still waiting for
        Vilka har ännu inte svarat på inbjudan?
        vem har vi inte fått svar från?
        Who still has to answer?
        who has yet to reply?
        Vilka kommuner saknar vi svar från?
        Vilka har inte svarat?
        vem har inte svarat
        Vem har inte svarat än?
        vilka saknas?
        Vilka svar saknas till mötet?
        Hur många har inte svarat?
        vilka har inte svart
        Who has not answered?
        who hasn't replied yet
        Who hasn't responded to the invitation?
        which members have not answered
        Vilka har vi inte hört av?
    """,
    "did_i_come": """
        kom jag?
        var jag med på mötet i maj?
        did I come to the last meeting?
    """,
    "replaces": """
        vem ersätter jag?
        vem är jag suppleant för
        who do I stand in for?
    """,
    "activities.done": """
        vilka aktiviteter är klara?
        hur många aktiviteter är klara?
        which activities are finished?
    """,
    "my_answer": """
        svarade jag ja eller nej?
        Har jag sagt att jag kommer?
        har jag osat
        vad har jag svarat på nästa möte
        Did I sign up?
        Kommer jag på nästa möte?
        Har jag svarat på inbjudan?
        am I coming to the meeting?
        Visa mitt svar
        Har jag anmält mig?
        Vad sa jag om nästa möte?
        did I reply?
        Vad har jag svarat?
        har jag svarat
        Har jag svarat på mötet?
        Är jag anmäld?
        mitt svar
        Har jag tackat ja till nästa möte?
        What have I answered?
        have I replied
        Am I signed up for the meeting?
        vad svarade jag
        What is my answer?
    """,
    "activities.open": """
        Vilka aktiviteter har vi?
        status på aktiviteterna
        Hur går det med aktiviteterna?
        Visa öppna aktiviteter
        Vad är på gång i arbetsplanen?
        vilka aktiviteter är kvar att göra
        Vilka aktiviteter är aktuella?
        vilka aktiviteter är aktiva
        What are the current activities?
        can you list all open activities
        Vad har vi för öppna aktiviteter just nu?
        Vilka aktiviteter har vi i planen?
        vilka aktiviteter är inte avslutade
        which activities do we have
        What activities are still open?
        öppna aktivitter
        Vilka aktiviteter är igång?
        Vad jobbar vi med just nu?
        Vad återstår att göra i arbetsplanen?
        what are we working on
        What's left in the work plan?
        Lista öppna aktiviteter
        pågående aktiviteter?
        Vad står i arbetsplanen?
        Vilka aktiviteter är öppna?
        vilka aktiviter är öppna
        vilka aktiviteter pågår just nu
        Öppna aktiviteter
        visa aktiviteterna
        aktiviteter
        Vad har vi för aktiviteter?
        vilka aktiviteter finns
        Vilka aktiviteter är inte klara?
        Which activities are open?
        what activities are ongoing
        list activities
        show me the open activities please
        Vilka aktiviteter har vi kvar?
        Hej! Kan du visa vilka aktiviteter som är öppna?
        hur många aktiviteter är öppna
    """,
    "activities.late": """
        Är vi försenade med något?
        Vilken aktivitet är försenad?
        Finns det något som är försenat?
        vilka är sena
        what's behind schedule?
        late activities
        Vad har vi inte hunnit med?
        är någon aktivitet försenad
        Vilka aktiviteter ligger efter?
        Vilka steg är försenade?
        hur ligger vi till i tid
        What activities are delayed?
        Vilka aktiviteter har passerat sin tid?
        Har vi några sena aktiviteter?
        Har vi missat något?
        sena aktiviteter
        which steps are overdue
        är vi sena med något
        Vilka aktiviteter är sena?
        Vilka aktiviteter är försenade?
        är något försenat?
        vad är forsenat
        Ligger vi efter med något?
        finns det försenade aktiviteter
        Which activities are late?
        what is overdue
        Is anything late?
        are we behind schedule
        any overdue activities?
    """,
    "activities.all": """
        Visa alla aktiviteter
        alla aktiviteter
        Show all activities
    """,
    "activities.mine": """
        visa mina aktiviteter
        Vilka aktiviteter har jag?
        Vilka aktiviteter ansvarar jag för?
        what am I responsible for?
        Vilka aktiviteter är mina?
        mina aktiviteter
        vad ska jag göra
        my activities
        Vad har jag att göra?
        Vad ansvarar jag för?
        What do I have to do?
    """,
    "responsible": """
        Vem är huvudansvarig för aktivitet 2?
        vem ansvarar för aktiviteten om hemsidan
        Vem är ansvarig för hemsidan?
        Vem äger aktivitet 4?
        vem gör aktivitet 5
        Vem har ansvaret för rapporten?
        Who does activity 3?
        Vem ansvarar för hemsidan?
        vem tar hand om rapporten
        Vilka ansvarar för aktivitet 1?
        ansvarig aktivitet 2
        who leads activity 5
        Vem har ansvar för aktivitet 3?
        vem ansvarar för aktivitet nr 7
        Vem har hand om hemsidan?
        Who owns activity 3?
        Who's responsible for the report?
        vilken kommun ansvarar för barnets bästa
        Vem ansvarar för aktivitet 6? | #6
        vem svarar för aktivitet 1 | #1
        Vem är ansvarig för aktivitet nummer 3? | #3
        Vem ansvarar för rapporten? | #6
        vem håller i hemsidan | #7
        Vem skriver rapporten? | #6
        Who is responsible for activity 6? | #6
        who answers for activity 2 | #2
        Who is in charge of activity 4? | #4
        vem är ansvarig för akt 5 | #5
    """,
    "activity": """
        vad säger aktivitet 7
        Hur ligger vi till med rapporten?
        what's the deadline for the report
        Vad går aktivitet 5 ut på?
        När ska vi vara klara med rapporten?
        visa aktivitet nummer två
        how is activity 6 going
        What is activity number 3?
        Vilka steg ingår i aktivitet 6?
        Kan du berätta mer om aktivitet 2?
        Vad ska göras i aktivitet 6?
        info om aktivitet 4
        hur är läget med aktivitet 3
        Vad är aktivitet fyra?
        när är aktivitet 6 klar
        details on activity 3
        Vad innebär aktivitet 4?
        Hur långt har vi kommit med rapporten?
        när ska slutrapporten vara klar?
        visa aktivitet 6
        What's the status of activity 6?
        status aktivitet 1
        Vad handlar aktivitet 6 om? | #6
        aktivitet 6 | #6
        berätta om aktivitet 3 | #3
        Hur går det med aktivitet 1? | #1
        Hur går det med rapporten? | #6
        När ska rapporten vara klar? | #6
        What is activity 5 about? | #5
        activity 7 | #7
        tell me about activity two | #2
        När ska aktivitet 6 vara klar? | #6
        är aktivitet 2 klar? | #2
        berätta om hemsidan | #7
    """,
    "contributed": """
        har Gävle bidragit?
        har vi bidragit?
        har Gävle skrivit något?
        vad har Uppsala bidragit med?
        har Gävle inte bidragit än?
        har vår kommun bidragit?
        has Gävle contributed?
        have we contributed?
        has Gävle written anything?
    """,
    "contribute": """
        new experience
        ny erfarenhet
        hur lämnar man in erfarenheter?
        Kan jag lämna in en erfarenhet här?
        Hur kan vi dela erfarenheter?
        hur delar jag med mig
        Jag vill skriva en erfarenhet
        lägg till erfarenhet
        Hur skickar jag in en erfarenhet?
        Vill bidra med en erfarenhet
        hur gör jag för att bidra
        Hur skriver jag en erfarenhet?
        how to contribute?
        I would like to contribute an experience
        Var kan jag lämna en erfarenhet?
        Hur gör jag för att dela med mig av en erfarenhet?
        hur rapporterar jag in erfarenheter
        Where do I submit an experience?
        Jag har en erfarenhet att dela med mig av
        Hur bidrar jag med en erfarenhet?
        hur lämnar jag in en erfarenhet
        Jag vill bidra med en erfarenhet
        jag vill dela en erfarenhet
        hur lagger jag till en erfarenhet
        Var skriver jag in erfarenheter?
        How do I contribute an experience?
        I want to share an experience
        how can i add an experience
        Hur bidrar man?
    """,
    "experiences": """
        Hur har andra jobbat med barnkonsekvensanalys?
        Finns erfarenheter från Uppsala?

        Finns det erfarenheter kring barnchecklistor?
        vad har andra kommuner för erfarenheter av skolskjuts
        har nån provat medborgarförslag?
        Visa erfarenheter
        Sök erfarenheter om lek
        look for experiences on housing
        Vad har Uppsala för erfarenheter?
        Sök på elevhälsa
        Har Uppsala några erfarenheter av barnbokslut?
        Erfarenheter av trygghetsvandringar
        visa de senaste erfarenheterna
        what have others learned about school choice
        experiences from Gävle
        erfarenhet 12
        Finns det goda exempel på medborgarbudget?
        Vad vet vi om skolval?
        Har någon kommun jobbat med barnbokslut?
        Vilka har erfarenhet av medborgardialog?
        leta efter erfarenheter om trygghet
        what experiences are there about playgrounds
        Has anyone worked with youth councils?
        sök efter barnkonsekvensanalys
        Finns det något skrivet om elevhälsa?
        Finns det erfarenheter om skolval?
        Vad finns det för erfarenheter av barnkonsekvensanalyser?
        sök skolval
        Har någon erfarenhet av elevråd?
        har nån erfarnhet av ungdomsråd
        Vilka har jobbat med barnkonsekvensanalyser?
        Any experiences about school choice?
        search playgrounds
        Do we have experience of youth councils?
        visa erfarenheter om lekplatser
        Vilka erfarenheter finns?
        Hur många erfarenheter har kommit in?
        Vad har Gävle gjort kring trafiksäkerhet? (Gävle)
        erfarenheter om barnets bästa
    """,
    "period": """
        hur lång är avtalsperioden
        När måste vi förnya avtalet?
        När slutar avtalsperioden?
        När är partnerskapet slut?
        hur länge är vi med i avtalet
        What's the end date of the agreement?
        when does the current period end
        Hur länge håller överenskommelsen?
        när är avtalet slut
        Vilken tid gäller överenskommelsen?
        När börjar nästa period?
        When did the agreement start?
        What period does the agreement cover?
        Gäller avtalet fortfarande?
        Hur länge gäller avtalet?
        när löper överenskommelsen ut
        Till när gäller överenskommelsen?
        Vilket datum upphör partnerskapet?
        when is the agreement up for renewal?
        How long is the period?
        När ska överenskommelsen förnyas?
        När går avtalet ut?
        När slutar överenskommelsen?
        hur länge gäller överenskommelsen
        hur lange galler overenskommelsen
        När tar perioden slut?
        När är perioden slut?
        Vilken period är vi i?
        hur länge löper avtalet
        När upphör överenskommelsen att gälla?
        When does the agreement end?
        when does the agrement expire
        How long does the agreement last?
        When is the period over?
        hur lång tid är det kvar på perioden
        överenskomelsen slutar när?
    """,
    "spokesperson": """
Vem är talesperson?
Who is the spokesperson?
har vi någon talesperson
vem av de förtroendevalda är talesperson
""",
    "vacancies": """
        Vilka kommuner saknar förtroendevald?
        vilka platser är vakanta
        vilka kommuner saknar suppleant?
        which municipalities lack an official?
        which seats are vacant?
    """,
    "people": """
        Hur många personer är med?
        hur många förtroendevalda är med i nätverket
        antal tjänstepersoner?
        hur många suppleanter finns det
        how many people are in the network?
        how many officials are there
    """,
    "contact": """
        Vem kan jag höra av mig till i Haninge?
        har du kontaktuppgifter till Gävle
        Vem är vår kontaktperson i Västerås kommun?
        Who represents us from Uppsala?
        Vem är kontakten i Örebro?
        vem ska jag kontakta i Gävle
        vilka sitter för Uppsala
        Vem är förtroendevald i Haninge?
        Kontakta Borlänge hur?
        email to Gävle?
        who is our politician in Gävle
        Vem är kontaktpersonen för Haninge kommun?
        Har ni kontaktuppgifter till någon i Örebro?
        Vem företräder Göteborg?
        Vem är Uppsalas tjänsteperson?
        Vilka representerar Gävle?
        who is the official from Gävle
        how do I reach Örebro
        Vem är vår politiker i Gävle?
        vem kan jag prata med på Västerås kommun
        Vem är vår kontakt i Haninge?
        Vem är politiker från Örebro?
        Vem jobbar med detta i Gävle?
        vem kan jag ringa i uppsala?
        Vem är tjänsteman i Västerås?
        Who is Gävle's contact person?
        who should I talk to in Örebro?
        Vem är suppleant för Gävle?
        Kontaktperson Borlänge?
        Vem är kontaktperson i Gävle? (Gävle)
        vem ar kontaktperson i gavle (Gävle)
        Vem kontaktar jag i Uppsala? (Uppsala)
        kontakt Haninge (Haninge)
        Vem är tjänsteperson i Örebro? (Örebro)
        Vem är förtroendevald för Västerås? (Västerås)
        vem sitter för Borlänge (Borlänge)
        Vem representerar Karlskoga? (Degerfors/Karlskoga)
        Vem når jag i Göteborg? (Angered stadsdel/Göteborg)
        Who is the contact in Gävle? (Gävle)
        who do I contact in Uppsala (Uppsala)
        Who represents Haninge? (Haninge)
        Vilka är kontaktpersoner?
        who is the elected representative of Örebro (Örebro)
        Hur får jag tag på någon i Borlänge? (Borlänge)
        Vem är kontaktperson i Gevle? (Gävle)
        vem ska jag prata med i Västerås (Västerås)
        kontaktuppgifter till Uppsala (Uppsala)
    """,
    "coordinator": """
        vem kan jag kontakta som samordnar
        Vem är ansvarig för nätverket?
        Vem är koordinator?
        Vem håller i samordningen?
        vem driver nätverket
        who runs the network
        Vem är det som samordnar?
        samordnare?
        Who is in charge of the network?
        Who do I contact about coordination?
        Vem är vår samordnare?
        Vem sköter samordningen?
        Who is coordinating?
        Vilka sitter i trojkan?
        hur får jag tag på samordnaren?
        Vem samordnar nätverket?
        Vem är samordnare?
        vem ar samordnare
        Vilka ingår i samordningsgruppen?
        Vem håller ihop partnerskapet?
        vem är samordnren
        Who coordinates the network?
        who is the coordinator
        Hur når jag samordnaren?
        Vem leder nätverket?
    """,
    "members": """
        Vilka medlemmar har vi?
        Hur många kommuner är med i nätverket
        Är Malmö med?
        Vilka är medlemskommuner?
        Vilka deltar i nätverket?
        antal medlemmar
        Hur stort är nätverket?
        is Göteborg part of the network?
        Vilka är med i partnerskapet?
        lista medlemskommuner
        hur många är vi i nätverket
        Vilka kommuner ingår i nätverket?
        How many municipalities are in the network?
        Is Trelleborg in the network?
        Är Karlskoga medlem?
        Vilka städer är med?
        Hur många kommuner är vi?
        Vilka ingår i partnerskapet?
        who is in the network?
        Is Uppsala a member?
        Är Östersund fortfarande med?
        which cities are in the partnership
        Vilka kommuner är med?
        Vilka är medlemmar?
        vilka är med i nätverket
        Hur många medlemmar är vi?
        vilka kommuner deltar i partnerskapet
        medlemmar
        Visa medlemmarna
        Which municipalities are members?
        who are the members
        How many members are there?
        Är Gävle med i nätverket? (Gävle)
        är Trelleborg medlem? (Trelleborg)
        list the members
        Which municipalities take part in the network?
    """,
    "join": """
        vi vill vara med i nätverket
        Hur kommer man med i nätverket?
        Hur går man med i partnerskapet?
        kan man ansluta sig
        I'd like to become a member
        Hur ansöker man om att gå med?
        Kan vår kommun bli medlem?
        vi vill bli medlemmar
        can we join the partnership?
        Hur kan min kommun gå med?
        Hur blir jag en del av nätverket?
        vad måste jag göra för att gå med
        how to join?
        kan jag bli medlem
        Hur går jag med?
        hur gar jag med
        Hur blir man medlem?
        Jag vill gå med i nätverket
        Hur ansluter jag mig?
        How do I join?
        how can I become a member
        I want to join the network
        hur blir jag medlem i partnerskapet
        Vi vill gå med, hur gör vi?
    """,
    "decisions": """
        vilka har beslutat om överenskommelsen?
        har Trelleborg beslutat?
        har Gävle beslutat om överenskommelsen?
        vem har fattat beslut om överenskommelsen?
        vilka medlemmar har antagit överenskommelsen?
        har vi antagit överenskommelsen?
        has Gävle adopted the agreement?
        who has decided on the agreement?
    """,
    "costs": """
        Vad är avgiften?
        Vem står för maten på mötet?
        How much is the fee?
        vem betalar resorna
        Vad kostar det att vara med?
        Vem betalar för maten?
        hur mycket kostar samordningen
        What does it cost?
        Who pays for the hotel?
    """,
    "agreement": """
        vad säger överenskommelsen?
        Vad står i avtalet?
        vad står i överenskommelsen 2017
        visa hela överenskommelsen
        Vad har vi kommit överens om?
        what does the agreement say
        can I read the agreement?
    """,
    "history": """
        vilken historia har nätverket?
        berätta om nätverkets historia
        what is the history of the network?
        what is the network's history
    """,
    "conditions": """
        vilka villkor gäller?
        på vilka villkor är man med i nätverket
        vilka är villkoren i överenskommelsen
        what are the conditions?
        which terms hold
    """,
    "laws": """
        vilka lagar bygger den på?
        Vilka lagar bygger överenskommelsen på?
        vilken lag grundas avtalet på
        which laws does the agreement build on
    """,
    "activities.member": """
        Vilka aktiviteter ansvarar Gävle för? (Gävle)
        What is Uppsala responsible for? (Uppsala)
    """,
    "answer": """
        Hur anmäler jag mig till mötet?
        jag kan inte komma
        how do I sign up for the meeting
        ja vill komma
        How do I answer the invitation?
    """,
    "themes": """
        Vilka temaförslag har inkommit?
        I want to propose a theme
        jag har ett förslag på tema
        Hur lämnar jag förslag på tema?
    """,
    "calendar": """
        kalender
        få in mötet i min kalender
        Kan jag få en kalenderfil?
        add the meetings to my calendar
    """,
    "attendance": """
        närvaro
        Hur ser närvaron ut under perioden?
        attendance statistics
    """,
    "wheel": """
        Kan du visa årshjulet?
        arshjulet tack
        show the annual wheel
    """,
    "experiences.mine": """
        mina erfarenheter
        Vilka erfarenheter har jag bidragit med?
        experiences I have written
    """,
    "checklist": """
        Vad gör en värd?
        vad behöver vi som värd tänka på
        What does the host see to?
    """,
    "coverage": """
        Vilka har ännu inte bidragit till slutrapporten?
        vem har inte bidragit?
        har alla bidragit?
        har någon bidragit?
        har alla kommuner bidragit?
        har Gävle bidragit till aktivitet 1?
        who has not contributed?
        has everyone contributed?
        Who has contributed to the report?
    """,
    "swap": """
        Hur byter vi värdskap med en annan kommun?
        byta vard
    """,
    "settings": """
        Hur stänger jag av påminnelser?
        Kan jag byta språk?
    """,
    "help": """
        Hur använder jag boten?
        Kan du hjälpa mig?
        hur funkar det här?
        vad gör den här boten?
        ?
        Hjälp mig!
        vad kan jag skriva till dig
        Vilka frågor kan jag ställa?
        What questions can I ask?
        vad kan jag göra här?
        hur använder man dig?
        Help me please
        kan du hjälpa mig?
        hjälp
        hjalp
        Hjälp!
        help
        Vad kan du?
        Vad kan du göra?
        what can you do?
        Vad kan jag fråga om?
        Hur fungerar du?
        vem är du?
        hej, vad kan du hjälpa mig med?
    """,
    "thanks": """
        Tack snälla!
        Tack för svaret!
        Thanks a lot
        Tack så jättemycket!
        tusen tack för hjälpen
        ok tack
        tackar!
        Tack ska du ha
        great, thanks
        Tack!
        tack så mycket
        Tack för hjälpen
        Thanks!
        thank you so much
        Toppen, tack!
    """,
    "hello": """
        Hallå där
        Hej på dig
        Hi bot
        hej där
        tjo!
        hej, hur mår du?
        hallå?
        Good morning!
        Hej boten
        Hej
        hej!
        Hejsan
        God morgon
        Hello
        hi there
        Tjena
        Hej hej
    """,
    "switch_network": """
        byt nätverk
        jag vill byta nätverk
        svara för ett annat nätverk
        switch network
        can I change network?
    """,
}

NOT_OURS = """
    när börjar våren
    vilket datum är det idag
    what day is it today
    när är valet i september
    När går nästa buss från Gävle?
    vad betyder nästa mål
    who won the hosting award
    Vad tycker du om Uppsala?
    Hur kommer jag till Örebro?
    När är bröllopet?
    Finns det parkering?
    Kan jag ta med min hund?
    vem är du gift med
    hur skriver man en rapport
    what should I wear
    När kommer lönen?
    Can you summarise the last meeting?
    Vad sa de på mötet igår?
    Hur många kilometer är det till Uppsala?
    Kan jag få semester i juli?
    Vem vill gå på lunch?
    Vem lagar kaffemaskinen?
    När kommer brevet?
    Hur skriver jag en ansökan om bygglov?
    var är chefen
    Jag kommer för sent idag
    Jag blir försenad
    kan du svara på mitt mejl
    Vem har nyckeln till konferensrummet?
    När är deadline för budgeten?
    hur många timmar är det på ett dygn
    Does anyone have a charger?
    Where do I park my car?
    Who is responsible for cleaning?
    när är nästa helgdag
    Hur går det för dig?
    berätta om dig själv
    Vad är meningen med livet?
    Finns det kaffe?
    How old are you?
    please open the door
    Vem ansvarar för städningen?
    Hur blir vädret i Uppsala i november?
    Kan någon hjälpa mig med skrivaren?
    när slutar du jobba
    Vem ska vi rösta på?
    Vad kostar en liter mjölk?
    När går min semester ut?
    kan du ringa Gävle?
    Var ligger stadshuset i Uppsala?
    skriv ett mejl till alla
    Varför är himlen blå?
    Hur många invånare har Örebro?
    När är Uppsala grundat?
    vem har mitt paraply
    Is there a train to Uppsala?
    I am late for work
    I lost my password
    vi behöver en ny skrivare
    När öppnar biblioteket?
    hur loggar jag in
    Jag kan inte komma åt filen
    vilken färg är bäst
    Berätta en historia
    Kom ihåg att köpa mjölk
    Vem är bäst?
    När slutar filmen?
    Var är toaletten?
    Where is my phone
    who am I?
    Vad är 2+2?
    What time is it?
    vad är klockan
    ny laptop beställd
    Möt mig vid stationen
    Vem är rektor i Gävle?
    Kan du påminna mig imorgon?
    Vad tycker du om skolval?
    När är skolavslutningen?
    Vem ska köpa fika?
    Hur många barn bor i Sverige?
    When does the shop close?
    Vem är Gävles kommunalråd?
    Var kan jag parkera?
    Hur bokar jag hotell?
    Skicka protokollet från mötet
    Vad blev beslutat på mötet?
    Vilket parti tillhör Uppsalas politiker?
    hur många dagar är det till jul
    när är det val?
    När börjar semestern?
    Kan du lägga in ett möte den 3 maj?
    Vad är barnkonventionen?
    What is the weather in Uppsala in May?
    Who is the mayor of Gävle?
    är du en robot?
    Hur lång är du?
    vad heter du
    När föddes du
    Jag hittar inte mina nycklar
    Vad blir det för väder imorgon?
    ska vi äta lunch?
    Vad blir det till lunch?
    hej kan du skicka fakturan
    Hej! Kan du skicka fakturan?
    Kan du boka ett rum åt mig?
    What's the weather like?
    När är lunchen?
    vem vann matchen
    När går bussen till Uppsala?
    När är det föräldramöte?
    Kan du flytta mötet till maj?
    Boka om mötet
    Var har jag lagt nycklarna?
    Hur lagar man pannkakor?
    Skriv en dikt om barn
    Vad är huvudstaden i Frankrike?
    Who won the game last night?
    Can you translate this?
    send me the invoice please
    Jag kan inte logga in
    Vem är statsminister?
    Hur mycket är klockan i New York?
    Jag är sjuk idag
    Kan någon ringa vaktmästaren?
    Har du sett min katt
    när börjar skolan
    När stänger affären
    Who is the prime minister?
    what is the meaning of life
    När kommer tåget?
    Hur många bor i Gävle?
    Var ligger Örebro?
    Vem är kung i Sverige?
    asdf qwer zxcv
    12345
    Ställ in mötet i maj
    Hur mår du?
    När fyller du år?
    Vem är chef på Uppsala kommun?
    Hur är vägen till Örebro?
    Avboka mig
    Kan vi ta en fika?
    Do you like music?
    När är mötet med kommunstyrelsen?
"""
