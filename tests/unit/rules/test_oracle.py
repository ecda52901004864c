"""A short, seeded version of the oracle campaign; ``python -m tests.unit.rules.oracle`` runs the long one."""

import pytest

from tests.unit.rules import oracle


def test_random_rules_agree_with_googles_cel() -> None:
    pytest.importorskip("cel_expr_python.cel", reason="cel-expr-python (dev extra) is not installed")
    campaign = oracle.run(1500, seed=7)
    assert campaign.disagreements == []
    assert min(campaign.outcomes[outcome] for outcome in ("True", "False", "None")) > 200
