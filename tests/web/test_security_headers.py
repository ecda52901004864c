from flask import Response

from tests.web.edge_app import build_edge


def test_every_answer_binds_the_browser() -> None:
    client = build_edge(https=True).app.test_client()
    for answer in (client.get("/page"), client.get("/nothing"), client.get("/graphql"), client.post("/graphql")):
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
        assert policy == {
            "default-src": "'self'",
            "img-src": "'self' data:",
            "style-src": "'self'",
            "object-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
        }
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "microphone=()" in answer.headers["Permissions-Policy"]
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_plain_http_is_not_told_to_be_https() -> None:
    assert "Strict-Transport-Security" not in build_edge().app.test_client().get("/page").headers


def test_a_route_may_be_stricter() -> None:
    app = build_edge().app
    app.add_url_rule("/file", view_func=lambda: Response("x", headers={"Content-Security-Policy": "sandbox"}))
    assert app.test_client().get("/file").headers["Content-Security-Policy"] == "sandbox"
