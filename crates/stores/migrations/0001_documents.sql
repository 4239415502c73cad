-- A content tree, with all it ever said. Rows are added and never taken away.

-- The one row that every push raises: so revisions commit in the order of their numbers.
CREATE TABLE finsam_store (
    id smallint PRIMARY KEY CHECK (id = 1),
    -- Tells this store from another one, also from one that is made anew in its place.
    store text NOT NULL,
    revision bigint NOT NULL
);

CREATE TABLE finsam_revision (
    number bigint PRIMARY KEY,
    -- The push that made it: whoever lost the connection while committing finds out by this.
    push text NOT NULL UNIQUE,
    author text NOT NULL,
    pushed_at timestamptz NOT NULL DEFAULT now()
);

-- A version of a document. It holds from its revision on, until the one that supersedes it.
CREATE TABLE finsam_document (
    path text NOT NULL,
    revision bigint NOT NULL,
    superseded_by bigint,
    site text NOT NULL,
    kind text NOT NULL,
    slug text NOT NULL,
    -- The file's own bytes; null where the document was deleted.
    content bytea,
    -- SHA-256 of the content in hexadecimal; null with it.
    digest text,
    author text NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (path, revision)
);

CREATE INDEX finsam_document_revision ON finsam_document (revision);
CREATE INDEX finsam_document_standing ON finsam_document (path) WHERE superseded_by IS NULL;
