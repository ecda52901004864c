"""Accounts, how they sign in, what they belong to and what they may do."""

from peewee import BlobField, CharField, ForeignKeyField, IntegerField, JSONField, Model, UUIDField

from server.core.dialect import CodeField, UtcDateTimeField

TABLES = (
    "account",
    "factor",
    "recovery_code",
    "mail_token",
    "session",
    "access_token",
    "back_off",
    "membership",
    "invitation",
    "role_grant",
)


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Row(Base):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()

    class Account(Row):
        email_sealed = BlobField()
        email_index = BlobField(unique=True)
        name_sealed = BlobField()
        password_hash = CharField(max_length=160)
        language = CharField(max_length=2)
        verified_at = UtcDateTimeField(null=True)
        disabled_at = UtcDateTimeField(null=True)

    class BackOff(Base):
        key = CharField(max_length=64, primary_key=True)
        failures = IntegerField()
        failed_at = UtcDateTimeField()
        until = UtcDateTimeField()

    db.create_tables([Account, BackOff, *_factors(Row, Account), *_tokens(Row, Account), *_roles(Row, Account)])


def _factors(row, owner):
    class Factor(row):
        account = ForeignKeyField(owner, on_delete="RESTRICT", unique=True)
        secret_sealed = BlobField()
        confirmed_at = UtcDateTimeField(null=True)
        last_counter = IntegerField(null=True)

    class RecoveryCode(row):
        factor = ForeignKeyField(Factor, on_delete="CASCADE")
        digest = BlobField()
        used_at = UtcDateTimeField(null=True)

        class Meta:
            indexes = ((("factor", "digest"), True),)

    return Factor, RecoveryCode


def _tokens(row, owner):
    class MailToken(row):
        account = ForeignKeyField(owner, on_delete="CASCADE")
        purpose = CharField(max_length=32)
        digest = BlobField(unique=True)
        expires_at = UtcDateTimeField()
        used_at = UtcDateTimeField(null=True)

    class Session(row):
        account = ForeignKeyField(owner, on_delete="CASCADE")
        digest = BlobField(unique=True)
        last_seen_at = UtcDateTimeField(index=True)
        stepped_up_at = UtcDateTimeField(null=True)

    class AccessToken(row):
        account = ForeignKeyField(owner, on_delete="CASCADE")
        label = CharField(max_length=80)
        digest = BlobField()
        scopes = JSONField()
        expires_at = UtcDateTimeField()
        last_used_at = UtcDateTimeField(null=True)
        revoked_at = UtcDateTimeField(null=True)

    return MailToken, Session, AccessToken


def _roles(row, owner):
    class Membership(row):
        account = ForeignKeyField(owner, on_delete="RESTRICT")
        collaborator = UUIDField(index=True)
        role = CharField(max_length=32)

        class Meta:
            indexes = ((("account", "collaborator"), True),)

    class Invitation(row):
        collaborator = UUIDField(index=True)
        email_sealed = BlobField()
        email_index = BlobField()
        role = CharField(max_length=32)
        digest = BlobField(unique=True)
        invited_by = ForeignKeyField(owner, on_delete="RESTRICT")
        expires_at = UtcDateTimeField()
        accepted_at = UtcDateTimeField(null=True)

    class RoleGrant(row):
        account = ForeignKeyField(owner, on_delete="RESTRICT")
        role = CharField(max_length=32)
        area = CodeField(null=True)
        sector = CharField(max_length=32, null=True)
        valid_from = UtcDateTimeField()
        valid_to = UtcDateTimeField(null=True)
        revoked_at = UtcDateTimeField(null=True)
        granted_by = UUIDField(null=True)

    return Membership, Invitation, RoleGrant


def down(migrator, db):
    for table in reversed(TABLES):
        db.execute_sql(f"DROP TABLE {table}")
