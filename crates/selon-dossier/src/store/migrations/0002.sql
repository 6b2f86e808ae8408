-- Lists, counts, maps and time lines ask narrow rows: what is long stands apart, so that a
-- hundred thousand events are gone through in milliseconds. The events of a dossier of form 1
-- are computed anew after this step, to fill what is new.
ALTER TABLE event ADD COLUMN precision TEXT;                    -- how large the place is
ALTER TABLE event ADD COLUMN disputes TEXT NOT NULL DEFAULT ''; -- kinds of disagreements
CREATE TABLE event_row (
    event INTEGER PRIMARY KEY REFERENCES event (number) ON DELETE CASCADE,
    row   BLOB NOT NULL           -- what a list shows, JSON, deflated if it is long
) STRICT;
INSERT INTO event_row (event, row) SELECT number, row FROM event;
ALTER TABLE event DROP COLUMN row;
ALTER TABLE event DROP COLUMN place;
ALTER TABLE event DROP COLUMN actors;

-- All that lists are filtered and sorted by, in the order of lists: a list reads its beginning,
-- a count, a map or a time line reads it once from end to end.
DROP INDEX event_by_day;
DROP INDEX event_by_latitude;
DROP INDEX event_by_country;
DROP INDEX event_by_kind;
CREATE INDEX event_list ON event (
    from_day DESC, reports DESC, id, to_day, kind, country, lat, lon, precision, languages,
    headline, at_least, at_most, disagreeing, disputes, changed
);

-- The names of places and of who takes part, and the words that tell of an event. Between
-- two names stands a word that no text has, so that no phrase reaches over both.
DROP TABLE telling_text;
CREATE VIRTUAL TABLE event_text USING fts5 (
    place, actors, words, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);

-- Who stands behind events, and by which reports.
CREATE TABLE party (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    name   TEXT NOT NULL,
    kind   TEXT NOT NULL
) STRICT;
CREATE TABLE behind (
    party  INTEGER NOT NULL REFERENCES party (number),
    event  INTEGER NOT NULL REFERENCES event (number) ON DELETE CASCADE,
    report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    alone  INTEGER NOT NULL,      -- whether nobody else certainly stands behind it
    PRIMARY KEY (party, event, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX behind_by_event ON behind (event);
CREATE INDEX behind_by_report ON behind (report);

DROP INDEX telling_by_report;
CREATE INDEX telling_by_report ON telling (report, event);
DROP INDEX report_by_moment;
CREATE INDEX report_list ON report (moment DESC, id, published, outlet, family, language);
CREATE INDEX version_by_reader ON version (reader, report, version);
