"""
What a browser must not do with our answers, whatever a text in the data tries.

Every page is complete without a script, and no page needs another host. So the policy is the
strictest there is, and a literal that escaped escaping would still do nothing.
"""

from flask import Flask, Response

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
FRAMED_POLICY = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
"""For what other sites may show in a frame."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def register_protection(app: Flask) -> None:
    """Have *app* send the headers with every answer."""
    app.after_request(protect)


def protect(response: Response) -> Response:
    """Add the headers to *response*; what a view set itself stays."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
