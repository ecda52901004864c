import json
import logging
import threading
import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from graphql import get_introspection_query
from werkzeug.test import TestResponse

from server.schema.cost import MAX_COST
from tests.web.edge_app import SECRET, Edge, build_edge

NEW_MEDIA = {"Accept": "application/graphql-response+json"}
SIGNED_IN = {"Authorization": "Bearer ani"}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def edge() -> Edge:
    return build_edge()


@pytest.fixture
def client(edge: Edge) -> FlaskClient:
    return edge.app.test_client()


def ask(client: FlaskClient, query: str, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
    return client.post("/graphql", json={"query": query, **more}, headers=headers or {})


def errors(answer: TestResponse) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(answer.data)["errors"]
    return found


def test_a_query_is_answered_with_its_data_and_its_cost(client: FlaskClient) -> None:
    answer = ask(client, "query($n: String!) { greeting(name: $n) }", variables={"n": "Ani"})
    assert answer.status_code == 200
    assert json.loads(answer.data) == {
        "data": {"greeting": "hello Ani"},
        "extensions": {"cost": {"requested": 0, "limit": MAX_COST}},
    }
    assert answer.content_type == "application/json; charset=utf-8"


def test_a_mutation_runs(client: FlaskClient) -> None:
    assert json.loads(ask(client, 'mutation { rename(name: "x") }').data)["data"] == {"rename": "x"}


def test_several_mutations_in_one_request_are_refused(client: FlaskClient) -> None:
    answer = ask(client, 'mutation { a: rename(name: "x") b: rename(name: "y") }')
    assert errors(answer)[0]["extensions"]["code"] == "OPERATION_TOO_COMPLEX"


def test_the_named_operation_is_run(client: FlaskClient) -> None:
    document = "query A { greeting } query B { again { greeting } }"
    assert json.loads(ask(client, document, operationName="B").data)["data"] == {"again": {"greeting": "hello there"}}


def test_rows_of_a_level_are_loaded_at_once_in_the_thread_of_the_request(edge: Edge, client: FlaskClient) -> None:
    data = json.loads(ask(client, "{ thread units(first: 50) { edges { node { name } } } }").data)["data"]
    assert data["units"]["edges"][49]["node"]["name"] == "unit 49"
    assert edge.contexts[0].batches == [list(range(50))]
    assert edge.contexts[0].threads == {threading.get_ident()} == {int(data["thread"][0])}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("query($n: Int!) { double(number: $n) }", "BAD_USER_INPUT"),
        ("{ " + " ".join(f"a{n}: greeting" for n in range(16)) + " }", "OPERATION_TOO_COMPLEX"),
    ],
)
def test_a_request_error_is_200_in_plain_json_and_400_in_the_new_media_type(
    client: FlaskClient, query: str, code: str
) -> None:
    old, new = ask(client, query), ask(client, query, NEW_MEDIA)
    assert (old.status_code, old.mimetype) == (200, "application/json")
    assert (new.status_code, new.mimetype) == (400, "application/graphql-response+json")
    assert old.data == new.data
    assert errors(new)[0]["extensions"]["code"] == code
    assert "data" not in json.loads(new.data)


def test_a_failed_field_leaves_the_rest_of_the_answer(client: FlaskClient) -> None:
    answer = ask(client, "{ greeting bug }", NEW_MEDIA)
    assert answer.status_code == 200
    assert json.loads(answer.data)["data"] == {"greeting": "hello there", "bug": None}


def test_null_for_an_argument_with_a_default_is_the_clients_fault(client: FlaskClient) -> None:
    answer = ask(client, 'query($n: String = "x") { greeting(name: $n) }', variables={"n": None})
    assert json.loads(answer.data)["data"] is None
    assert errors(answer)[0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert errors(answer)[0]["path"] == ["greeting"]


@pytest.mark.parametrize("field", ["bug", "fatal", "uncoded"])
def test_a_bug_is_masked_and_logged_once_under_the_id_the_client_gets(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, field: str
) -> None:
    answer = ask(client, f"{{ {field} }}", ENGLISH)
    assert answer.status_code == 200
    assert b"hunter2" not in answer.data
    shown = errors(answer)[0]
    id_ = shown["extensions"].pop("correlationId")
    assert shown["extensions"] == {"code": "INTERNAL_SERVER_ERROR"}
    assert shown["message"] == f"Something failed on our side; report {id_}."
    assert len(caplog.records) == 1
    assert id_ in caplog.records[0].getMessage()
    assert SECRET in caplog.text


def test_a_bug_in_every_row_is_one_record(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    answer = ask(client, "{ units(first: 100) { edges { node { broken } } } }")
    assert len(errors(answer)) == 100
    assert len(caplog.records) == 1
    assert "100 in all" in caplog.records[0].getMessage()


def test_a_clients_fault_is_not_logged(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ask(client, "{ again { " + " ".join(f"n{n}" for n in range(90)) + " } }")
    ask(client, "{ forMembers forClerks }")
    ask(client, "{")
    assert [record for record in caplog.records if record.name != "asyncio"] == []


def test_at_most_five_faults_of_a_document_are_reported(client: FlaskClient) -> None:
    assert len(errors(ask(client, "{ again { " + " ".join(f"n{n}" for n in range(90)) + " } }"))) == 5


def test_at_most_five_faults_of_the_variables_are_reported(client: FlaskClient) -> None:
    query = "query(" + " ".join(f"$n{n}: Int!" for n in range(9)) + ") { " + "".join(
        f"a{n}: double(number: $n{n}) " for n in range(9)
    )  # fmt: skip
    assert len(errors(ask(client, query + "}", variables={f"n{n}": "x" for n in range(9)}))) == 5


def test_a_context_that_fails_is_masked_and_logged_once(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    answer = ask(client, "{ greeting }", {"X-Break-Context": "1", **ENGLISH})
    assert answer.status_code == 500
    assert b"hunter2" not in answer.data
    assert len(caplog.records) == 1
    assert errors(answer)[0]["extensions"]["correlationId"] in caplog.records[0].getMessage()


def test_a_context_may_refuse_the_request(client: FlaskClient) -> None:
    answer = ask(client, "{ greeting }", {"Authorization": "Bearer dead"})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert errors(answer) == [{"message": "Masuk dahulu.", "extensions": {"code": "UNAUTHENTICATED"}}]


def test_a_coded_error_has_the_text_of_its_code_in_the_language_of_the_request(client: FlaskClient) -> None:
    assert errors(ask(client, "{ forMembers }"))[0]["message"] == "Masuk dahulu."
    assert errors(ask(client, "{ forMembers }", ENGLISH))[0]["message"] == "UNAUTHENTICATED"


def test_a_refusal_in_a_query_is_told_by_who_asks(client: FlaskClient) -> None:
    assert errors(ask(client, "{ forClerks }"))[0]["extensions"] == {"code": "UNAUTHENTICATED", "reason": "NO_GRANT"}
    signed_in = errors(ask(client, "{ forClerks }", SIGNED_IN))[0]["extensions"]
    assert signed_in == {"code": "FORBIDDEN", "reason": "NO_GRANT"}
    assert errors(ask(client, "{ picky }"))[0]["extensions"] == {"code": "BAD_USER_INPUT", "reason": "CURSOR_MALFORMED"}


def test_introspection_is_for_those_signed_in(client: FlaskClient) -> None:
    assert errors(ask(client, get_introspection_query()))[0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    full = get_introspection_query(specified_by_url=True, directive_is_repeatable=True, input_value_deprecation=True)
    assert "__schema" in json.loads(ask(client, full, SIGNED_IN).data)["data"]
    assert json.loads(ask(client, "{ __typename }").data)["data"] == {"__typename": "Query"}


def test_an_unknown_field_brings_no_suggestion(client: FlaskClient) -> None:
    assert "Did you mean" not in errors(ask(client, "{ greetin }"))[0]["message"]
    assert "Did you mean" not in errors(ask(client, "{ greeting(nam: 1) }"))[0]["message"]


def test_a_too_costly_operation_tells_cost_and_limit_and_does_not_run(edge: Edge, client: FlaskClient) -> None:
    query = "query($n: Int) { " + "".join(
        f"a{n}: units(first: $n) {{ edges {{ node {{ name }} }} }} " for n in range(11)
    )  # fmt: skip
    answer = ask(client, query + "}", ENGLISH, variables={"n": 100})
    assert errors(answer)[0]["message"] == "TOO_COSTLY: 1111; the limit is 1000."
    assert errors(answer)[0]["extensions"]["cost"] == 1111
    assert json.loads(answer.data)["extensions"] == {"cost": {"requested": 1111, "limit": 1000}}
    assert edge.contexts[0].batches == []
    assert "errors" not in json.loads(ask(client, query + "}", variables={"n": 80}).data)


def test_failures_outside_the_view_are_json_on_the_paths_of_the_api_only(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    lost = client.get("/uploads/nothing")
    assert (lost.status_code, errors(lost)[0]["extensions"]["code"]) == (404, "NOT_FOUND")
    broken = client.post("/uploads/broken")
    assert (broken.status_code, errors(broken)[0]["extensions"]["code"]) == (500, "INTERNAL_SERVER_ERROR")
    assert len(caplog.records) == 1
    assert client.get("/nothing").mimetype == "text/html"
    assert client.get("/graphqlish").mimetype == "text/html"


def test_a_fragment_bomb_is_refused_at_once(client: FlaskClient) -> None:
    fragments = " ".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(25))
    document = f"{{ ...f0 }} {fragments} fragment f25 on Query {{ greeting }}"
    ask(client, "{ greeting }")
    started = time.process_time()
    answer = ask(client, document)
    assert time.process_time() - started < 0.2
    assert errors(answer)[0]["extensions"]["code"] == "OPERATION_TOO_COMPLEX"
