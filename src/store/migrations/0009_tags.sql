-- The words that the reader sorts live blogs by, as a list in JSON.
ALTER TABLE blogs ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
