"""Copies of the records that contradict themselves: what is changed, and what is said of it."""

from typing import NamedTuple

WMK = "werra-meissner-kreis-2021"
WMK_CLAIM = f"{WMK}/presseinformation"
WMK_HANDOVER = "uebergabe-werra-meissner-kreis-2021"
WMK_RELEASE = "hmsi-2021-10-29-werra-meissner"
BOTH = "uebergabe-hochtaunus-und-bad-homburg-2026"


class Change(NamedTuple):
    """A cell that gets another value; without column, the row goes."""

    table: str
    key: str
    """Of the row; of a part, the key of what it belongs to, a slash, and its own."""
    column: str = ""
    value: str = ""


class Copy(NamedTuple):
    """What is changed, where it must be found, and in which words."""

    changes: list[Change]
    place: tuple[str, str]
    """Table and key of the row that is complained of."""
    other: tuple[str, str] | None
    """Table and key of the row that it contradicts; none where there is only one."""
    says: str
    stops: bool = True
    """Whether it stops a publication; a warning does not."""


def both(column: str, value: str) -> list[Change]:
    """Change a grant together with its preferred claim."""
    return [Change("grants", WMK, column, value), Change("claims", WMK_CLAIM, column, value)]


CLAIMS = {
    "a grant has another sum than its claim": Copy(
        [Change("grants", WMK, "amount", "510000")],
        ("grants", WMK),
        ("claims", WMK_CLAIM),
        "amount: found 510000, but the preferred claim",
    ),
    "a grant is more exact than its claim": Copy(
        [Change("grants", WMK, "precision", "exact")],
        ("grants", WMK),
        ("claims", WMK_CLAIM),
        "precision: found exact",
    ),
    "a grant has another kind of sum than its claim": Copy(
        [Change("grants", WMK, "sum_kind", "total-cost")],
        ("grants", WMK),
        ("claims", WMK_CLAIM),
        "sum_kind: found total-cost",
    ),
    "a grant is per year and its claim is not": Copy(
        [Change("grants", WMK, "per", "year")],
        ("grants", WMK),
        ("claims", WMK_CLAIM),
        "per: found year",
    ),
    "a preferred claim has another end": Copy(
        [Change("claims", WMK_CLAIM, "end", "2026")],
        ("grants", WMK),
        ("claims", WMK_CLAIM),
        "end: found 2025",
    ),
    "two claims are preferred": Copy(
        [Change("claims", f"{WMK}/integrationsnetz", "preferred", "yes")],
        ("claims", f"{WMK}/integrationsnetz"),
        ("claims", WMK_CLAIM),
        "preferred: is 'yes', as in",
    ),
    "no claim is preferred": Copy(
        [Change("claims", WMK_CLAIM, "preferred", "no")],
        ("claims", WMK_CLAIM),
        ("grants", WMK),
        "is preferred: say 'yes' for one",
    ),
    "a sum has no claim": Copy(
        [Change("claims", "landkreis-kassel-2026/ministerium")],
        ("grants", "landkreis-kassel-2026"),
        ("releases", "hmaijs-lk-kassel-2026"),
        "claims.csv has no claim on it",
        stops=False,
    ),
    "the source of a claim is no source of the grant": Copy(
        [Change("claims", "landkreis-kassel-2026/ministerium", "source", WMK_RELEASE)],
        ("grants", "landkreis-kassel-2026"),
        ("claims", "landkreis-kassel-2026/ministerium"),
        f"sources: does not name {WMK_RELEASE}",
    ),
    "a release reports a grant that does not cite it": Copy(
        [Change("releases", WMK_RELEASE, "reports", f"[{WMK}, stadt-kassel-2022]")],
        ("grants", "stadt-kassel-2022"),
        ("releases", WMK_RELEASE),
        "which reports the grant",
    ),
    "a release does not report a grant that cites it": Copy(
        [Change("releases", WMK_RELEASE, "reports", "[]")],
        ("releases", WMK_RELEASE),
        ("grants", WMK),
        "which cites it",
        stops=False,
    ),
    "the source of a handover is no source of the grant": Copy(
        [Change("handovers", WMK_HANDOVER, "sources", f"{WMK_RELEASE} kassel-2022-11-21")],
        ("handovers", WMK_HANDOVER),
        ("grants", WMK),
        "names kassel-2022-11-21, which is no source of",
        stops=False,
    ),
    "a claim ends before the grant starts": Copy(
        [
            Change("claims", f"{WMK}/integrationsnetz", "start", "2019"),
            Change("claims", f"{WMK}/integrationsnetz", "end", "2020"),
        ],
        ("claims", f"{WMK}/integrationsnetz"),
        ("grants", WMK),
        "end: 2020 lies before the start 2021",
    ),
    "two sources of a sum differ by a digit": Copy(
        [Change("claims", f"{WMK}/integrationsnetz", "amount", "5000000")],
        ("claims", f"{WMK}/integrationsnetz"),
        ("claims", WMK_CLAIM),
        "is a digit missing?",
        stops=False,
    ),
}
PASSAGES = {
    "a passage says another sum": Copy(
        both("amount", "510000"),
        ("releases", WMK_RELEASE),
        ("grants", WMK),
        "is evidence of amount '510000'",
    ),
    "a passage says it less exactly": Copy(
        both("precision", "exact"),
        ("releases", WMK_RELEASE),
        ("grants", WMK),
        "is evidence of precision 'exact'",
    ),
    "a passage says another start": Copy(
        both("start", "2020"),
        ("releases", WMK_RELEASE),
        ("grants", WMK),
        "is evidence of start '2020'",
    ),
    "a passage says another end": Copy(
        both("end", "2026"),
        ("releases", WMK_RELEASE),
        ("grants", WMK),
        "is evidence of end '2026'",
    ),
    "a passage names another recipient": Copy(
        [Change("grants", WMK, "recipient", "stadt-kassel")],
        ("releases", WMK_RELEASE),
        ("grants", WMK),
        "is evidence of recipient 'stadt-kassel'",
    ),
    "a passage means another day": Copy(
        [Change("handovers", WMK_HANDOVER, "date", "2021-10-28")],
        ("releases", WMK_RELEASE),
        ("handovers", WMK_HANDOVER),
        "is evidence of date '2021-10-28'",
    ),
    "a passage names another place": Copy(
        [Change("handovers", WMK_HANDOVER, "place", "korbach")],
        ("releases", WMK_RELEASE),
        ("handovers", WMK_HANDOVER),
        "is evidence of place 'korbach'",
    ),
    "a passage names somebody else": Copy(
        [Change("handovers", WMK_HANDOVER, "given_by", "kai-klose")],
        ("releases", WMK_RELEASE),
        ("handovers", WMK_HANDOVER),
        "is evidence of given_by 'kai-klose'",
    ),
    "a passage dates a milestone otherwise": Copy(
        [Change("milestones", "koordination-werra-meissner-kreis", "date", "2014")],
        ("releases", WMK_RELEASE),
        ("milestones", "koordination-werra-meissner-kreis"),
        "is evidence of date '2014'",
    ),
    "a passage says less exactly when": Copy(
        [Change("milestones", "koordination-werra-meissner-kreis", "date", "2015-03")],
        ("releases", WMK_RELEASE),
        ("milestones", "koordination-werra-meissner-kreis"),
        "is evidence of date '2015-03'",
    ),
    "a passage counts otherwise": Copy(
        [Change("figures", "zentren-2021", "number", "22")],
        ("releases", WMK_RELEASE),
        ("figures", "zentren-2021"),
        "is evidence of number '22'",
    ),
    "a passage states another lower bound": Copy(
        [Change("figures", "zentren-2021-betrag", "minimum", "13500000")],
        ("releases", WMK_RELEASE),
        ("figures", "zentren-2021-betrag"),
        "is evidence of minimum '13500000'",
    ),
    "a passage stands in a release that the record does not cite": Copy(
        [Change("figures", "zentren-2021", "sources", "rtk-2021")],
        ("releases", WMK_RELEASE),
        ("figures", "zentren-2021"),
        "among its sources",
        stops=False,
    ),
}
AMOUNTS = {
    "500 billion euros": Copy(
        [
            Change("grants", "stadt-kassel-2022", "amount", "500000000000"),
            Change("claims", "stadt-kassel-2022/stadt-kassel", "amount", "500000000000"),
        ],
        ("grants", "stadt-kassel-2022"),
        None,
        "found 500,000,000,000 euros, wanted less",
    ),
    "a figure of a trillion": Copy(
        [Change("figures", "budget-2015", "amount", "3100000000000")],
        ("figures", "budget-2015"),
        None,
        "wanted less than",
    ),
    "a grant larger than the programme": Copy(
        [
            Change("grants", "stadt-kassel-2022", "amount", "55500000"),
            Change("claims", "stadt-kassel-2022/stadt-kassel", "amount", "55500000"),
        ],
        ("grants", "stadt-kassel-2022"),
        ("figures", "zentren-2026-betrag"),
        "reports of the programme",
        stops=False,
    ),
    "a grant of five euros": Copy(
        [
            Change("grants", "mikro-vfl-wolfhagen-2023", "amount", "5"),
            Change("claims", "mikro-vfl-wolfhagen-2023/landkreis", "amount", "5"),
        ],
        ("grants", "mikro-vfl-wolfhagen-2023"),
        None,
        "found 5 euros: are thousands or millions missing?",
        stops=False,
    ),
}
PLACES = {
    "a centre of another body": Copy(
        [Change("grants", WMK, "centre", "vielfaltszentrum-stadt-kassel")],
        ("grants", WMK),
        ("organisations", "vielfaltszentrum-stadt-kassel"),
        "not of the recipient",
    ),
    "a territory in itself": Copy(
        [Change("territories", "eschwege", "within", "eschwege")],
        ("territories", "eschwege"),
        None,
        "leads back to eschwege: eschwege → eschwege",
    ),
    "territories in a circle": Copy(
        [Change("territories", "hessen", "within", "eschwege")],
        ("territories", "eschwege"),
        ("territories", "hessen"),
        "eschwege → werra-meissner-kreis → hessen → eschwege",
    ),
    "units in a circle": Copy(
        [Change("organisations", "land-hessen", "unit_of", "sozialministerium")],
        ("organisations", "land-hessen"),
        ("organisations", "sozialministerium"),
        "leads back to land-hessen",
    ),
    "two names at a time": Copy(
        [Change("names", "sozialministerium/hmsi", "valid_to", "2024-03")],
        ("names", "sozialministerium/hmaijs"),
        ("names", "sozialministerium/hmsi"),
        "is a name at the same time as that in",
    ),
    "two forms of a city at a time": Copy(
        [Change("territories", "hanau", "valid_to", "2026-06-30")],
        ("territories", "hanau-kreisfrei"),
        ("territories", "hanau"),
        "is valid at the same time as its predecessor",
    ),
    "forms of a city without a day between them": Copy(
        [Change("territories", "hanau", "valid_to", "")],
        ("territories", "hanau-kreisfrei"),
        ("territories", "hanau"),
        "say until when that was valid",
    ),
    "forms of a city in a circle": Copy(
        [Change("territories", "hanau", "predecessor", "hanau-kreisfrei")],
        ("territories", "hanau"),
        ("territories", "hanau-kreisfrei"),
        "predecessor: leads back to hanau",
    ),
    "a district in a municipality": Copy(
        [Change("territories", "odenwaldkreis", "within", "eschwege")],
        ("territories", "odenwaldkreis"),
        ("territories", "eschwege"),
        "a district does not lie in the municipality",
    ),
    "a municipality in a municipality": Copy(
        [Change("territories", "korbach", "within", "eschwege")],
        ("territories", "korbach"),
        ("territories", "eschwege"),
        "a municipality does not lie in the municipality",
    ),
    "a municipality in another district": Copy(
        [Change("territories", "korbach", "within", "odenwaldkreis")],
        ("territories", "korbach"),
        ("territories", "odenwaldkreis"),
        "06635015 does not begin with 06437",
        stops=False,
    ),
    "one official key for two": Copy(
        [Change("territories", "kassel", "ags", "06414")],
        ("territories", "wiesbaden"),
        ("territories", "kassel"),
        "ags: has the official key of",
        stops=False,
    ),
    "a place in a district that was no more": Copy(
        [
            Change("territories", "odenwaldkreis", "valid_to", "1990"),
            Change("territories", "korbach", "within", "odenwaldkreis"),
            Change("territories", "korbach", "valid_from", "2000"),
        ],
        ("territories", "korbach"),
        ("territories", "odenwaldkreis"),
        "is not valid at the same time",
        stops=False,
    ),
    "the same organisation twice": Copy(
        [Change("organisations", "stadt-marburg", "label", "Stadt Kassel")],
        ("organisations", "stadt-marburg"),
        ("organisations", "stadt-kassel"),
        "are they the same?",
        stops=False,
    ),
    "an organisation formed from itself": Copy(
        [
            Change(
                "organisations",
                "vielfaltszentrum-werra-meissner-kreis",
                "merges",
                "vielfaltszentrum-werra-meissner-kreis koordination-werra-meissner-kreis",
            )
        ],
        ("organisations", "vielfaltszentrum-werra-meissner-kreis"),
        None,
        "merges: names vielfaltszentrum-werra-meissner-kreis itself",
    ),
    "a role that nobody holds": Copy(
        [Change("roles", "anne-janz/staatssekretaerin-2021-10-29")],
        ("releases", WMK_RELEASE),
        None,
        "but roles.csv has no such role of anne-janz",
    ),
}
EVENTS = {
    "each takes the notice of the other": Copy(
        [
            Change(
                "handovers",
                BOTH,
                "receipts",
                "hochtaunuskreis-2026=tobias-ottaviani stadt-bad-homburg-2026=antje-van-der-heide",
            )
        ],
        ("handovers", BOTH),
        ("grants", "stadt-bad-homburg-2026"),
        "the person has no role at the recipient",
    ),
    "nobody says who took what": Copy(
        [Change("handovers", BOTH, "receipts", "")],
        ("handovers", BOTH),
        None,
        "does not say who took the notice of hochtaunuskreis-2026",
        stops=False,
    ),
    "somebody says who took one of two": Copy(
        [Change("handovers", BOTH, "receipts", "hochtaunuskreis-2026=antje-van-der-heide")],
        ("handovers", BOTH),
        None,
        "does not say who took the notice of stadt-bad-homburg-2026",
        stops=False,
    ),
    "a notice is handed over twice": Copy(
        [Change("handovers", "uebergabe-stadt-kassel-2022", "grants", WMK)],
        ("handovers", "uebergabe-stadt-kassel-2022"),
        ("handovers", WMK_HANDOVER),
        f"{WMK} is handed over in",
        stops=False,
    ),
    "somebody of another body takes it": Copy(
        [Change("handovers", WMK_HANDOVER, "received_by", "frank-kilian")],
        ("handovers", WMK_HANDOVER),
        ("roles", "frank-kilian/landrat-2021"),
        "has no role at a recipient",
        stops=False,
    ),
    "two numbers for the same": Copy(
        [Change("figures", "kiv-27", "note", ""), Change("figures", "kiv-24", "note", "")],
        ("figures", "kiv-27"),
        ("figures", "kiv-24"),
        "let their notes name each other",
        stops=False,
    ),
    "one page is two releases": Copy(
        [
            Change("releases", "hmsi-mo-2019", "url", "https://example.org/1"),
            Change("releases", "hmsi-kiv-2019", "url", "https://example.org/1"),
        ],
        ("releases", "hmsi-mo-2019"),
        ("releases", "hmsi-kiv-2019"),
        "are they the same release?",
        stops=False,
    ),
}
TIMES = {
    "a notice dated after its handover": Copy(
        [Change("grants", WMK, "notice_date", "2021-11-01")],
        ("grants", WMK),
        ("handovers", WMK_HANDOVER),
        "lies after the handover on 2021-10-29",
    ),
    "a handover after the end": Copy(
        [Change("handovers", "uebergabe-stadt-kassel-2022", "date", "2026-02")],
        ("grants", "stadt-kassel-2022"),
        ("handovers", "uebergabe-stadt-kassel-2022"),
        "2025 lies before the handover on 2026-02",
        stops=False,
    ),
    "a grant that ends before its guideline": Copy(
        [Change("grants", "kiv-hofheim-2019", "guideline", "wir-2020")],
        ("grants", "kiv-hofheim-2019"),
        ("guidelines", "wir-2020"),
        "2019 lies before the guideline wir-2020",
    ),
    "a grant of a programme that is over": Copy(
        [Change("grants", WMK, "programme", "modellregionen-integration")],
        ("grants", WMK),
        ("programmes", "modellregionen-integration"),
        "is not there while the grant runs",
        stops=False,
    ),
    "a recipient that is no more": Copy(
        [Change("organisations", "werra-meissner-kreis", "until", "2019")],
        ("grants", WMK),
        ("organisations", "werra-meissner-kreis"),
        "recipient: werra-meissner-kreis",
        stops=False,
    ),
    "a release before what it reports": Copy(
        [Change("handovers", "uebergabe-kompetenzzentrum-vielfalt-2022", "date", "2022-12")],
        ("handovers", "uebergabe-kompetenzzentrum-vielfalt-2022"),
        ("releases", "offenbach-2022-09-14"),
        "which reports it",
        stops=False,
    ),
    "a role in an organisation that is not there yet": Copy(
        [Change("organisations", "stadt-hanau", "since", "2026-01-01")],
        ("roles", "maximilian-bieri/buergermeister-und-sozialdezernent-2025-11-09"),
        ("organisations", "stadt-hanau"),
        "lies outside the time of",
        stops=False,
    ),
    "a programme before its predecessor": Copy(
        [Change("programmes", "wir", "start", "2008")],
        ("programmes", "wir"),
        ("programmes", "wir-integrationsansaetze"),
        "2008 lies before its predecessor",
    ),
    "a guideline before its predecessor": Copy(
        [Change("guidelines", "wir-2020", "date", "2012-12-11")],
        ("guidelines", "wir-2020"),
        ("guidelines", "wir-2013"),
        "date: 2012-12-11 lies before its predecessor",
    ),
    "a day to the year it is in": Copy(
        [Change("grants", "kiv-weiterstadt-2021", "start", "2021-10-29")],
        ("grants", "kiv-weiterstadt-2021"),
        None,
        "2021-10-29 to 2021 can be no time at all",
        stops=False,
    ),
}
COPIES = {**CLAIMS, **PASSAGES, **AMOUNTS, **PLACES, **EVENTS, **TIMES}
