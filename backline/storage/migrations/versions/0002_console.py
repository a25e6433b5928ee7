"""Make the tables of the staff console, and the full-text index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = (
    "deletions", "lead_history", "corrections", "saved_views", "wrong_answers", "feedback", "notes", "marks", "turns",
    "audit", "sign_in_failures", "staff_links", "staff_sessions", "staff",
)  # fmt: skip

# Everything but letters and digits: PostgreSQL would take "post-op" and "l4/l5" for words of their own kinds.
_BETWEEN_WORDS = (
    r"[\u0001-/\u003a-@\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u303f\ufe00-\ufe0f\U0001f000-\U0001faff]+"
)
_POSTGRESQL = (
    # Lower case, without accents: what SQLite's index does by itself. A dotless i and the like stay as they are.
    "CREATE FUNCTION backline_folded(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$"
    r" SELECT regexp_replace(lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]+', '', 'g')),"
    f" '{_BETWEEN_WORDS}', ' ', 'g') $$",
    # Kept beside the text: to work the words out again for every row that is looked at would take seconds.
    *(
        f"ALTER TABLE {table} ADD COLUMN text_words tsvector GENERATED ALWAYS AS"
        " (to_tsvector('simple'::regconfig, backline_folded(text))) STORED"
        for table in ("messages", "notes")
    ),
    *(f"CREATE INDEX {table}_text ON {table} USING gin (text_words)" for table in ("messages", "notes")),
    "CREATE FUNCTION backline_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
    " FOR EACH STATEMENT EXECUTE FUNCTION backline_only_added_to()",
)


def _conversation(**more: object) -> sa.Column:
    key = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation_id", sa.String(64), key, nullable=False, **more)


def _staff(on_delete: str = "SET NULL", nullable: bool = True, **more: object) -> sa.Column:
    key = sa.ForeignKey("staff.id", ondelete=on_delete)
    return sa.Column("staff_id", sa.Integer, key, nullable=nullable, **more)


def _id() -> sa.Column:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def upgrade() -> None:
    """Make them, and work out what older conversations show in the list."""
    _make_staff_tables()
    _extend_conversations_and_leads()
    _make_review_tables()
    op.execute(
        "UPDATE conversations SET"
        " messages = (SELECT count(*) FROM messages WHERE messages.conversation_id = conversations.id),"
        " worst_tier = CASE WHEN red_flag_tier IN ('emergency', 'urgent') THEN red_flag_tier END,"
        " attention = CASE red_flag_tier WHEN 'emergency' THEN 2 WHEN 'urgent' THEN 1 ELSE 0 END,"
        " handed_over = EXISTS (SELECT 1 FROM leads WHERE leads.conversation_id = conversations.id)"
    )
    if op.get_bind().dialect.name == "sqlite":
        for table in ("messages", "notes"):
            _index_text(table)
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit"
                " BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
            )
    else:
        for statement in _POSTGRESQL:
            op.execute(statement)


def _make_staff_tables() -> None:
    op.create_table(
        "staff",
        _id(),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.String(256)),
        sa.Column("totp_secret", sa.LargeBinary),
        sa.Column("totp_step", sa.Integer, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("signed_in_at", sa.Float),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "staff_sessions",
        sa.Column("id_hash", sa.String(64), primary_key=True),
        _staff("CASCADE", nullable=False, index=True),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("seen_at", sa.Float, nullable=False),
    )
    op.create_table(
        "staff_links",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        _staff("CASCADE"),
        sa.Column("expires_at", sa.Float, nullable=False),
    )
    op.create_table(
        "sign_in_failures",
        _id(),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_index("sign_in_failures_lately", "sign_in_failures", ["key", "at"])
    op.create_table(
        "audit",
        _id(),
        sa.Column("at", sa.Float, nullable=False, index=True),
        sa.Column("staff_id", sa.Integer),
        sa.Column("staff_name", sa.String(64), nullable=False),
        sa.Column("action", sa.String(48), nullable=False, index=True),
        sa.Column("object", sa.String(80), nullable=False, index=True),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )


def _extend_conversations_and_leads() -> None:
    for column in (
        sa.Column("messages", sa.Integer, nullable=False, server_default="0"),
        sa.Column("worst_tier", sa.String(16)),
        sa.Column("attention", sa.Integer, nullable=False, server_default="0"),
        sa.Column("fallbacks", sa.Integer, nullable=False, server_default="0"),
        sa.Column("lowest_confidence", sa.Float),
        sa.Column("feedback", sa.Integer),
        sa.Column("handed_over", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("language", sa.String(8), nullable=False, server_default="en"),
        sa.Column("status", sa.String(12), nullable=False, server_default="new"),
        sa.Column("assignee", sa.Integer),
        sa.Column("hold_reason", sa.Text),
        sa.Column("version", sa.Integer, nullable=False, server_default="0"),
    ):
        op.add_column("conversations", column)
    for column in (
        sa.Column("first_contact_at", sa.Float),
        sa.Column("assignee", sa.Integer),
        sa.Column("hold_reason", sa.Text),
        sa.Column("version", sa.Integer, nullable=False, server_default="0"),
    ):
        op.add_column("leads", column)
    op.create_index(
        "conversations_to_review",
        "conversations",
        [
            *("attention", "updated_at", "id", "created_at", "channel", "status", "worst_tier", "handed_over"),
            *("fallbacks", "lowest_confidence", "feedback", "assignee", "language", "messages", "turns"),
        ],
    )
    op.create_index("conversations_by_start", "conversations", ["created_at"])


def _make_review_tables() -> None:
    op.create_table(
        "turns",
        _conversation(primary_key=True),
        sa.Column("turn", sa.Integer, primary_key=True),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("intent", sa.String(64)),
        sa.Column("confidence", sa.Float),
        sa.Column("runners_up", sa.Text, nullable=False),
        sa.Column("actions", sa.Text, nullable=False),
        sa.Column("answer", sa.String(128)),
        sa.Column("form", sa.String(32)),
        sa.Column("asked", sa.String(32)),
        sa.Column("fallback", sa.Boolean, nullable=False),
        sa.Column("red_flags", sa.Text, nullable=False),
        sa.Column("milliseconds", sa.Float, nullable=False),
        sa.Column("events_from", sa.Integer, nullable=False),
        sa.Column("events_to", sa.Integer, nullable=False),
    )
    op.create_index("turns_by_time", "turns", ["at"])
    op.create_table(
        "marks",
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("value", sa.String(64), primary_key=True),
        _conversation(primary_key=True),
    )
    op.create_index("marks_of_conversation", "marks", ["conversation_id"])
    op.create_table(
        "notes",
        _id(),
        _conversation(index=True),
        _staff(),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    for name, value in (
        ("feedback", (sa.Column("value", sa.Integer, nullable=False), sa.Column("comment", sa.Text, nullable=False))),
        ("wrong_answers", (_staff(), sa.Column("reason", sa.Text, nullable=False))),
    ):
        op.create_table(
            name,
            sa.Column("message_id", sa.Integer, sa.ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
            _conversation(index=True),
            sa.Column("at", sa.Float, nullable=False),
            *value,
        )
    op.create_table(
        "saved_views",
        _id(),
        _staff("CASCADE", nullable=False, index=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("query", sa.Text, nullable=False),
    )
    op.create_table(
        "corrections",
        _id(),
        sa.Column("conversation_id", sa.String(64), index=True),
        sa.Column("message_id", sa.Integer, index=True),
        _staff(),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("intent_before", sa.String(64)),
        sa.Column("intent", sa.String(64), nullable=False),
        sa.Column("exported_at", sa.Float),
    )
    op.create_table(
        "lead_history",
        _id(),
        sa.Column("lead_id", sa.Integer, sa.ForeignKey("leads.id", ondelete="CASCADE"), nullable=False, index=True),
        _staff(),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("note", sa.LargeBinary),
    )
    op.create_table(
        "deletions",
        _id(),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("cause", sa.String(16), nullable=False),
        _staff(),
        sa.Column("counts", sa.Text, nullable=False),
    )


def _index_text(table: str) -> None:
    """A full-text index over ``table.text`` that follows every change of it, also a cascading one."""
    index = f"{table}_text"
    op.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5(text, content='{table}', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    gone = f"INSERT INTO {index}({index}, rowid, text) VALUES ('delete', old.id, old.text)"  # noqa: S608
    come = f"INSERT INTO {index}(rowid, text) VALUES (new.id, new.text)"  # noqa: S608
    for name, when, what in (
        ("added", "AFTER INSERT", f"{come};"),
        ("deleted", "AFTER DELETE", f"{gone};"),
        ("changed", "AFTER UPDATE OF text", f"{gone}; {come};"),
    ):
        op.execute(f"CREATE TRIGGER {index}_{name} {when} ON {table} BEGIN {what} END")
    op.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608


def downgrade() -> None:
    """Drop them."""
    if op.get_bind().dialect.name == "sqlite":
        for table in ("messages", "notes"):
            for name in ("added", "deleted", "changed"):
                op.execute(f"DROP TRIGGER {table}_text_{name}")
            op.execute(f"DROP TABLE {table}_text")
    else:
        for table in ("messages", "notes"):
            op.drop_column(table, "text_words")
        op.execute("DROP FUNCTION backline_folded")
        op.execute("DROP FUNCTION backline_only_added_to CASCADE")
    op.drop_index("conversations_to_review", "conversations")
    op.drop_index("conversations_by_start", "conversations")
    with op.batch_alter_table("leads") as leads:
        for name in ("first_contact_at", "assignee", "hold_reason", "version"):
            leads.drop_column(name)
    with op.batch_alter_table("conversations") as conversations:
        for name in (
            *("messages", "worst_tier", "attention", "fallbacks", "lowest_confidence", "feedback", "handed_over"),
            *("language", "status", "assignee", "hold_reason", "version"),
        ):
            conversations.drop_column(name)
    for table in _TABLES:
        op.drop_table(table)
