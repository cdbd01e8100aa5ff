-- What the links of an update led to.
CREATE TABLE articles (
    entry   INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    -- The address of the link; where it led in the end is part of the content.
    asked   TEXT NOT NULL,
    fetched INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (entry, asked)
) STRICT;
CREATE INDEX articles_asked ON articles (asked);
