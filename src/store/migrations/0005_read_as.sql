-- Which revision was read last, by the time at which it was first seen, and whether what happened is told otherwise
-- since.
ALTER TABLE entries ADD COLUMN read_as INTEGER;
ALTER TABLE entries ADD COLUMN changed_since_read INTEGER NOT NULL DEFAULT 0;
UPDATE entries SET read_as = (SELECT seen FROM revisions r WHERE r.id = entries.current) WHERE read;
CREATE INDEX entries_changed_since_read ON entries (blog) WHERE changed_since_read;
