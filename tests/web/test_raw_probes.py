"""Whatever is thrown at the endpoint: never a 5xx, and every refusal is JSON with a code."""

import json
from typing import Any

import pytest

from tests.web.edge_app import build_edge

QUERY = b'{"query":"{__typename}"}'
JSON = {"Content-Type": "application/json"}
BOUNDARY = "multipart/form-data; boundary=x"


def document(query: str, **more: Any) -> bytes:
    return json.dumps({"query": query, **more}).encode()


def multipart(**parts: str) -> bytes:
    body = "".join(f'--x\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in parts.items())
    return f"{body}--x--\r\n".encode()


def posted(body: bytes, **headers: str) -> dict[str, Any]:
    return {"method": "POST", "data": body, "headers": {**JSON, **headers}}


def typed(content_type: str | None, body: bytes = QUERY) -> dict[str, Any]:
    return {"method": "POST", "data": body, "headers": {"Content-Type": content_type} if content_type else {}}


PROBES: list[tuple[str, dict[str, Any], int, str]] = [
    ("body: string", posted(b'"x"'), 400, "BAD_REQUEST"),
    ("body: number", posted(b"1"), 400, "BAD_REQUEST"),
    ("body: null", posted(b"null"), 400, "BAD_REQUEST"),
    ("body: true", posted(b"true"), 400, "BAD_REQUEST"),
    ("body: empty", posted(b""), 400, "BAD_REQUEST"),
    ("body: list", posted(b"[]"), 400, "BAD_REQUEST"),
    ("batch of numbers", posted(b"[1,2]"), 400, "BAD_REQUEST"),
    ("batch of operations", posted(b"[" + QUERY + b"," + QUERY + b"]"), 400, "BAD_REQUEST"),
    ("not UTF-8", posted(b'{"query":"{__typename}\xff"}'), 400, "BAD_REQUEST"),
    ("byte order mark", posted(b"\xef\xbb\xbf" + QUERY), 400, "BAD_REQUEST"),
    ("UTF-16 bytes", posted(QUERY.decode().encode("utf-16")), 400, "BAD_REQUEST"),
    ("JSON nested 100k deep", posted(b"[" * 100_000), 400, "BAD_REQUEST"),
    ("variables nested 100k deep", posted(b'{"query":"{a}","variables":{"a":' + b"[" * 100_000), 400, "BAD_REQUEST"),
    ("variables nested 900 deep", posted(
        b'{"query":"query($a:[Int]){__typename double(number:1)}","variables":{"a":' + b"[" * 900 + b"]" * 900 + b"}}"
    ), 200, "GRAPHQL_VALIDATION_FAILED"),
    ("operationName: number", posted(document("{__typename}", operationName=5)), 400, "BAD_REQUEST"),
    ("operationName: list", posted(document("{__typename}", operationName=[])), 400, "BAD_REQUEST"),
    ("operationName: object", posted(document("{__typename}", operationName={})), 400, "BAD_REQUEST"),
    ("operationName: unknown", posted(document("query A{__typename}", operationName="B")), 400, "BAD_REQUEST"),
    ("operationName: absent, two operations", posted(document("query A{__typename} query B{__typename}")), 200,
     "BAD_REQUEST"),
    ("variables: list", posted(document("{__typename}", variables=[1])), 400, "BAD_REQUEST"),
    ("extensions: text", posted(document("{__typename}", extensions="x")), 400, "BAD_REQUEST"),
    ("query: absent", posted(b"{}"), 400, "BAD_REQUEST"),
    ("query: empty", posted(document("")), 400, "BAD_REQUEST"),
    ("query: null", posted(b'{"query":null}'), 400, "BAD_REQUEST"),
    ("query: number", posted(b'{"query":1}'), 400, "BAD_REQUEST"),
    ("query: blank", posted(document(" \n")), 200, "GRAPHQL_PARSE_FAILED"),
    ("only a fragment", posted(document("fragment a on Query{__typename}")), 400, "BAD_REQUEST"),
    ("only a type", posted(document("type A{a:Int}")), 400, "BAD_REQUEST"),
    ("subscription", posted(document("subscription{a}")), 400, "BAD_REQUEST"),
    ("unfinished", posted(document("{")), 200, "GRAPHQL_PARSE_FAILED"),
    ("selections 3000 deep", posted(document("{a" * 3000 + "}" * 3000)), 200, "GRAPHQL_PARSE_FAILED"),
    ("list literal 3000 deep", posted(document("{a(x:" + "[" * 3000 + "]" * 3000 + ")}")), 200, "GRAPHQL_PARSE_FAILED"),
    ("selections 199 deep", posted(document("{again" * 199 + "{greeting}" + "}" * 199)), 200, "OPERATION_TOO_COMPLEX"),
    ("inline fragments 150 deep", posted(document("{..." * 150 + "{nope}" + "}" * 150)), 200,
     "GRAPHQL_VALIDATION_FAILED"),
    ("2000 tokens", posted(document("{" + "a " * 2000 + "}")), 200, "GRAPHQL_PARSE_FAILED"),
    ("integer of 5000 digits", posted(document("{double(number:" + "9" * 5000 + ")}")), 200, "BAD_USER_INPUT"),
    ("page of 5000 digits", posted(document("{units(first:" + "9" * 5000 + "){totalCount}}")), 200, "BAD_USER_INPUT"),
    ("integer beyond 32 bits", posted(document("query($a:Int!){double(number:$a)}", variables={"a": 10**20})), 200,
     "BAD_USER_INPUT"),
    ("decimal that is none", posted(document('{price(amount:"x")}')), 200, "BAD_USER_INPUT"),
    ("NaN", posted(b'{"query":"{__typename}","variables":{"a":NaN}}'), 400, "BAD_REQUEST"),
    ("infinity", posted(b'{"query":"{__typename}","variables":{"a":1e999}}'), 400, "BAD_REQUEST"),
    ("half a character in the query", posted(b'{"query":"{a(b:\\"\\ud800\\")}"}'), 400, "BAD_REQUEST"),
    ("half a character in a variable", posted(b'{"query":"{a}","variables":{"a":"\\udfff"}}'), 400, "BAD_REQUEST"),
    ("half a character in a literal", posted(document('{greeting(name:"\\ud800")}')), 200, "GRAPHQL_PARSE_FAILED"),
    ("NUL in a variable", posted(document("{__typename}", variables={"a": [{"b": "x\0"}]})), 400, "BAD_REQUEST"),
    ("NUL in a key", posted(document("{__typename}", variables={"\0": 1})), 400, "BAD_REQUEST"),
    ("NUL in a literal", posted(document('{greeting(name:"\\u0000")}')), 200, "BAD_USER_INPUT"),
    ("compressed", posted(QUERY, **{"Content-Encoding": "gzip"}), 415, "UNSUPPORTED_MEDIA_TYPE"),
    ("too large", posted(document("{__typename}", variables={"a": "x" * 1_000_001})), 413, "PAYLOAD_TOO_LARGE"),
    ("form", typed("application/x-www-form-urlencoded", b"query={__typename}"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    ("text", typed("text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    ("text that says JSON", typed("text/plain; application/json"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    ("text/application/json", typed("text/application/json"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    ("application/jsonp", typed("application/jsonp"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    ("UTF-16 declared", typed("application/json;charset=utf-16"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    ("no media type", typed(None), 415, "UNSUPPORTED_MEDIA_TYPE"),
    ("garbled media type", typed(";;,="), 415, "UNSUPPORTED_MEDIA_TYPE"),
    ("multipart", typed(BOUNDARY, multipart(operations=QUERY.decode(), map="{}")), 415, "UNSUPPORTED_MEDIA_TYPE"),
    ("multipart, map a list", typed(BOUNDARY, multipart(operations=QUERY.decode(), map="[]")), 415,
     "UNSUPPORTED_MEDIA_TYPE"),
    ("multipart, operations a number", typed(BOUNDARY, multipart(operations="1", map='{"0":["variables.f"]}')), 415,
     "UNSUPPORTED_MEDIA_TYPE"),
    ("accept an event stream", posted(QUERY, Accept="text/event-stream"), 406, "NOT_ACCEPTABLE"),
    ("accept text", posted(QUERY, Accept="text/plain"), 406, "NOT_ACCEPTABLE"),
    ("accept nothing", posted(QUERY, Accept="*/*;q=0"), 406, "NOT_ACCEPTABLE"),
    ("unknown field, new media type", posted(document("{nope}"), Accept="application/graphql-response+json"), 400,
     "GRAPHQL_VALIDATION_FAILED"),
    ("put", {"method": "PUT", "data": QUERY, "headers": JSON}, 405, "METHOD_NOT_ALLOWED"),
    ("patch", {"method": "PATCH", "data": QUERY, "headers": JSON}, 405, "METHOD_NOT_ALLOWED"),
    ("delete", {"method": "DELETE"}, 405, "METHOD_NOT_ALLOWED"),
    ("get", {"method": "GET", "headers": {"Accept": "application/json"}}, 405, "METHOD_NOT_ALLOWED"),
    ("get a page", {"method": "GET", "headers": {"Accept": "text/html"}}, 405, "METHOD_NOT_ALLOWED"),
    ("get a query", {"method": "GET", "query_string": {"query": "{__typename}"}}, 405, "METHOD_NOT_ALLOWED"),
    ("get a mutation", {"method": "GET", "query_string": {"query": "mutation{rename(name:\"x\")}"}}, 405,
     "METHOD_NOT_ALLOWED"),
    ("get bad variables", {"method": "GET", "query_string": {"query": "{__typename}", "variables": "[1]"}}, 405,
     "METHOD_NOT_ALLOWED"),
]  # fmt: skip


@pytest.mark.parametrize(("request_of", "status", "code"), [pytest.param(*probe[1:], id=probe[0]) for probe in PROBES])
def test_a_malformed_request_is_refused_as_json_with_a_code(request_of: dict[str, Any], status: int, code: str) -> None:
    answer = build_edge().app.test_client().open("/graphql", **request_of)
    assert answer.status_code == status
    assert answer.mimetype in {"application/json", "application/graphql-response+json"}
    body = json.loads(answer.data)
    assert [error["extensions"]["code"] for error in body["errors"]] == [code] * len(body["errors"])
    assert all(error["message"] for error in body["errors"])
    assert answer.headers["Cache-Control"] == "no-store"
    assert "data" not in body
    assert (answer.headers.get("Allow") is not None) == (status == 405)


def test_options_tells_what_is_allowed_and_head_has_no_body() -> None:
    client = build_edge().app.test_client()
    assert set(client.options("/graphql").headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    head = client.head("/graphql")
    assert (head.status_code, head.data) == (405, b"")
