-- What the bot remembers. Instants are seconds since 1970; Discord's ids are their own numbers.

-- Single values: the place in the API's changes, the commands last registered.
CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The programme as the API told it last, so that a change can be told as old and new, and the day
-- can be told while the API is away.
CREATE TABLE seminars (
    id TEXT PRIMARY KEY,
    from_s INTEGER NOT NULL,
    until_s INTEGER NOT NULL,
    details TEXT NOT NULL
) STRICT;

CREATE INDEX seminars_by_start ON seminars (from_s);

-- Articles that have been told of, or were there before anybody could be told.
CREATE TABLE articles (
    id TEXT PRIMARY KEY
) STRICT;

-- What a channel wants to be told.
CREATE TABLE channels (
    channel INTEGER PRIMARY KEY,
    guild INTEGER,
    -- Who chose it last, to be told when we cannot write there.
    chosen_by INTEGER NOT NULL,
    chosen_s INTEGER NOT NULL,
    tells_starting INTEGER NOT NULL,
    tells_changes INTEGER NOT NULL,
    tells_news INTEGER NOT NULL,
    -- Stockholm's wall time, as 08:00.
    daily_at TEXT,
    -- 1 is Monday.
    weekly_on INTEGER,
    weekly_at TEXT,
    -- Since when, and why, Discord does not let us write there.
    barred_s INTEGER,
    barred_because TEXT
) STRICT;

-- What a person wants to hear about.
CREATE TABLE follows (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL,
    -- Where they asked for it: told there if they take no direct messages.
    channel INTEGER NOT NULL,
    kind TEXT NOT NULL,
    node TEXT NOT NULL,
    label TEXT NOT NULL,
    since_s INTEGER NOT NULL,
    UNIQUE (person, node)
) STRICT;

CREATE INDEX follows_by_node ON follows (node);

-- What a person wants to be reminded of.
CREATE TABLE reminders (
    -- Never used again, since the outbox names them.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    seminar TEXT NOT NULL,
    label TEXT NOT NULL,
    minutes_before INTEGER NOT NULL,
    -- Counts the snoozes; each makes a new notice.
    round INTEGER NOT NULL DEFAULT 0,
    snoozed_until_s INTEGER,
    since_s INTEGER NOT NULL,
    UNIQUE (person, seminar, minutes_before)
) STRICT;

CREATE INDEX reminders_by_seminar ON reminders (seminar);

-- How people are reached.
CREATE TABLE people (
    person INTEGER PRIMARY KEY,
    direct_channel INTEGER,
    -- Direct messages refused in a row; from the third on they are no longer tried.
    refusals INTEGER NOT NULL DEFAULT 0,
    -- Whether they have been told that.
    is_told INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What is to be sent unasked, each thing once: a row is here before it is sent, and stays a while.
CREATE TABLE outbox (
    -- Never used again, since Discord knows messages by a nonce made of it.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- channel:… or person:…
    target TEXT NOT NULL,
    -- Where a person is told who takes no direct messages.
    fallback_channel INTEGER,
    -- Discord's JSON.
    body TEXT NOT NULL,
    due_s INTEGER NOT NULL,
    useful_until_s INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'dropped')),
    -- Where it was sent, or is being sent, and the message it became.
    channel INTEGER,
    message INTEGER,
    UNIQUE (event, kind, target)
) STRICT;

CREATE INDEX outbox_by_state ON outbox (state, due_s);
CREATE INDEX outbox_by_message ON outbox (message);
