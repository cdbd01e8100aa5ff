-- Makes a whole of the rows that were read from a damaged file. Rows that refer to each other lay on different pages,
-- so that any of them may be missing.

-- Revisions without their update: the update is made again, in the blog of its neighbours on either side.
INSERT OR IGNORE INTO entries (id, blog, name, order_at, order_poll, order_rank, presence, read,
    bookmarked, current, revisions, changed)
SELECT r.entry, CASE WHEN below.blog IS above.blog THEN below.blog ELSE 0 END,
    r.content ->> '$.id',
    coalesce(unixepoch(r.content ->> '$.published.at') * 1000, min(r.seen)),
    0, 0, 'on_page', 1, 0, r.id, 1, 0
FROM revisions r
    LEFT JOIN entries below ON below.id = (SELECT max(id) FROM entries WHERE id < r.entry)
    LEFT JOIN entries above ON above.id = (SELECT min(id) FROM entries WHERE id > r.entry)
WHERE r.entry NOT IN (SELECT id FROM entries) AND json_valid(r.content)
    AND r.content ->> '$.id' IS NOT NULL
GROUP BY r.entry;

-- Updates without their blog: nothing else tells its address.
INSERT INTO blogs (id, key, address, followed_since, blog, paused, changed)
SELECT coalesce(blog, 0), 'salvaged-' || blog, 'salvaged-' || blog, min(order_at),
    '{"headline": "Updates from a damaged history"}', 1, 0
FROM entries WHERE blog NOT IN (SELECT id FROM blogs)
GROUP BY blog;

DELETE FROM revisions WHERE entry NOT IN (SELECT id FROM entries);
DELETE FROM entries WHERE id NOT IN (SELECT entry FROM revisions);
DELETE FROM articles WHERE entry NOT IN (SELECT id FROM entries);
DELETE FROM alerted WHERE entry NOT IN (SELECT id FROM entries);
DELETE FROM wishes WHERE blog NOT IN (SELECT id FROM blogs);
DELETE FROM blog_revisions WHERE blog NOT IN (SELECT id FROM blogs);
DELETE FROM polls WHERE blog NOT IN (SELECT id FROM blogs);
DELETE FROM gaps WHERE blog NOT IN (SELECT id FROM blogs);

-- What was lost may stand on the page still: it is to be read again, and no 304 may stand for it.
UPDATE blogs SET validators = '{}';
UPDATE entries SET
    current = (
        SELECT r.id FROM revisions r WHERE r.entry = entries.id ORDER BY r.seen DESC LIMIT 1),
    revisions = (SELECT count(*) FROM revisions r WHERE r.entry = entries.id);
UPDATE blogs SET
    total = (SELECT count(*) FROM entries e WHERE e.blog = blogs.id),
    unread = (SELECT count(*) FROM entries e WHERE e.blog = blogs.id AND NOT e.read),
    bytes = (
        SELECT coalesce(sum(octet_length(r.content)), 0)
        FROM entries e JOIN revisions r ON r.entry = e.id WHERE e.blog = blogs.id);
INSERT OR IGNORE INTO search_queue SELECT id FROM revisions;

-- What happened to them, as far as it can be told from what they are.
INSERT INTO changes (blog, entry, change, revision, seen, times)
SELECT e.blog, e.id, CASE WHEN r.number > 1 THEN 'revised' ELSE 'older' END, r.number, r.seen, 1
FROM (
    SELECT entry, seen, row_number() OVER (PARTITION BY entry ORDER BY seen) AS number
    FROM revisions) r
JOIN entries e ON e.id = r.entry ORDER BY r.seen, e.order_at;
