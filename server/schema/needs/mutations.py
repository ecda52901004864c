"""The mutations of needs, one file each."""

import strawberry

from server.schema.needs.need_pause import need_pause
from server.schema.needs.need_propose import need_propose
from server.schema.needs.need_respond import need_respond
from server.schema.needs.need_resume import need_resume
from server.schema.needs.need_withdraw import need_withdraw


@strawberry.type
class NeedMutations:
    """Needs: propose, answer, pause, resume, withdraw."""

    need_pause = need_pause
    need_propose = need_propose
    need_respond = need_respond
    need_resume = need_resume
    need_withdraw = need_withdraw
