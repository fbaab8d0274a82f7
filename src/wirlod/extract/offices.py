"""
How German texts write names and offices: the patterns that ``people`` is made of.

Offices are told by their endings, so that compounds nobody has listed are found too.
"""

from wirlod.extract.vocabulary import read_words

GIVEN_NAMES = read_words("given_names")

LETTERS = "a-zäöüßéèêáàâóòôúíìçñşğıčćšžłøåëï"
CAPITALS = "A-ZÄÖÜÉÈÁÓÇŞĞİČĆŠŽŁØÅ"
WORD = rf"[{CAPITALS}][{LETTERS}]+(?:[-’'][{CAPITALS}][{LETTERS}]+)*|Mc[{CAPITALS}][{LETTERS}]+"
PARTICLE = (
    r"(?:von der|van der|van den|von dem|auf der|von|van|de|zu|zur|vom|der|el|al|dos|da|di|del|ter)"
)
TITLE = (
    r"(?:(?:Prof\.|Dr\.|Dr\.-Ing\.|Dipl\.-\w+\.?|h\.\ ?c\.|med\.|jur\.|phil\.|rer\.|nat\.|habil\.|"
    r"pol\.|Pfarrer|Pfarrerin|Professor|Professorin|Frau|Herrn?|Freifrau|Freiherr)\ ?)"
)
ROLE_ENDING = (
    r"ministerpräsident(?:in)?|minister(?:in|s)?|staatssekretär(?:in|s)?|sekretär(?:in)?|"
    r"präsident(?:in|en)?|landrat(?:es|s)?|landrätin|stadtrat(?:s)?|stadträtin|kreisrat|kreisrätin|"
    r"bürgermeister(?:in|s)?|beigeordnete[rn]?|dezernent(?:in|en)?|vorsteher(?:in|s)?|"
    r"vorsitzende[rn]?|leiter(?:in|s)?|leitung|geschäftsführer(?:in|s)?|geschäftsführung|"
    r"koordinator(?:in|s)?|beauftragte[rn]?|sprecher(?:in|s)?|direktor(?:in|s)?|abgeordnete[rn]?|"
    r"vorstand|vorständin|rektor(?:in)?|dekan(?:in)?|wehrführer(?:in)?|brandinspektor(?:in)?|"
    r"kanzler(?:in)?|referent(?:in|en)?|mitarbeiter(?:in)?|manager(?:in)?|kommissar(?:in)?|"
    r"intendant(?:in|en)?|kurator(?:in)?|kämmerer|kämmerin|senator(?:in|s)?|"
    r"bevollmächtigte[rn]?|bischof|bischöfin|pröpstin|propst|präses|gründer(?:in)?|inhaber(?:in)?|"
    r"schirmherr(?:in)?|trainer(?:in)?|obmann|obfrau|vertreter(?:in|s)?|mitglied|"
    r"schatzmeister(?:in)?|"
    r"beiratsvorsitzende[rn]?|fallmanagement|schriftführer(?:in)?|ministerialdirigent(?:in)?|"
    r"ministerialrat|chef(?:in)?|betreuer(?:in)?|berater(?:in)?|architekt(?:in)?|pädagog(?:e|in)|"
    r"kassenwart(?:in)?|kassierer(?:in)?|meister(?:in)?|professor(?:in)?|planer(?:in)?|rätin"
)
ROLE_ENDING_CAPITAL = "|".join(
    part.strip()[0].upper() + part.strip()[1:]
    for part in ROLE_ENDING.split("|")
    if part[0].isalpha()
)
ROLE_WORD = rf"(?:[{CAPITALS}][\w-]*(?:{ROLE_ENDING})|(?:{ROLE_ENDING_CAPITAL}))(?![\w-])"
RANK = (
    r"(?:(?:[Ee]rste[rn]?|[Hh]auptamtliche[rn]?|[Ee]hrenamtliche[rn]?|"
    r"[Ss]tellvertretende[rn]?|[Ss]tv\.|[Ww]issenschaftliche[rn]?|[Kk]aufmännische[rn]?|"
    r"[Ss]ozialpolitische[rn]?|[Pp]arlamentarische[rn]?|[Ee]hemalige[rn]?)\ )"
)
PREFIX = rf"(?:[{CAPITALS}][\w]+-(?:,\ [{CAPITALS}]\w+-)*\ (?:und|sowie|/)\ )"
ROLE = rf"{RANK}?{PREFIX}?{ROLE_WORD}"
ROLES = rf"{ROLE}(?:\ (?:und|sowie|&)\ {ROLE})?"
FIELD = (
    rf"(?:\ für\ [{CAPITALS}][\w-]*(?:,\ [{CAPITALS}][\w-]*)*(?:\ und\ [{CAPITALS}][\w-]*)?"
    rf"|\ Integrationsförderung)"
)
FULL_NAME = rf"(?:{TITLE}*(?:(?:{WORD}|[{CAPITALS}]\.)\ ){{1,3}}?(?:{PARTICLE}\ )?(?:{WORD}))"
MINISTRY = (
    rf"(?:[Hh]essischen\ )?\w*[Mm]inisteriums?\ (?:für|des|der)\ [{CAPITALS}][\w-]*"
    rf"(?:,\ [{CAPITALS}][\w-]*)*(?:\ und\ (?:für\ )?[{CAPITALS}][\w-]*)?"
)
ORGANISATION_AFTER = (
    r"(?:\ (?:des|der|vom|von|im|in\ der|beim|bei\ der|am|aus\ dem|für\ den|dem)\ "
    rf"(?P<organisation>{MINISTRY}|[^,;:()„“]{{3,90}}?))"
)
NOT_A_NAME = read_words("no_names")
