"""Everything that may be done, as ``<resource>:<action>``, in alphabetical order."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that an actor may be allowed to do. Access tokens carry a subset of these."""

    ACCOUNT_DISABLE = "account:disable"
    ACCOUNT_READ = "account:read"
    APPLICATION_READ = "application:read"
    APPLICATION_WRITE = "application:write"
    AREA_REVISE = "area:revise"
    AUDIT_READ = "audit:read"
    DELIVERY_CONFIRM = "delivery:confirm"
    DELIVERY_REPORT = "delivery:report"
    FACTOR_REMOVE = "factor:remove"
    GRANT_MANAGE = "grant:manage"
    JOB_MANAGE = "job:manage"
    MEMBER_MANAGE = "member:manage"
    NEED_PROPOSE = "need:propose"
    NEED_READ = "need:read"
    PLEDGE_ALLOCATE = "pledge:allocate"
    PLEDGE_PLACE = "pledge:place"
    PLEDGE_READ = "pledge:read"
    RECIPIENT_READ = "recipient:read"
    RECIPIENT_REGISTER = "recipient:register"
    RECIPIENT_REVEAL = "recipient:reveal"
    SELF = "self:manage"
    TASK_DECIDE = "task:decide"
    TASK_READ = "task:read"
    UNIT_READ = "unit:read"
    UNIT_REGISTER = "unit:register"
    UPLOAD_CREATE = "upload:create"
