-- Times are milliseconds since the epoch (UTC). JSON columns hold the serde form of the model's types.

-- One row; `seq` counts the transactions that changed something.
CREATE TABLE counter (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL
) STRICT;
INSERT INTO counter VALUES (1, 0);

CREATE TABLE blogs (
    id             INTEGER PRIMARY KEY,
    key            TEXT NOT NULL UNIQUE,
    -- What opens the source again: a web address or a path.
    address        TEXT NOT NULL,
    followed_since INTEGER NOT NULL,
    blog           TEXT NOT NULL,
    validators     TEXT NOT NULL DEFAULT '{}',
    -- The last poll of any outcome, and the last one that was answered.
    last_poll      INTEGER,
    last_contact   INTEGER,
    place          TEXT,
    paused         INTEGER NOT NULL DEFAULT 0,
    archived       INTEGER NOT NULL DEFAULT 0,
    -- Kept up to date with every change, so that the library need not count.
    total          INTEGER NOT NULL DEFAULT 0,
    unread         INTEGER NOT NULL DEFAULT 0,
    bytes          INTEGER NOT NULL DEFAULT 0,
    -- `counter.seq` of the last change.
    changed        INTEGER NOT NULL
) STRICT;

-- What was said of a blog as a whole, each time that it changed.
CREATE TABLE blog_revisions (
    blog       INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    seen       INTEGER NOT NULL,
    headline   TEXT NOT NULL,
    standfirst TEXT NOT NULL,
    status     TEXT NOT NULL,
    PRIMARY KEY (blog, seen)
) STRICT, WITHOUT ROWID;

CREATE TABLE entries (
    id             INTEGER PRIMARY KEY,
    blog           INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    -- The publisher's id of the update.
    name           TEXT NOT NULL,
    order_at       INTEGER NOT NULL,
    order_poll     INTEGER NOT NULL,
    order_rank     INTEGER NOT NULL,
    presence       TEXT NOT NULL,
    presence_since INTEGER,
    presence_times INTEGER,
    read           INTEGER NOT NULL,
    bookmarked     INTEGER NOT NULL,
    -- The newest of its revisions, and how many there are.
    current        INTEGER NOT NULL,
    revisions      INTEGER NOT NULL,
    changed        INTEGER NOT NULL,
    UNIQUE (blog, name)
) STRICT;
CREATE INDEX entries_in_order ON entries (blog, order_at, order_poll, order_rank);

CREATE TABLE revisions (
    id      INTEGER PRIMARY KEY,
    entry   INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    -- When the update was first seen like this.
    seen    INTEGER NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (entry, seen)
) STRICT;

CREATE TABLE polls (
    blog    INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (blog, at)
) STRICT, WITHOUT ROWID;

-- Spans without contact: what was published and removed in them was never seen.
CREATE TABLE gaps (
    blog  INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (blog, since)
) STRICT, WITHOUT ROWID;
