"""
The words of funding: what makes a sum a grant, and what makes it none.

Precision first. A sum becomes a grant only in a sentence that funds somebody, and not in a call
for applications, a demand, a budget, a prize, a donation, or a look back at earlier years.
"""

import re

FUNDING = re.compile(
    r"\b\w*[Ff]örder(?:ung|mittel|geld|summe|betrag|zusage|bescheid)\w*|\b[Ff]örder(?:t|te|"
    r"ten)\b|\bfreu\w*|\bbeteiligt sich\b|"
    r"\bgefördert\b|\b\w*[Zz]uwendung\w*|\b\w*[Bb]escheid\w*|\bbewillig\w*|\b[Bb]ewilligung\w*|"
    r"\b\w*[Zz]usch(?:uss|uß|üss)\w*|\bbezuschuss\w*|\b(?:Landes|Bundes|EU-|Förder)?[Mm]itteln?\b|"
    r"\bLandesgeld\w*|\b[Ff]inanz(?:hilfe|spritze|ierung)\w*|\bunterstütz\w*|\bUnterstützung\b|"
    r"\bgewähr\w*|\berhält\b|\berhalten\b|\berhielt\w*|\bbekomm\w*|\bbekam\w*|\bzugesagt\b|"
    r"\bzur Verfügung\b|\bbereit(?:gestellt|stellt)?\b|\bfließ\w*|\bgeh(?:t|en)\b|\bfloss\w*|"
    r"\bSoforthilfe\w*|\b[Ss]teuert\w*|\bübernimmt\b|\bfinanziert\b|\bLandesförderung\b|\bfür\b|"
    r"\baus dem \w*[Pp]rogramm\b"
)
SURELY_FUNDING = re.compile(
    r"\b\w*[Ff]örder(?:ung|mittel|geld|summe|betrag|zusage|bescheid)\w*|\bfördert\b|\bgefördert\b|"
    r"\b\w*[Zz]uwendung\w*|\b\w*[Bb]escheid(?:e[ns]?|s|übergabe)?\b|\bbewillig\w*|\bBewilligung\w*|"
    r"\b\w*[Zz]usch(?:uss|uß|üss)\w*|\bbezuschuss\w*|\b(?:Landes|Bundes|Förder)mitteln?\b|"
    r"\b[Ff]inanz(?:hilfe|spritze)\w*|\b[Ff]inanzielle[nr]? (?:Unterstützung|Förderung|Hilfe)\b|"
    r"\b[Ll]andesprogramm\w*|\bFörderprogramm\w*|"
    r"EU-Mittel\w*|\bzur Verfügung\b|\bfließen\b|\bfließt\b|"
    r"\b(?:vom|das|Das|dem|Vom) (?:Land|Bund)\b|\bLand Hessen\b|\bHessen (?:fördert|"
    r"unterstützt|gibt)"
)
CALL = re.compile(
    r"\bbeantrag(?:en|t werden)\b|\bAntragstell\w*|\bAntragsfrist\w*|\bbewerben\b|\bBewerbung\w*|"
    r"\bFörderaufruf\b|\b(?:kann|können|könnten)\b(?:(?!freuen)[^:])*\b(?:gefördert|beantragt|"
    r"bezuschusst|erhalten|"
    r"bekommen|gewährt|unterstützt)\b|\bgefördert werden (?:kann|können)\b|"
    r"\bförderfähig (?:ist|sind)\b|"
    r"\b(?:pro|je) (?:Antrag|Projekt|Vorhaben|Maßnahme|Verein|Kommune|Platz|Kind|Person|Stunde|"
    r"Monat|Teilnehm\w+|Stelle|Quadratmeter|Haushalt)\b|\b\w*[Hh]öchst(?:förder)?(?:betrag|"
    r"förderung|satz|summe)\b|"
    r"\bmöglich\b|\bausgeschrieben\b|\beinreichen\b|\beingereicht werden\b|\bFörderhöhe\b|"
    r"\bantragsberechtigt\b"
)
DEMAND = re.compile(
    r"\b(?:fordert|fordern|forderte|verlangt|braucht|benötigt|bräuchte|wünscht|hofft|hoffen|könnte|"
    r"könnten|würde|würden|sollte|sollten|fehlen|fehlt|kürz\w+|Kürzung\w*|gestrichen|streicht)\b|"
    r"\bsoll(?:en)?\b.*\b(?:erhalten|bekommen|gefördert werden|bewilligt werden|fließen)\b"
)
APPLIED = re.compile(
    r"\b(?:beantragt(?:e|en)?|hat.*beantragt|Antrag auf|Anträge auf|in Aussicht gestellt|"
    r"Förderantrag|stellte einen Antrag|um\b.{0,60}\b(?:gebeten|ersucht))\b"
)
GRANTED = re.compile(
    r"\bbewilligt|\bgenehmigt|\berhält|\berhalten\b|\berhielt|[Bb]escheid|\bzugesagt|\bübergeben|"
    r"\bbekommt\b|\bgefördert\b|"
    r"\b(?:Zuwendung|Förderung|Fördersumme|Zuschuss)\b[^.;]{0,80}\b(?:beträgt|beläuft|belaufen)\b"
)
NEGATED = re.compile(
    r"\b(?:abgelehnt|nicht (?:bewilligt|gefördert|erhalten|bekommen|ausgezahlt)|keine Förderung|"
    r"kein Geld|leer aus|zurückzahlen|zurückgezahlt|zurückgefordert|Rückforderung)\b"
)
EARLIER = re.compile(
    r"\b(?:hatte|hatten)\b.*\b(?:erhalten|bekommen|bewilligt|gefördert|unterstützt|"
    r"gegeben|gewährt|"
    r"übergeben|zugesagt|bezuschusst|geflossen|gestellt)\b|\b[Ii]m (?:Vorjahr|vergangenen Jahr|"
    r"letzten Jahr|vorigen Jahr)|\b[Ii]n den (?:Vorjahren|vergangenen|letzten|zurückliegenden)|"
    r"\b[Vv]orjahr\w*|\b(?:[Bb]ereits|[Ss]chon) (?:im Jahr |in den Jahren |seit |für |"
    r"im Herbst |im "
    r"Frühjahr |im Sommer |im \w+ )?(?:19|20)\d\d|\b[Zz]uletzt\b|\b[Bb]isher\w*|\b[Bb]islang\b|"
    r"\bfrüher\w*|\b[Ss]eit (?:dem Jahr |Beginn |Programmstart |(?:19|20)\d\d)|\b[Zz]uvor\b|"
    r"\b[Ii]n der (?:ersten|vorigen|vergangenen|letzten) Förderperiode|"
    r"\b[Ii]n (?:dieser Zeit|diesem Zeitraum)\b|\b[Ss]either\b"
)
LATER = re.compile(
    r"\b[Ii]m (?:kommenden|nächsten|folgenden|darauffolgenden) Jahr\b|\b[Ff]olgejahr\w*|"
    r"\b[Ii](?:n einem|m) (?:zweiten|weiteren|nächsten) (?:Schritt|Bauabschnitt)|"
    r"\bAnschlussförderung\b|"
    r"\bsollen? (?:weitere|noch einmal|zusätzlich)\b|\bin Aussicht\b"
)
BUDGET = re.compile(
    r"\b(?:\w*[Hh]aushalt(?:s|es|splan|sentwurf|sjahr|smittel)?|Doppelhaushalt\w*|"
    r"Nachtragshaushalt\w*|"
    r"\b\w*[Ee]tats?|eingeplant|veranschlagt|Haushaltsentwurf|Landtag (?:beschl|berät))\b"
)
PRIZE = re.compile(
    r"\b(?:Preisgeld\w*|dotiert\w*|Preisträger\w*|\b\w*[Pp]reis(?:es|verleihung|s)"
    r"?\b(?! für Strom)|Jury|"
    r"Gewinner\w*|gewann\w*|Sieger\w*|Wettbewerb\w*|Platz \d|(?:erste|zweite|dritte)[rn]? Platz|"
    r"ausgezeichnet|Auszeichnung\w*|Gewinnsumme|Stipendi\w+)"
)
DONATION = re.compile(
    r"\b(?:\w*[Ss]pende[nrt]?\w*|gespendet|Erlös\w*|Benefiz\w*|Crowdfunding|Tombola)\b"
)
NO_GRANT_MONEY = re.compile(
    r"\b(?:Schaden\w*|Sachschaden\w*|Bußgeld\w*|Strafe|Umsatz\w*|Gewinn|Verlust\w*|"
    r"Schulden\w*|Kredit\w*|"
    r"Eintritt\w*|Gebühr\w*|Miete\w*|Verdienst\w*|Gehalt|Lohn\w*|Kaufpreis\w*|Verkehrswert|"
    r"Steuer\w*|"
    r"Ticket\w*|Einnahmen|Mindestlohn|Minijob\w*|Teilnahmegebühr|kostet pro|Unkostenbeitrag|"
    r"gestohlen\w*|Diebe\w*|Einbrecher\w*|Aufwandsentschädigung|Pfand|Bürgschaft\w*|Beute|"
    r"Falschgeld|Kosten pro)\b"
)
HANDING_OVER = re.compile(
    r"\b(?:übergab\w*|übergib\w*|übergeben\w*|[ÜüUu]berreich\w*|überbr(?:achte|ingt|ingen)\w*|"
    r"ausgehändigt|händigte\w*|aushändig\w*|[Ee]ntgegen\w*|[Üü]bergabe|\b\w*[Bb]escheidübergabe|"
    r"[Ii]m Gepäck|in Empfang|brachte\w*|mitgebracht|empfing\w*)\b"
)
NOTICE = re.compile(
    r"\b\w*[Bb]escheid(?:e[ns]?|s|übergabe)?\b|\b\w*[Ff]örderzusage\w*|\b\w*[Ff]örderurkunde\w*|"
    r"\b[Ff]örderung\b|\b\w*[Zz]uwendung\b|\b[Ff]ördermitteln?\b|\bZusage\b|\bBewilligung\w*|"
    r"\bFörderscheck\w*"
)
NOTICE_DOCUMENT = re.compile(
    r"\b\w*[Bb]escheid(?:e[ns]?|s|übergabe)?\b|\b\w*[Ff]örderzusage\w*|\b\w*[Ff]örderurkunde\w*|"
    r"Fördernachweis\w*|\bBewilligung\w*|\b\w*[Zz]uwendung\b"
)
COLLECTIVE = re.compile(
    r"\b(?:Kommunen|Vereine[n]?|Projekte[n]?|Städte[n]?|Gemeinden|Landkreise[n]?|"
    r"Kreise[n]?|Trägern|"
    r"Initiativen|Organisationen|Schulen|\w*[Ee]inrichtungen|Zentren|Maßnahmen|"
    r"\w+zentren|\w+projekte[n]?|"
    r"Antragsteller\w*|\w*organisationen|Kitas|Feuerwehren|Gebietskörperschaften|"
    r"Bibliotheken|Museen|"
    r"Theatern|Verbände[n]?|Empfänger\w*|Orte[n]?|Kindertagesstätten|"
    r"Betriebe[n]?|"
    r"Hochschulen|Standorte[n]?|Krankenhäusern|\w*vereine[n]?|"
    r"Ehrenamtliche[n]?|\w*stellen)\b"
)
EVERYWHERE = re.compile(
    r"\b(?:[Ll]andesweit\w*|[Bb]undesweit\w*|[A-Z]\w+weit|hessenweit\w*|bayernweit|"
    r"in ganz (?:Hessen|Deutschland)|alle[rn]? "
    r"(?:hessischen )?(?:Kommunen|Landkreise\w*|Städte\w*|Zentren)|flächendeckend|im ganzen Land)\b"
)
STANDS_READY = re.compile(
    r"\b(?:steht|stehen|stehe|stand|standen|stünden)\b.*\b(?:zur Verfügung|bereit)\b|"
    r"\bstell(?:t|en|te|ten)\b(?!.*\b(?:[Dd]afür|[Hh]ierfür|[Dd]azu)\b).*"
    r"\bMillionen\b.*\b(?:zur Verfügung|bereit)\b|"
    r"(?:Euro|€) (?:für|in) das \w*[Pp]rogramm\b"
)
"""Money of a programme: nobody has got it yet."""

INTO_A_REGION = re.compile(
    r"\b(?:flie(?:ß|ss)en|fließt|flossen|gehen|geht|gingen)\b.{0,30}\bin (?:den|die) "
    r"(?:\w+-?[Kk]reis|Landkreis|Kreis|Region)\b"
)
"""What all recipients of a region get together."""

MANY_NOTICES = re.compile(
    r"\b(?:\w*[Bb]escheide|\w*[Zz]uwendungen|Zuschüsse|\w*[Zz]usagen|Fördergelder|Förderungen)n?\b"
)
COUNTED_NOTICES = re.compile(
    r"\b(?:[Zz]wei|[Bb]eiden?|[Dd]rei|[Vv]ier|[Ff]ünf|[Ss]echs|\d+) (?:\w+e[rn]? )?"
    r"(?:\w*[Bb]escheide|\w*[Zz]usagen|\w*[Zz]uwendungen)\b"
)
THE_SUM_IS = re.compile(
    r"\b[Dd](?:ie|er|as) (?:Zuwendung|Förderung|Fördersumme|Zuschuss|\w*[Bb]escheid|Förderbetrag)\b"
    r"[^.;]{0,80}\b(?:beträgt|betrug|beläuft|belief|lautet)\b"
)
"""A sentence about the grant that was spoken of before."""

PART_OF_IT = re.compile(r"^[„»\"]?(?:Davon|Hiervon|Darin|Das sind|Dabei)\b")
PER_YEAR = re.compile(
    r"\b(?:jährlich\w*|pro Jahr|im Jahr(?! (?:19|20)\d\d)|je Jahr|per anno|p\. ?a\.|monatlich\w*|"
    r"jedes Jahr|pro Monat)\b"
)
