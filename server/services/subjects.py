"""Every kind of case that approvals decide about, loaded so that each registers itself."""

import server.services.applications.onboarding  # registers itself
import server.services.needs.verification  # noqa: F401  # registers itself
