import json
from datetime import UTC, datetime
from typing import Any

import pytest

from server.web.responses import encode


@pytest.mark.parametrize(
    "value", [{"a": [1, "x", None, True, 1.5]}, {"a": 10**30}, {"a": "half \ud800 of a character"}, {"a": "ö 🙂"}]
)
def test_whatever_json_can_hold_is_written(value: dict[str, Any]) -> None:
    assert json.loads(encode(value)) == value


def test_what_a_scalar_should_have_written_itself_is_a_bug() -> None:
    with pytest.raises(TypeError):
        encode({"at": datetime(2026, 1, 1, tzinfo=UTC)})
