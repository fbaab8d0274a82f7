"""
Every setting: its name, default and purpose.

A setting is read once, at the edge, from the environment variable ``WIRLOD_`` + its name in
capitals, and handed down. An unknown ``WIRLOD_…`` variable is an error, for a misspelt setting
that silently does nothing is worse than none.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from wirlod.errors import SettingsError
from wirlod.saying import say

PREFIX = "WIRLOD_"
NAMESPACE = r"https?://[^\s<>\"{}|\\^`]+[#/]"


def bundled_folder(name: str) -> Path:
    """
    The folder *name* (``ontology``, ``shapes``) that belongs to this program.

    A wheel carries it inside the package; a checkout has it at its root.
    """
    installed = Path(__file__).parent / name
    return installed if installed.is_dir() else Path(__file__).parents[2] / name


BASE = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
    r"/(?:[A-Za-z0-9._~%\-]+/)*"
)
"""How an address looks that IRIs may begin with: a host, and steps that end with a slash."""


ENDPOINT = re.compile(r"https?://[^\s/@?#<>\"]+(?:/[^\s<>\"#]*)?")
"""How the address of an engine looks; a password has no place in it."""


LONG_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]{16,}=*")
"""How a token looks that nobody guesses and a field of HTTP can hold."""


class Secret:
    """What is never shown: not printed, not logged, not in the text of an error."""

    def __init__(self, value: str = "") -> None:
        self._value = value

    def reveal(self) -> str:
        """Give it to whoever sends it."""
        return self._value

    def __str__(self) -> str:
        return "(secret)" if self._value else ""

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One frozen structure; the README's table lists every attribute."""

    base_uri: str = "http://localhost:8000/"
    """What the IRIs in the data begin with; never taken from a request."""

    data: Path = Path("data")
    """The folder of records that people edit."""

    editions: Path = Path("editions")
    """The folder of published editions."""

    ontology: Path = msgspec.field(default_factory=lambda: bundled_folder("ontology"))
    """The folder of the programme ontology."""

    ontology_namespace: str = ""
    """What the terms of the ontology begin with, where it is another's; empty: they are ours."""

    shapes: Path = msgspec.field(default_factory=lambda: bundled_folder("shapes"))
    """The folder of SHACL shapes."""

    store: str = ""
    """Where a SPARQL engine answers queries, which then holds the triples; empty: the edition."""

    store_update: str = ""
    """Where it takes updates (SPARQL 1.1 Update); needed by ``wirlod push`` only."""

    store_graphs: str = ""
    """Where it takes graphs (SPARQL 1.1 Graph Store Protocol); needed by ``wirlod push`` only."""

    store_user: str = ""
    """Who asks it, by HTTP Basic or Digest, whichever it wants; queries by Basic only."""

    store_password: Secret = msgspec.field(default_factory=Secret)
    """The password of that user; never shown."""

    store_token: Secret = msgspec.field(default_factory=Secret)
    """What is sent as ``Authorization: Bearer`` in place of user and password; never shown."""

    store_parameters: str = ""
    """What each query carries, such as ``timeout={milliseconds}`` (Virtuoso) or ``={seconds}``."""

    keep_editions: int = 5
    """How many editions stay on disk, the current one included; at least 1."""

    publish_processes: int = 0
    """How many processes share the work of publishing; 0 for one on each processor."""

    proxies: int = 0
    """How many proxies on other machines may be believed about whom they speak for."""

    hosts: str = ""
    """Names in the field Host that are answered, with commas between; empty: any."""

    hsts_seconds: int = 0
    """How long browsers shall ask by HTTPS only; 0 where the proxy in front says so, or nobody."""

    log_format: Literal["text", "json"] = "text"
    """How a line of the log looks: text, or json."""

    log_requests: Literal["no", "paths", "parameters"] = "no"
    """Whether requests are logged: no, paths, or parameters, which hold what people search."""

    metrics_token: Secret = msgspec.field(default_factory=Secret)
    """Who sends it as ``Authorization: Bearer`` may read ``/metrics``; empty: nobody."""

    query_seconds: float = 10.0
    """How long a stranger's query may keep the engine busy before it is ended."""

    query_delivery_seconds: float = 120.0
    """How long a client may take to fetch a result that is larger than one megabyte."""

    query_memory_mb: int = 512
    """Memory that one query may take beyond the edition itself."""

    query_result_mb: int = 512
    """How large a result may be; a larger one is broken off so that the client notices."""

    query_characters: int = 200_000
    """How long the text of a query may be."""

    query_table_rows: int = 1_000
    """How many rows of a result a page shows; it says so when there are more."""

    query_workers: int = 8
    """How many strangers' queries the service runs at once, each in a process of its own."""

    query_workers_per_client: int = 4
    """How many of them one client address may keep busy."""

    query_waiting: int = 64
    """How many queries may wait for a worker, a quarter of them of one client address."""

    query_waiting_seconds: float = 20.0
    """How long a query may wait for a worker."""

    query_rate: str = "300/minute"
    """How many queries one client address may send; the machine itself is not counted."""

    prepared_mb: int = 256
    """Room on disk, in a temporary folder, for answers made before they are asked for; 0: none."""

    memory_triples: int = 1_000_000
    """An edition with at most so many triples is held in memory, about 350 bytes for each."""

    def __post_init__(self) -> None:
        """Refuse values that cannot work, naming the variable to change."""
        if not BASE.fullmatch(self.base_uri):
            raise SettingsError(
                say(
                    "{name} is {value!r}: give an http(s) address that ends with a slash, "
                    "such as https://example.org/foerderung/",
                    name=f"{PREFIX}BASE_URI",
                    value=self.base_uri,
                )
            )
        if self.ontology_namespace and not re.fullmatch(NAMESPACE, self.ontology_namespace):
            raise SettingsError(
                say(
                    "{name} is {value!r}: give an http(s) address that ends with # or a slash, "
                    "such as https://example.org/def/wir#",
                    name=f"{PREFIX}ONTOLOGY_NAMESPACE",
                    value=self.ontology_namespace,
                )
            )
        self._check_store()
        if self.keep_editions < 1:
            raise SettingsError(
                say(
                    "{name} is {value!r}: give 1 or more",
                    name=f"{PREFIX}KEEP_EDITIONS",
                    value=self.keep_editions,
                )
            )
        if (token := self.metrics_token.reveal()) and not LONG_TOKEN.fullmatch(token):
            raise SettingsError(
                say(
                    "{name} can be guessed or not be sent: give 16 or more letters and digits, "
                    "such as 'openssl rand -hex 16' makes",
                    name=f"{PREFIX}METRICS_TOKEN",
                )
            )

    def _check_store(self) -> None:
        for name in ("store", "store_update", "store_graphs"):
            address = getattr(self, name)
            if address and not ENDPOINT.fullmatch(address):
                shown = re.sub(r"//[^/]*@", "//…@", address)
                raise SettingsError(
                    say(
                        "{name} is {value!r}: give the http(s) address of a SPARQL engine, "
                        "without user and password (those are WIRLOD_STORE_USER and "
                        "WIRLOD_STORE_PASSWORD), such as https://engine.example.org/sparql",
                        name=f"{PREFIX}{name.upper()}",
                        value=shown,
                    )
                )
        if self.store_user and self.store_token.reveal():
            raise SettingsError(
                say(
                    "{user} and {token} are both given: give one of them",
                    user=f"{PREFIX}STORE_USER",
                    token=f"{PREFIX}STORE_TOKEN",
                )
            )


def split_names(text: str) -> tuple[str, ...]:
    """
    Give the names in a setting that holds several.

    >>> split_names("daten.example.org, localhost")
    ('daten.example.org', 'localhost')
    """
    return tuple(name.strip() for name in text.split(",") if name.strip())


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """
    Read the settings from *environment* (default: that of the process).

    :raises SettingsError: for an unknown ``WIRLOD_…`` variable or a value of the wrong type.
    """
    environment = os.environ if environment is None else environment
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX)
    }
    known = {field.name for field in msgspec.structs.fields(Settings)}
    if unknown := sorted(given.keys() - known):
        names = ", ".join(PREFIX + name.upper() for name in unknown)
        raise SettingsError(
            say("{names}: no such setting; 'wirlod settings' lists them all", names=names)
        )
    try:
        return msgspec.convert(given, Settings, strict=False, dec_hook=_read_value)
    except msgspec.ValidationError as error:
        raise SettingsError(
            say("a {prefix}… variable has a wrong value: {error}", prefix=PREFIX, error=error)
        ) from error


def _read_value(wanted: type, value: object) -> object:
    if wanted in (Path, Secret) and isinstance(value, str):
        return wanted(value)
    raise TypeError(f"no setting has the type {wanted}")
