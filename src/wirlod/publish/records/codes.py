"""The code lists that columns choose from; a test holds each equal to ``ontology/concepts.ttl``."""

from typing import Literal

Precision = Literal["exact", "approximate", "at-least", "at-most"]
SumKind = Literal["grant", "eligible-expenditure", "total-cost", "programme-volume", "other-share"]
Per = Literal["year"]
Basis = Literal["stated", "derived"]
Currency = Literal["EUR"]
YesNo = Literal["yes", "no"]
TerritoryType = Literal[
    "state", "district", "district-free-city", "special-status-city", "municipality"
]
OrganisationType = Literal[
    "state-government",
    "ministry",
    "authority",
    "local-authority",
    "diversity-centre",
    "coordination-post",
    "case-management-post",
    "association",
    "parliament",
    "media",
]
MilestoneType = Literal[
    "programme-step",
    "guideline-step",
    "coordination-established",
    "case-management-established",
    "centre-established",
    "participation",
    "plan",
    "meeting",
    "deadline",
    "visit",
    "milestone-other",
]
FigureMeasure = Literal[
    "measure-centres",
    "centre-funding",
    "programme-budget",
    "measure-programme-volume",
    "funding-rate",
    "measure-grants",
    "measure-projects",
    "measure-people",
    "measure-municipalities",
    "measure-coordination-posts",
    "measure-other",
]
ReleaseType = Literal[
    "press-release",
    "news-article",
    "news-page",
    "party-page",
    "newsletter",
    "parliamentary-paper",
]
