"""The statements that lay out the sorting table and bring together what belongs together."""

TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;
CREATE TABLE person (key TEXT PRIMARY KEY, account TEXT, name TEXT, made TEXT);
CREATE TABLE category (key TEXT PRIMARY KEY, name TEXT, parent TEXT, about TEXT, see TEXT);
CREATE TABLE thread (key TEXT PRIMARY KEY, kind TEXT, category TEXT, title TEXT, tags TEXT, answer TEXT, made TEXT,
  closed TEXT, reason TEXT, pinned TEXT);
CREATE TABLE post (key TEXT PRIMARY KEY, thread TEXT, parent TEXT, kind TEXT, place INTEGER, author TEXT, made TEXT,
  edited TEXT, html TEXT, markdown TEXT, likes INTEGER, dislikes INTEGER, file TEXT, line INTEGER);
CREATE TABLE revision (key TEXT PRIMARY KEY, post TEXT, made TEXT, editor TEXT, markdown TEXT);
CREATE TABLE note (thread TEXT, what TEXT, value TEXT, PRIMARY KEY (thread, what));
CREATE TABLE stream (post TEXT PRIMARY KEY, there INTEGER);
CREATE TABLE vote (key TEXT PRIMARY KEY, post TEXT, kind TEXT, day TEXT);
CREATE TABLE badge (key TEXT PRIMARY KEY, person TEXT, name TEXT, level TEXT, made TEXT);
CREATE TABLE skipped (file TEXT, line INTEGER, reason TEXT);
CREATE TABLE tally (what TEXT PRIMARY KEY, count INTEGER);
"""
_COLUMNS = {
    "person": 4,
    "category": 5,
    "thread": 10,
    "post": 14,
    "revision": 5,
    "note": 3,
    "stream": 2,
    "vote": 4,
    "badge": 5,
    "skipped": 3,
    "tally": 2,
}
# Statements are made of our own names only.
PUT = {
    name: f"INSERT OR IGNORE INTO {name} VALUES ({', '.join('?' * many)})"  # noqa: S608
    for name, many in _COLUMNS.items()
}
PUT_OVER = {name: statement.replace("IGNORE", "REPLACE") for name, statement in PUT.items()}
SIZE = {name: f"SELECT count(*) FROM {name}" for name in _COLUMNS}  # noqa: S608

SORT = """
DELETE FROM thread WHERE key IN (SELECT thread FROM note WHERE what = 'withheld');
UPDATE thread SET kind = 'question', answer = note.value FROM note WHERE thread = key AND what = 'answer';
UPDATE thread SET closed = note.value FROM note WHERE thread = key AND what = 'closed' AND closed IS NOT NULL;
UPDATE thread SET reason = note.value FROM note WHERE thread = key AND what = 'reason';
UPDATE post SET thread = (SELECT above.thread FROM post above WHERE above.key = post.parent) WHERE thread IS NULL;
INSERT INTO skipped SELECT file, line, CASE kind WHEN 'comment' THEN 'The post it comments on is not in the dump.'
  ELSE 'The thread it belongs to is not in the dump.' END
  FROM post WHERE thread IS NULL OR thread NOT IN (SELECT key FROM thread);
DELETE FROM post WHERE thread IS NULL OR thread NOT IN (SELECT key FROM thread);
INSERT INTO tally SELECT 'votes (' || kind || ') for posts that are not in the dump', count(*)
  FROM vote WHERE post NOT IN (SELECT key FROM post) GROUP BY kind;
INSERT INTO tally SELECT 'posts that the archive names but does not hold', count(*)
  FROM stream WHERE NOT there HAVING count(*) > 0;
DELETE FROM vote WHERE post NOT IN (SELECT key FROM post);
INSERT INTO tally SELECT 'badges of users who are not in the dump', count(*)
  FROM badge WHERE person NOT IN (SELECT key FROM person) HAVING count(*) > 0;
DELETE FROM badge WHERE person NOT IN (SELECT key FROM person);
INSERT OR IGNORE INTO person SELECT author, NULL, CASE WHEN author LIKE '~%' THEN substr(author, 2)
  ELSE 'user' || author END, min(made) FROM post GROUP BY author;
INSERT OR IGNORE INTO category SELECT DISTINCT category, 'Category ' || category, NULL, '', 'everyone' FROM thread;
CREATE INDEX post_thread ON post (thread);
INSERT INTO tally SELECT 'threads without a post', count(*) FROM thread
  WHERE NOT EXISTS (SELECT 1 FROM post WHERE post.thread = thread.key) HAVING count(*) > 0;
CREATE INDEX vote_post ON vote (post);
CREATE INDEX revision_post ON revision (post);
CREATE INDEX thread_made ON thread (made);
"""
