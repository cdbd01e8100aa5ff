-- What the reader wants to be alerted of in a live blog, in the order in which they asked for it.
CREATE TABLE wishes (
    blog  INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    wish  TEXT NOT NULL,
    PRIMARY KEY (blog, place)
) STRICT, WITHOUT ROWID;

-- What was alerted of already: that an update is there, one of its edits, that it is gone.
CREATE TABLE alerted (
    entry    INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    occasion TEXT NOT NULL,
    PRIMARY KEY (entry, occasion)
) STRICT, WITHOUT ROWID;
