-- What answers were about, by the message they stand in, for those who reply to one after a restart.
-- It holds public ids and times, never what somebody wrote.
CREATE TABLE abouts (
    message INTEGER PRIMARY KEY,
    about TEXT NOT NULL,
    at_s INTEGER NOT NULL
) STRICT;

CREATE INDEX abouts_by_age ON abouts (at_s);
