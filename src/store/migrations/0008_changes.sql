-- What happened to updates, in the order in which it was seen. The numbers are never used again: they are places.
CREATE TABLE changes (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    blog     INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    entry    INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    -- 'added', 'revised', 'retracted', or 'older' for what an older page brought; what comes back is added again.
    change   TEXT NOT NULL,
    -- The number of the revision, when that was first seen, and how often this has happened to it.
    revision INTEGER NOT NULL,
    seen     INTEGER NOT NULL,
    times    INTEGER NOT NULL
) STRICT;
CREATE INDEX changes_of_blog ON changes (blog, id);
CREATE INDEX changes_of_entry ON changes (entry);

INSERT INTO changes (blog, entry, change, revision, seen, times)
SELECT blog, entry, change, revision, seen, 1 FROM (
    SELECT e.blog AS blog, r.entry AS entry, r.seen AS seen, r.seen AS happened, e.order_at AS placed,
        CASE WHEN r.number > 1 THEN 'revised' WHEN e.order_poll < 0 THEN 'older' ELSE 'added' END AS change,
        r.number AS revision
    FROM (
        SELECT entry, seen, row_number() OVER (PARTITION BY entry ORDER BY seen) AS number
        FROM revisions) r
    JOIN entries e ON e.id = r.entry
    UNION ALL
    SELECT e.blog, e.id, r.seen, max(e.presence_since, r.seen), e.order_at, 'retracted', e.revisions
    FROM entries e JOIN revisions r ON r.id = e.current
    WHERE e.presence = 'retracted' AND e.presence_since IS NOT NULL)
ORDER BY happened, placed;

-- Up to where followers without a screen told what happened.
CREATE TABLE places (
    follower TEXT NOT NULL,
    blog     INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    told     INTEGER NOT NULL,
    -- What happened before the follower began, up to this number, it tells of updates since this time alone.
    begun    INTEGER NOT NULL,
    since    INTEGER NOT NULL,
    -- Tells this place from any other that had its name.
    token    INTEGER NOT NULL,
    PRIMARY KEY (follower, blog)
) STRICT, WITHOUT ROWID;
