-- The index keeps its own copy of the words: one that borrows them would need the exact words of each row that it
-- gives up, and those of a retouched revision are gone by then.
CREATE VIRTUAL TABLE search USING fts5 (
    headline,
    body,
    tokenize = "unicode61 remove_diacritics 2"
);

-- Revisions that the index does not hold yet.
CREATE TABLE search_queue (
    revision INTEGER PRIMARY KEY
) STRICT;
INSERT INTO search_queue SELECT id FROM revisions;
