"""The tables for staff: accounts, sessions, one-time links and codes, failed sign-ins and the audit log."""

from __future__ import annotations

import sqlalchemy as sa

from backline.storage.tables import metadata

# People who may sign in. Without a password hash they have not joined yet.
staff = sa.Table(
    "staff",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("name", sa.String(64), nullable=False, unique=True),  # what they sign in with, lower case
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("password_hash", sa.String(256)),
    sa.Column("totp_secret", sa.LargeBinary),
    sa.Column("totp_step", sa.Integer, nullable=False, default=0),  # of the last code used: each counts once
    sa.Column("active", sa.Boolean, nullable=False, default=True),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("signed_in_at", sa.Float),
    sqlite_autoincrement=True,
)

# Sessions by the hash of their id: who reads the database can't take one over.
staff_sessions = sa.Table(
    "staff_sessions",
    metadata,
    sa.Column("id_hash", sa.String(64), primary_key=True),
    sa.Column("staff_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("seen_at", sa.Float, nullable=False),
)

# Links that let one person set a password, once.
staff_links = sa.Table(
    "staff_links",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("staff_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="CASCADE")),  # NULL: makes the first admin
    sa.Column("expires_at", sa.Float, nullable=False),
)

# Codes that stand in for a lost authenticator app, by keyed hashes; each is deleted when it is used.
recovery_codes = sa.Table(
    "recovery_codes",
    metadata,
    sa.Column("code_hash", sa.String(64), primary_key=True),
    sa.Column("staff_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True),
)

# Failed sign-ins by keyed hashes of account and address, for throttling.
sign_in_failures = sa.Table(
    "sign_in_failures",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Index("sign_in_failures_lately", "key", "at"),
)

# Who read or changed what. Each digest covers the row and the digest before it.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Column("staff_id", sa.Integer),  # no foreign key: the log outlives the account
    sa.Column("staff_name", sa.String(64), nullable=False),
    sa.Column("action", sa.String(48), nullable=False, index=True),
    sa.Column("object", sa.String(80), nullable=False, index=True),
    sa.Column("details", sa.Text, nullable=False),  # JSON; nothing that names a patient
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Index("audit_by_staff", "staff_name", "id"),
    sqlite_autoincrement=True,
)
