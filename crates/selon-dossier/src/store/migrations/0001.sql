-- Reports as they were taken in, each text of one address a version of its own.
CREATE TABLE report (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    id        TEXT NOT NULL UNIQUE,
    key       TEXT NOT NULL UNIQUE,   -- what the id is made of
    name      TEXT NOT NULL,          -- what it was called where it came from
    address   TEXT,
    canonical TEXT,                   -- the address, without what does not matter
    outlet    TEXT,
    family    TEXT,                   -- the publisher
    title     TEXT,
    language  TEXT NOT NULL,
    published TEXT,                   -- YYYY-MM-DD
    moment    TEXT,                   -- RFC 3339 or a day: sorts by time
    version   INTEGER NOT NULL,       -- the one that counts
    sha256    TEXT NOT NULL,          -- of its text
    facts     TEXT NOT NULL,          -- agencies it credits, whom it was forwarded from …: JSON
    added     TEXT NOT NULL
) STRICT;
CREATE INDEX report_by_sha256 ON report (sha256);
CREATE INDEX report_by_canonical ON report (canonical);
CREATE INDEX report_by_moment ON report (moment);
CREATE INDEX report_by_family ON report (family);

CREATE TABLE version (
    report  INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    sha256  TEXT NOT NULL,
    added   TEXT NOT NULL,
    reader  TEXT NOT NULL,            -- which version of the program read it
    source  BLOB NOT NULL,            -- the report, JSON, deflated
    reading BLOB NOT NULL,            -- its reading, JSON, deflated
    PRIMARY KEY (report, version)
) STRICT;

-- Events as the dossier has them: all that is here is computed from their tellings and
-- from decisions, and kept so that it need not be computed again.
CREATE TABLE event (
    number      INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE, -- that of the telling which was published first
    kind        TEXT NOT NULL,
    from_day    INTEGER,
    to_day      INTEGER,
    country     TEXT,
    lat         REAL,
    lon         REAL,
    place       TEXT,                 -- folded names, for filters
    actors      TEXT NOT NULL,        -- folded names
    languages   TEXT NOT NULL,
    headline    INTEGER NOT NULL,
    reports     INTEGER NOT NULL,
    at_least    INTEGER NOT NULL,
    at_most     INTEGER NOT NULL,
    disagreeing INTEGER NOT NULL,
    changed     TEXT NOT NULL,
    row         BLOB NOT NULL         -- what a list shows, JSON, deflated
) STRICT;
CREATE INDEX event_by_day ON event (from_day);
CREATE INDEX event_by_country ON event (country, from_day);
CREATE INDEX event_by_kind ON event (kind, from_day);
CREATE INDEX event_by_latitude ON event (lat);
CREATE INDEX event_by_changed ON event (changed);

-- Each event of each report, as the report tells it.
CREATE TABLE telling (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT NOT NULL UNIQUE,
    key      TEXT NOT NULL UNIQUE,
    report   INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    event    INTEGER REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED,
    kind     TEXT NOT NULL,
    from_day INTEGER,                 -- the days that it may have happened on, for blocking
    to_day   INTEGER,
    country  TEXT,
    cell     INTEGER,                 -- a square of the map; none if the place is not exact
    umbrella INTEGER NOT NULL,        -- whether it is of something that has parts, by its words
    data     BLOB NOT NULL            -- JSON, deflated
) STRICT;
CREATE INDEX telling_by_report ON telling (report);
CREATE INDEX telling_by_event ON telling (event);
CREATE INDEX telling_by_cell ON telling (cell, from_day) WHERE cell IS NOT NULL;
CREATE INDEX telling_by_country ON telling (country, from_day);
CREATE INDEX telling_by_umbrella ON telling (country, from_day) WHERE umbrella;

-- Tellings that may be of one event, each pair once, `a` < `b` by key.
CREATE TABLE pair (
    a     INTEGER NOT NULL REFERENCES telling (number) ON DELETE CASCADE,
    b     INTEGER NOT NULL REFERENCES telling (number) ON DELETE CASCADE,
    score REAL NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_by_b ON pair (b);

-- Events that are parts of others.
CREATE TABLE part (
    part     INTEGER NOT NULL REFERENCES event (number) ON DELETE CASCADE,
    umbrella INTEGER NOT NULL REFERENCES event (number) ON DELETE CASCADE,
    reason   TEXT NOT NULL,
    PRIMARY KEY (part, umbrella)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_by_umbrella ON part (umbrella);

-- Samples of the runs of words of a text, by which copies are found.
CREATE TABLE fingerprint (
    hash   INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    PRIMARY KEY (hash, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprint_by_report ON fingerprint (report);

-- Addresses that reports say they translate or repeat, or are translated at.
CREATE TABLE link (
    address TEXT NOT NULL,
    report  INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    kind    TEXT NOT NULL,            -- translation_of, copy_of, translation
    PRIMARY KEY (address, report, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_by_report ON link (report);

-- Reports that repeat others.
CREATE TABLE copy (
    report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    of     INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    kind   TEXT NOT NULL,
    score  REAL NOT NULL,
    reason TEXT NOT NULL,
    spans  TEXT NOT NULL,             -- what is repeated, in the copy: JSON, code points
    PRIMARY KEY (report, of)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_by_of ON copy (of);

-- What the user decided; never changed by the machine.
CREATE TABLE decision (
    number INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,
    who    TEXT NOT NULL,
    made   TEXT NOT NULL,
    undone TEXT,
    data   TEXT NOT NULL              -- JSON
) STRICT;
CREATE TABLE concerns (
    decision INTEGER NOT NULL REFERENCES decision (number) ON DELETE CASCADE,
    report   TEXT NOT NULL,           -- the key of a report, which may not be here
    PRIMARY KEY (report, decision)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert (
    name  TEXT PRIMARY KEY,
    query TEXT NOT NULL,              -- JSON
    seen  TEXT NOT NULL
) STRICT;

-- Words of reports, and of the sentences that tell of events.
CREATE VIRTUAL TABLE report_text USING fts5 (
    title, text, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE telling_text USING fts5 (
    words, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);
