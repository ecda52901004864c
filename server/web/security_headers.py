"""Headers that bind the browser, on every answer of the application."""

from flask import Flask, Response

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PERMISSIONS_POLICY = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()"
"""Camera and place are for the field officer's proof of a hand-over."""
HSTS = "max-age=63072000"
"""Two years. Subdomains are the city's, not ours to bind."""


def send_security_headers(app: Flask, *, https: bool) -> None:
    """Add the headers to each answer of ``app``, except where a route has set a stricter one itself."""
    headers = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS_POLICY,
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        **({"Strict-Transport-Security": HSTS} if https else {}),
    }

    def add(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    app.after_request(add)
