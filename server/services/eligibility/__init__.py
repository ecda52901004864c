"""Whether aid may reach somebody: derive facts, judge, keep the decision."""
