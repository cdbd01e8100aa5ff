-- What hosts asked for: to be left alone until then.
CREATE TABLE hosts (
    name       TEXT PRIMARY KEY,
    not_before INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- What stood between the reader and the blog when it was last asked; null where nothing did.
ALTER TABLE blogs ADD COLUMN trouble TEXT;
