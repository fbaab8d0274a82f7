"""
How a line of the log looks: text for people, or JSON for programs.

No line has an address of a client but a truncated one, and none the text of a query, unless
``WIRLOD_LOG_REQUESTS`` asks for parameters.
"""

import ipaddress
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import msgspec
from gunicorn.glogging import Logger

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""The request that this thread answers."""

KEPT_BITS = {4: 24, 6: 48}
"""How much of an address is written, by the version of IP."""

NAME = "wirlod.requests"


def truncate_address(text: str) -> str:
    """
    Give the network that an address, or a smaller network, belongs to.

    >>> truncate_address("192.0.2.77"), truncate_address("2001:db8:1:2::/64")
    ('192.0.2.0', '2001:db8:1::')
    """
    try:
        address = ipaddress.ip_network(text, strict=False).network_address
    except ValueError:
        return ""
    bits = KEPT_BITS[address.version]
    return str(ipaddress.ip_network((address, bits), strict=False).network_address)


def tell_record(record: logging.LogRecord) -> dict[str, Any]:
    """Give the members of a line."""
    told: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "process": record.process,
        "message": record.getMessage(),
    }
    if request := getattr(record, "request", ""):
        told["request"] = request
    told |= getattr(record, "members", {})
    if record.exc_info:
        told["error"] = logging.Formatter().formatException(record.exc_info)
    return told


class JsonLines(logging.Formatter):
    """One JSON object for each line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write *record*."""
        return msgspec.json.encode(tell_record(record)).decode()


class TextLines(logging.Formatter):
    """A line for people; what strangers wrote has no line ends of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """Write *record*."""
        told = tell_record(record)
        error = told.pop("error", "")
        start = f"{told.pop('time')} {told.pop('level')}: {_on_one_line(told.pop('message'))}"
        rest = [f"{name}={_on_one_line(value)}" for name, value in told.items() if value != ""]
        return " ".join([start, *rest]) + (f"\n{error}" if error else "")


def _on_one_line(value: object) -> str:
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in str(value))


class ForRequest(logging.Filter):
    """Writes into each record which request it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything through."""
        record.request = REQUEST_ID.get()
        return True


FORMATTERS: dict[str, type[logging.Formatter]] = {"text": TextLines, "json": JsonLines}


def start_logging(format: str) -> None:
    """Have everything that this process and those it forks log go to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FORMATTERS[format]())
    handler.addFilter(ForRequest())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(NAME).setLevel(logging.INFO)


class OneLog(Logger):  # type: ignore[misc]
    """Gunicorn's logger, whose lines are ours."""

    def setup(self, cfg: Any) -> None:
        """Leave all handling to that of :func:`start_logging`."""
        self.cfg = cfg
        self._access_log_enabled = False
        self.loglevel = self.LOG_LEVELS[cfg.loglevel]
        self.error_log.setLevel(self.loglevel)
        self.error_log.propagate = True
