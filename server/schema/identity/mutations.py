"""The mutations of identity, one file each."""

import strawberry

from server.schema.identity.account_disable import account_disable
from server.schema.identity.account_register import account_register
from server.schema.identity.account_verify import account_verify
from server.schema.identity.factor_enrol import factor_enrol
from server.schema.identity.factor_remove import factor_remove
from server.schema.identity.grant_create import grant_create
from server.schema.identity.grant_revoke import grant_revoke
from server.schema.identity.member_accept import member_accept
from server.schema.identity.member_invite import member_invite
from server.schema.identity.member_remove import member_remove
from server.schema.identity.password_reset import password_reset
from server.schema.identity.password_reset_request import password_reset_request
from server.schema.identity.session_create import session_create
from server.schema.identity.session_end import session_end
from server.schema.identity.session_step_up import session_step_up
from server.schema.identity.sessions_end import sessions_end
from server.schema.identity.token_create import token_create
from server.schema.identity.token_revoke import token_revoke


@strawberry.type
class IdentityMutations:
    """Accounts, sessions, factors, tokens, members and grants."""

    account_disable = account_disable
    account_register = account_register
    account_verify = account_verify
    factor_enrol = factor_enrol
    factor_remove = factor_remove
    grant_create = grant_create
    grant_revoke = grant_revoke
    member_accept = member_accept
    member_invite = member_invite
    member_remove = member_remove
    password_reset = password_reset
    password_reset_request = password_reset_request
    session_create = session_create
    session_end = session_end
    session_step_up = session_step_up
    sessions_end = sessions_end
    token_create = token_create
    token_revoke = token_revoke
