-- What is remembered of an update's witnesses; JSON, `{}` where an older version kept the update.
ALTER TABLE entries ADD COLUMN memory TEXT NOT NULL DEFAULT '{}';
