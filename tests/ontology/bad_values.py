"""
Bad values, one case for each property shape: the shape, a good thing, and what it says instead.

The values are Turtle; an empty text takes all values away. Things live at example addresses, terms
and concepts under the base of the edition.
"""

WORLD = "https://example.org/"
GRANT = f"{WORLD}id/grant/musterkreis-2021"
CLAIM = f"{GRANT}#claim-presseinformation"
HANDOVER = f"{WORLD}id/handover/uebergabe-musterkreis-2021"
MILESTONE = f"{WORLD}id/milestone/masterplan-musterkreis-2016"
NUMBER = f"{WORLD}id/figure/zentren-2021"
SUM = f"{WORLD}id/figure/zentren-2021-betrag"
RELEASE = f"{WORLD}id/release/meldung-2021-10-29"
ARTICLE = f"{WORLD}id/release/bericht-2021-10-30"
QUOTATION = f"{WORLD}id/quotation/meldung-2021-10-29-mustermann-ueberschrift"
EVIDENCE = f"{WORLD}id/evidence/meldung-2021-10-29-betrag"
CENTRE = f"{WORLD}id/organisation/vielfaltszentrum-musterkreis"
POST = f"{WORLD}id/organisation/koordination-musterkreis"
MINISTRY = f"{WORLD}id/organisation/sozialministerium"
DISTRICT = f"{WORLD}id/organisation/musterkreis"
PERSON = f"{WORLD}id/person/erika-mustermann"
ROLE = f"{PERSON}#role-staatssekretaerin-2021-10-29"
TERRITORY = f"{WORLD}id/territory/musterkreis"
GUIDELINE = f"{WORLD}id/guideline/vielfalt-2020"
PROGRAMME = f"{WORLD}id/programme/vielfalt"
LISTED = f"{WORLD}id/grant/musterliste-a-1"
ROW = f"{LISTED}#row"
NAMELESS = f"{WORLD}id/organisation/natuerliche-personen-06999"
OFFICE_TABLE = f"{WORLD}id/release/tabelle-musterliste"
CONCEPT = "id/concept/exact"
PRIORITY = f"{WORLD}id/priority/vielfaltszentren"
ALIGNMENT = "def/wir#alignment-Claim-schema-Claim"

NO_DATE = '"29.10.2021"'
TWO_DATES = '"2021"^^xsd:gYear, "2022"^^xsd:gYear'
NO_GRANT = f"<{PROGRAMME}>"
NO_ORGANISATION = f"<{TERRITORY}>"
NO_PERSON = f"<{DISTRICT}>"
NO_TERRITORY = f"<{DISTRICT}>"
ONE_LANGUAGE = '"nur deutsch"@de'
TWICE_GERMAN = '"einmal"@de, "zweimal"@de'

BAD_VALUES = {
    # what everything has
    "thing#LabelShape": (GRANT, ONE_LANGUAGE),
    "thing#IdentifierShape": (GRANT, '"Werra_Meißner"'),
    "thing#SourcesShape": (GRANT, '"Presse"'),
    "thing#NoteShape": (GRANT, TWICE_GERMAN),
    "thing#BasisShape": (GRANT, "<id/concept/exact>"),
    "thing#MoneyTypeShape": (f"{GRANT}#amount", "schema:MonetaryAmount, schema:Thing"),
    "thing#ValueShape": (f"{GRANT}#amount", "-1.0"),
    "thing#MinimumShape": (f"{SUM}#amount", '"12,5 Mio"'),
    "thing#MaximumShape": (f"{WORLD}id/figure/mikroprojekte-obergrenze#amount", "0.0"),
    "thing#CurrencyShape": (f"{GRANT}#amount", '"DM"'),
    "thing#MoneyPrecisionShape": (
        f"{GRANT}#amount",
        "<id/concept/exact>, <id/concept/approximate>",
    ),
    "thing#SumKindShape": (f"{GRANT}#amount", "<id/concept/exact>"),
    "thing#PerShape": (f"{GRANT}#amount", "<id/concept/exact>"),
    "thing#PeriodTypeShape": (f"{GRANT}#period", "dct:PeriodOfTime, schema:Thing"),
    "thing#PeriodStartShape": (f"{GRANT}#period", NO_DATE),
    "thing#PeriodEndShape": (f"{GRANT}#period", TWO_DATES),
    # grant
    "grant#GrantTypeShape": (GRANT, "wir:Grant"),
    "grant#GrantRecipientShape": (GRANT, ""),
    "grant#GrantRowShape": (LISTED, f"<{PROGRAMME}>"),
    "grant#RowTypeShape": (ROW, "csvw:Row, schema:Thing"),
    "grant#RowSourceShape": (ROW, f"<{PROGRAMME}>"),
    "grant#RowNumberShape": (ROW, "0"),
    "grant#RowSheetShape": (ROW, '""'),
    "grant#RowCellsShape": (ROW, '""'),
    "organisation#PrivatePersonsTypeShape": (NAMELESS, "foaf:Group, schema:Thing"),
    "organisation#PrivatePersonsClassificationShape": (NAMELESS, "<id/concept/company>"),
    "release#SourceTextLicenceShape": (OFFICE_TABLE, '"dl-by-de"'),
    "grant#GrantProgrammeShape": (GRANT, f"<{GUIDELINE}>"),
    "grant#GrantGuidelineShape": (GRANT, f"<{PROGRAMME}>"),
    "grant#GrantPriorityShape": (GRANT, "<id/concept/exact>"),
    "grant#GrantPurposeShape": (GRANT, TWICE_GERMAN),
    "grant#GrantFunderShape": (GRANT, NO_ORGANISATION),
    "grant#GrantAuthorityShape": (GRANT, NO_ORGANISATION),
    "grant#GrantCentreShape": (GRANT, f"<{DISTRICT}>"),
    "grant#GrantAmountShape": (GRANT, '"rund 500.000"'),
    "grant#GrantRecipientTerritoryShape": (GRANT, NO_TERRITORY),
    "grant#GrantInTerritoryShape": (GRANT, NO_TERRITORY),
    "grant#GrantPlaceShape": (GRANT, NO_TERRITORY),
    "grant#GrantGrantedShape": (GRANT, "600000.0"),
    "grant#GrantMaximumShape": (GRANT, "500000.0, 600000.0"),
    "grant#GrantCountingShape": (GRANT, "<id/concept/grant>"),
    "grant#GrantFirstDayShape": (GRANT, '"2026-01-01"^^xsd:date'),
    "grant#GrantLastDayShape": (GRANT, '"2025"^^xsd:gYear'),
    "grant#GrantMoneyShape": (GRANT, f"<{GRANT}#period>"),
    "grant#GrantPeriodShape": (GRANT, f"<{GRANT}#amount>"),
    "grant#GrantNoticeShape": (GRANT, f"<{HANDOVER}>"),
    "grant#GrantClaimShape": (GRANT, f"<{RELEASE}>"),
    "grant#NoticeTypeShape": (f"{GRANT}#notice", "wir:GrantNotice"),
    "grant#NoticeDateShape": (f"{GRANT}#notice", NO_DATE),
    "grant#NoticeAgentShape": (f"{GRANT}#notice", f"<{PERSON}>"),
    "grant#NoticeReceivedByShape": (f"{GRANT}#notice", NO_PERSON),
    "grant#ClaimTypeShape": (CLAIM, "wir:Claim, schema:Claim"),
    "grant#ClaimSourceShape": (CLAIM, "<https://example.org/page>"),
    "grant#ClaimMoneyShape": (CLAIM, f"<{CLAIM}-period>"),
    "grant#ClaimPeriodShape": (CLAIM, f"<{CLAIM}-amount>"),
    "grant#ClaimPreferredShape": (CLAIM, '"yes"'),
    # handover
    "handover#HandoverTypeShape": (HANDOVER, "wir:Handover"),
    "handover#HandoverGrantsShape": (HANDOVER, NO_GRANT),
    "handover#HandoverDateShape": (HANDOVER, NO_DATE),
    "handover#HandoverPlaceShape": (HANDOVER, NO_TERRITORY),
    "handover#HandoverGivenByShape": (HANDOVER, NO_PERSON),
    "handover#HandoverReceivedByShape": (HANDOVER, NO_PERSON),
    # milestone
    "milestone#MilestoneTypeShape": (MILESTONE, "wir:Milestone"),
    "milestone#MilestoneCategoryShape": (MILESTONE, "<id/concept/press-release>"),
    "milestone#MilestoneStartShape": (MILESTONE, TWO_DATES),
    "milestone#MilestoneEndShape": (MILESTONE, NO_DATE),
    "milestone#MilestoneSubjectsShape": (MILESTONE, '"organisation/musterkreis"'),
    "milestone#MilestonePlaceShape": (MILESTONE, NO_TERRITORY),
    # figure
    "figure#FigureTypeShape": (NUMBER, "wir:ReportedFigure"),
    "figure#FigureMeasureShape": (NUMBER, "<id/concept/plan>"),
    "figure#FigureCountedShape": (NUMBER, ONE_LANGUAGE),
    "figure#FigureNumberShape": (NUMBER, "-21"),
    "figure#FigurePrecisionShape": (NUMBER, "<id/concept/stated>"),
    "figure#FigureAmountShape": (SUM, "0.0"),
    "figure#FigureMoneyShape": (SUM, f"<{GRANT}#period>"),
    "figure#FigurePeriodShape": (SUM, f"<{SUM}#amount>"),
    "figure#FigureAsOfShape": (SUM, NO_DATE),
    # programme and guideline
    "programme#ProgrammeTypeShape": (PROGRAMME, "wir:Programme"),
    "programme#ProgrammeDescriptionShape": (PROGRAMME, TWICE_GERMAN),
    "programme#ProgrammeFunderShape": (PROGRAMME, NO_ORGANISATION),
    "programme#ProgrammeStartShape": (PROGRAMME, NO_DATE),
    "programme#ProgrammeEndShape": (PROGRAMME, TWO_DATES),
    "programme#ProgrammePredecessorShape": (PROGRAMME, f"<{GUIDELINE}>"),
    "guideline#GuidelineTypeShape": (GUIDELINE, "wir:Guideline"),
    "guideline#GuidelineTitleShape": (GUIDELINE, ""),
    "guideline#GuidelineProgrammeShape": (GUIDELINE, ""),
    "guideline#GuidelineCitationShape": (GUIDELINE, '"StAnz. 1", "StAnz. 2"'),
    "guideline#GuidelineDateShape": (GUIDELINE, NO_DATE),
    "guideline#GuidelineInForceShape": (GUIDELINE, TWO_DATES),
    "guideline#GuidelinePassedByShape": (GUIDELINE, NO_ORGANISATION),
    "guideline#GuidelinePredecessorShape": (GUIDELINE, f"<{PROGRAMME}>"),
    # release
    "release#SourceTextTypeShape": (ARTICLE, "wir:SourceText, schema:Recipe"),
    "release#SourceTextCategoryShape": (ARTICLE, "<id/concept/plan>"),
    "release#SourceTextTitleShape": (RELEASE, ""),
    "release#SourceTextIssuedShape": (RELEASE, NO_DATE),
    "release#SourceTextPublisherShape": (RELEASE, '"Ministerium"'),
    "release#SourceTextPlaceShape": (RELEASE, NO_TERRITORY),
    "release#SourceTextUrlShape": (RELEASE, '"soziales.hessen.de"'),
    "release#SourceTextLanguageShape": (RELEASE, '"de"'),
    "release#SourceTextAbstractShape": (RELEASE, ONE_LANGUAGE),
    "release#SourceTextReportsShape": (RELEASE, NO_GRANT),
    "release#ReleaseTypeShape": (RELEASE, "wir:SourceText, wir:Release, schema:NewsArticle"),
    "release#ReleaseCategoryShape": (RELEASE, "<id/concept/press-release>"),
    # quotation and evidence
    "quotation#QuotationTypeShape": (QUOTATION, "schema:Quotation, schema:Thing"),
    "quotation#QuotationTextShape": (QUOTATION, f'"{"lang " * 101}"@de'),
    "quotation#QuotationSpeakerShape": (QUOTATION, NO_PERSON),
    "quotation#QuotationRoleShape": (QUOTATION, f"<{PERSON}>"),
    "quotation#QuotationReleaseShape": (QUOTATION, ""),
    "evidence#EvidenceTypeShape": (EVIDENCE, "oa:Annotation, schema:Thing"),
    "evidence#EvidenceBodyShape": (EVIDENCE, "<https://example.org/elsewhere>"),
    "evidence#EvidencePropertyShape": (EVIDENCE, '"amount"'),
    "evidence#EvidenceMotivationShape": (EVIDENCE, "oa:commenting"),
    "evidence#EvidenceTargetShape": (EVIDENCE, f"<{RELEASE}>"),
    "evidence#EvidenceReviewedByShape": (EVIDENCE, '"eine", "andere"'),
    "evidence#EvidenceReviewedOnShape": (EVIDENCE, NO_DATE),
    "evidence#PassageTypeShape": (f"{EVIDENCE}#target", "oa:SpecificResource, schema:Thing"),
    "evidence#PassageSourceShape": (f"{EVIDENCE}#target", "<https://example.org/page>"),
    "evidence#PassageQuoteShape": (f"{EVIDENCE}#target", f"<{EVIDENCE}#position>"),
    "evidence#PassagePositionShape": (f"{EVIDENCE}#target", f"<{EVIDENCE}#quote>"),
    "evidence#QuoteTypeShape": (f"{EVIDENCE}#quote", "oa:TextQuoteSelector, schema:Thing"),
    "evidence#QuoteExactShape": (f"{EVIDENCE}#quote", ""),
    "evidence#QuotePrefixShape": (f"{EVIDENCE}#quote", '"eines", "noch eines"'),
    "evidence#QuoteSuffixShape": (f"{EVIDENCE}#quote", '"eines", "noch eines"'),
    "evidence#PositionTypeShape": (f"{EVIDENCE}#position", "oa:TextPositionSelector, schema:Thing"),
    "evidence#PositionStartShape": (f"{EVIDENCE}#position", "2000"),
    "evidence#PositionEndShape": (f"{EVIDENCE}#position", "2000, 2001"),
    # organisation
    "organisation#OrganisationTypeShape": (DISTRICT, "org:FormalOrganization, org:Post"),
    "organisation#OrganisationClassificationShape": (DISTRICT, "<id/concept/diversity-centre>"),
    "organisation#OrganisationUnitOfShape": (DISTRICT, NO_ORGANISATION),
    "organisation#OrganisationNamesShape": (MINISTRY, f"<{DISTRICT}>"),
    "organisation#AbbreviationShape": (DISTRICT, '"WMK", "WM"'),
    "organisation#AlternativeNamesShape": (DISTRICT, '"Kreis ohne Sprache"'),
    "organisation#AreaServedShape": (DISTRICT, NO_TERRITORY),
    "organisation#SeatShape": (DISTRICT, NO_TERRITORY),
    "organisation#SinceShape": (CENTRE, NO_DATE),
    "organisation#UntilShape": (CENTRE, TWO_DATES),
    "organisation#HomepageShape": (MINISTRY, "<ftp://soziales.hessen.de/>"),
    "organisation#CentreTypeShape": (CENTRE, "wir:DiversityCentre"),
    "organisation#CentreClassificationShape": (CENTRE, "<id/concept/authority>"),
    "organisation#CentreUnitOfShape": (CENTRE, ""),
    "organisation#CentreMergerShape": (CENTRE, f"<{POST}>"),
    "organisation#PostTypeShape": (POST, "wir:IntegrationPost"),
    "organisation#PostClassificationShape": (POST, "<id/concept/diversity-centre>"),
    "organisation#PostUnitOfShape": (POST, ""),
    "organisation#MergerTypeShape": (f"{CENTRE}#merger", "org:ChangeEvent, schema:Event"),
    "organisation#MergerOriginalsShape": (f"{CENTRE}#merger", f"<{POST}>"),
    "organisation#MergerResultShape": (f"{CENTRE}#merger", f"<{DISTRICT}>"),
    "organisation#MergerDateShape": (f"{CENTRE}#merger", NO_DATE),
    "organisation#DatedNameTypeShape": (f"{MINISTRY}#name-2014", "wir:DatedName, schema:Thing"),
    "organisation#DatedNameFromShape": (f"{MINISTRY}#name-2014", NO_DATE),
    "organisation#DatedNameThroughShape": (f"{MINISTRY}#name-2014", TWO_DATES),
    # person
    "person#PersonTypeShape": (PERSON, "foaf:Person"),
    "person#PersonNameShape": (PERSON, ""),
    "person#PersonGivenNameShape": (PERSON, '"Anne", "Anna"'),
    "person#PersonFamilyNameShape": (PERSON, '""'),
    "person#PersonTitleShape": (PERSON, '"Dr.", "Prof."'),
    "person#PersonRolesShape": (PERSON, f"<{DISTRICT}>"),
    "person#RoleTypeShape": (ROLE, "org:Membership, org:Post"),
    "person#RoleMemberShape": (ROLE, NO_PERSON),
    "person#RoleOrganisationShape": (ROLE, f"<{TERRITORY}>"),
    "person#RoleNameShape": (ROLE, ONE_LANGUAGE),
    "person#RoleAttestedShape": (ROLE, NO_DATE),
    # territory
    "territory#TerritoryTypeShape": (TERRITORY, "dct:Location"),
    "territory#TerritoryCategoryShape": (TERRITORY, "<id/concept/authority>"),
    "territory#TerritoryOfficialNameShape": (TERRITORY, TWICE_GERMAN),
    "territory#TerritoryColloquialNamesShape": (TERRITORY, '"MUK"@de'),
    "territory#TerritoryAgsShape": (TERRITORY, '"9636"'),
    "territory#TerritoryKeyShape": (TERRITORY, f"<{TERRITORY}>"),
    "territory#OfficialKeyTypeShape": (f"{TERRITORY}#ags", "adms:Identifier, schema:Thing"),
    "territory#OfficialKeyNotationShape": (f"{TERRITORY}#ags", '"9636"'),
    "territory#OfficialKeyAgencyShape": (f"{TERRITORY}#ags", ONE_LANGUAGE),
    "territory#TerritoryExactMatchShape": (TERRITORY, "<https://sws.geonames.org/99/>"),
    "territory#TerritoryCloseMatchShape": (f"{WORLD}id/territory/musterland", '"99"'),
    "territory#TerritoryWithinShape": (TERRITORY, NO_TERRITORY),
    "territory#TerritorySeatShape": (TERRITORY, NO_TERRITORY),
    "territory#TerritoryFromShape": (TERRITORY, NO_DATE),
    "territory#TerritoryThroughShape": (TERRITORY, TWO_DATES),
    "territory#TerritoryPredecessorShape": (TERRITORY, NO_TERRITORY),
    "territory#TerritoryBoxShape": (TERRITORY, '"9 50 10 51"'),
    "territory#TerritoryCentroidShape": (TERRITORY, '"9.4 50.4"'),
    "territory#TerritoryOutlineShape": (TERRITORY, NO_TERRITORY),
    "territory#OutlineTypeShape": (
        f"{TERRITORY}#outline",
        "<http://www.opengis.net/ont/geosparql#Geometry>, schema:Thing",
    ),
    "territory#OutlineTextShape": (f"{TERRITORY}#outline", '"POINT (9.4 50.4)"'),
    "territory#OutlineCreditShape": (f"{TERRITORY}#outline", '"©"@de'),
    "territory#OutlineLicenceShape": (f"{TERRITORY}#outline", '"dl-de/by-2-0"'),
    # code lists
    "concept#ConceptTypeShape": (CONCEPT, "skos:Concept, skos:Collection"),
    "concept#SchemeTypeShape": ("id/concept/precision", "skos:ConceptScheme, skos:Collection"),
    "concept#PreferredLabelShape": (CONCEPT, ONE_LANGUAGE),
    "concept#DefinitionShape": ("id/concept/precision", ONE_LANGUAGE),
    "concept#ConceptSchemeShape": (CONCEPT, ""),
    "concept#ConceptTopShape": (CONCEPT, "<id/concept/approximate>"),
    "priority#PriorityNotationShape": (PRIORITY, '"1.1", "1.2"'),
    "priority#PriorityGuidelineShape": (PRIORITY, f"<{PROGRAMME}>"),
    "priority#PrioritySchemeShape": (PRIORITY, "<id/concept/precision>"),
    # ontology
    "ontology#OntologyTitleShape": ("def/wir", ONE_LANGUAGE),
    "ontology#OntologyDescriptionShape": ("def/wir", ""),
    "ontology#OntologyLicenceShape": ("def/wir", '"CC BY 4.0"'),
    "ontology#OntologyPrefixShape": ("def/wir", '"wirlod"'),
    "ontology#OntologyVersionShape": ("def/wir", '"neu"'),
    "ontology#TermDefinitionShape": ("def/wir#Grant", ONE_LANGUAGE),
    "ontology#TermScopeNoteShape": ("def/wir#Grant", ""),
    "ontology#TermExampleShape": ("def/wir#Grant", ""),
    "ontology#TermDefinedByShape": ("def/wir#Grant", "<def/elsewhere>"),
    "ontology#PropertyDomainShape": ("def/wir#amount", ""),
    "ontology#PropertyRangeShape": ("def/wir#amount", '"Zahl"'),
    "ontology#AlignmentTypeShape": (ALIGNMENT, "owl:Axiom, owl:Annotation"),
    "ontology#AlignmentSourceShape": (ALIGNMENT, '"Claim"'),
    "ontology#AlignmentRelationShape": (ALIGNMENT, ""),
    "ontology#AlignmentTargetShape": (ALIGNMENT, '"schema:Claim"'),
    "ontology#AlignmentReasonShape": (ALIGNMENT, ONE_LANGUAGE),
    "ontology#AlignmentDefinedByShape": (ALIGNMENT, ""),
}
"""Shape → a good thing, and the values that it has instead of its good ones."""
