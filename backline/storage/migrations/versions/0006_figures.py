"""Keep daily counts, which follow every turn by triggers and stay when the conversations are deleted."""

# ruff: noqa: S608  (every name in the statements is written here)
from __future__ import annotations

import re
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# WHOLE(...) and DIFFERS_FROM become what each engine calls them, see _in_words_of.
_DAY = "WHOLE({0}.created_at / 86400)"
# What a row of conversations adds: name, value and how much.
_OF_CONVERSATIONS = (
    ("conversations", "''", "1"),
    ("messages", "''", "{0}.messages"),
    ("turns", "''", "{0}.turns"),
    ("fallbacks", "''", "{0}.fallbacks"),
    ("tier", "{0}.worst_tier", "({0}.worst_tier IS NOT NULL)"),
    ("handed_over", "''", "{0}.handed_over"),
    ("contained", "''", "({0}.worst_tier IS NULL AND NOT {0}.handed_over AND NOT {0}.left_unanswered)"),
    ("feedback", "CASE {0}.feedback WHEN 1 THEN 'up' ELSE 'down' END", "({0}.feedback IS NOT NULL)"),
    ("left_at", "{0}.left_form || ':' || {0}.left_asked", "({0}.left_form IS NOT NULL AND {0}.left_asked IS NOT NULL)"),
)
_COLUMNS = (
    *("messages", "turns", "fallbacks", "worst_tier", "handed_over", "feedback"),
    *("left_form", "left_asked", "left_unanswered"),
)
_MILLISECONDS = "CAST(WHOLE({0}.milliseconds) / {1} * {1} AS TEXT)".replace(
    "{1}", "(CASE WHEN {0}.milliseconds < 100 THEN 1 WHEN {0}.milliseconds < 1000 THEN 10 ELSE 100 END)"
)
_MARKED = "{0}.kind IN ('topic', 'intent', 'exercise')"
_TRIGGERS = (
    "conversations_added",
    "conversations_changed",
    "turns_added",
    "marks_added",
    "leads_added",
    "leads_changed",
)


def upgrade() -> None:
    """Make the table, count what is there, and keep counting."""
    op.create_table(
        "daily_counts",
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("value", sa.String(80), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("conversations", sa.Column("left_form", sa.String(32)))
    op.add_column("conversations", sa.Column("left_asked", sa.String(32)))
    op.add_column("conversations", sa.Column("left_unanswered", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("conversations_by_question", "conversations", ["left_form", "left_asked"])
    op.execute(
        "UPDATE conversations SET (left_form, left_asked, left_unanswered) = (last.form, last.asked, last.fallback)"
        " FROM turns AS last WHERE last.conversation_id = conversations.id AND last.turn = conversations.turns"
    )
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in counts_of_all(on_sqlite):
        op.execute(statement)
    for name, occasion, condition, body in _triggers():
        body = _in_words_of(on_sqlite, body)
        if on_sqlite:
            op.execute(f"CREATE TRIGGER {name}_counted {occasion} {condition} BEGIN {body} END")
        else:
            function = f"BEGIN {body} RETURN NULL; END"
            op.execute(f"CREATE FUNCTION {name}_counted() RETURNS trigger LANGUAGE plpgsql AS $$ {function} $$")
            op.execute(
                f"CREATE TRIGGER {name}_counted {occasion} FOR EACH ROW {condition} EXECUTE FUNCTION {name}_counted()"
            )


def _in_words_of(sqlite: bool, statement: str) -> str:
    # PostgreSQL rounds where SQLite cuts off, and has no IS NOT for texts.
    whole = r"CAST(\1 AS INTEGER)" if sqlite else r"CAST(floor(\1) AS INTEGER)"
    statement = re.sub(r"WHOLE\(([^()]*)\)", whole, statement)
    return statement.replace("DIFFERS_FROM", "IS NOT" if sqlite else "IS DISTINCT FROM")


def _amount(expression: str, row: str) -> str:
    """How much, as a whole number: what is true counts one."""
    return f"CAST({expression.format(row)} AS INTEGER)"


def counts_of_all(sqlite: bool) -> list[str]:
    """The statements that count everything there is."""
    return [_in_words_of(sqlite, statement) for statement in _counts()]


def _counts() -> Iterator[str]:
    into = "INSERT INTO daily_counts (name, channel, day, value, count)"
    day = _DAY.format("c")
    for name, value, amount in _OF_CONVERSATIONS:
        yield (
            f"{into} SELECT '{name}', c.channel, {day}, {value.format('c')}, sum({_amount(amount, 'c')})"
            f" FROM conversations AS c WHERE {_amount(amount, 'c')} <> 0 GROUP BY 2, 3, 4"
        )
    yield (
        f"{into} SELECT 'milliseconds', c.channel, {day}, {_MILLISECONDS.format('t')}, count(*)"
        " FROM turns AS t JOIN conversations AS c ON c.id = t.conversation_id GROUP BY 2, 3, 4"
    )
    yield (
        f"{into} SELECT m.kind, c.channel, {day}, m.value, count(*)"
        f" FROM marks AS m JOIN conversations AS c ON c.id = m.conversation_id WHERE {_MARKED.format('m')}"
        " GROUP BY 1, 2, 3, 4"
    )
    yield (
        f"{into} SELECT 'lead', c.channel, {day}, l.status, count(DISTINCT l.conversation_id)"
        " FROM leads AS l JOIN conversations AS c ON c.id = l.conversation_id GROUP BY 2, 3, 4"
    )
    yield f"{into} SELECT name, '', day, value, sum(count) FROM daily_counts GROUP BY name, day, value"


def _triggers() -> Iterator[tuple[str, str, str, str]]:
    """Name, occasion, condition and body of each. Nothing is taken off by deleting: counts name nobody."""
    yield (
        "conversations_added",
        "AFTER INSERT ON conversations",
        "",
        "".join(
            _add(name, value.format("NEW"), _amount(amount, "NEW"), "", f"{_amount(amount, 'NEW')} <> 0", of="NEW")
            for name, value, amount in _OF_CONVERSATIONS
        ),
    )
    changes = []
    for name, value, amount in _OF_CONVERSATIONS[1:]:
        old, new = _amount(amount, "OLD"), _amount(amount, "NEW")
        differs = f"({old} <> {new} OR {value.format('OLD')} DIFFERS_FROM {value.format('NEW')})"
        changes.append(_add(name, value.format("OLD"), f"-{old}", "", f"{old} <> 0 AND {differs}", of="NEW"))
        changes.append(_add(name, value.format("NEW"), new, "", f"{new} <> 0 AND {differs}", of="NEW"))
    yield "conversations_changed", f"AFTER UPDATE OF {', '.join(_COLUMNS)} ON conversations", "", "".join(changes)
    own = "FROM conversations AS c WHERE c.id = NEW.conversation_id AND"
    yield (
        "turns_added",
        "AFTER INSERT ON turns",
        "",
        _add("milliseconds", _MILLISECONDS.format("NEW"), "1", own, "true"),
    )
    yield (
        "marks_added",
        "AFTER INSERT ON marks",
        "",
        "".join(_add(kind, "NEW.value", "1", own, f"NEW.kind = '{kind}'") for kind in ("topic", "intent", "exercise")),
    )
    # A conversation with two requests in the same state is one conversation.
    others = (
        "NOT EXISTS (SELECT 1 FROM leads AS o WHERE o.conversation_id = NEW.conversation_id AND o.id <> NEW.id"
        " AND o.status = {0}.status)"
    )
    came = _add("lead", "NEW.status", "1", own, others.format("NEW"))
    went = _add("lead", "OLD.status", "-1", own, others.format("OLD"))
    yield "leads_added", "AFTER INSERT ON leads", "", came
    yield "leads_changed", "AFTER UPDATE OF status ON leads", "WHEN (OLD.status <> NEW.status)", went + came


def _add(name: str, value: str, amount: str, source: str, condition: str, of: str = "c") -> str:
    return "".join(
        "INSERT INTO daily_counts (name, channel, day, value, count)"
        f" SELECT '{name}', {channel}, {_DAY.format(of)}, {value}, {amount} {source or 'WHERE'} {condition}"
        " ON CONFLICT (name, channel, day, value) DO UPDATE SET count = daily_counts.count + excluded.count; "
        for channel in (f"{of}.channel", "''")
    )


def downgrade() -> None:
    """Drop them."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for name in _TRIGGERS:
        op.execute(f"DROP TRIGGER {name}_counted" if on_sqlite else f"DROP FUNCTION {name}_counted CASCADE")
    op.drop_index("conversations_by_question", "conversations")
    with op.batch_alter_table("conversations") as conversations:
        for name in ("left_form", "left_asked", "left_unanswered"):
            conversations.drop_column(name)
    op.drop_table("daily_counts")
