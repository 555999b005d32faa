-- Who did what, as a chain: each entry holds the hash of the one before it. Nothing is ever changed or taken out.

CREATE TABLE audit_entry (
    number BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    -- The account; `operator` for the server's command line, empty where nobody was signed in.
    account TEXT NOT NULL,
    -- The network address; empty for the command line.
    address TEXT NOT NULL,
    what TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE INDEX audit_by_account ON audit_entry (account, number);
CREATE INDEX audit_by_kind ON audit_entry (kind, number);
CREATE INDEX audit_by_time ON audit_entry (at);

-- The end of the chain, so that an entry taken off it is missed.
CREATE TABLE audit_head (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    hash TEXT NOT NULL
);

INSERT INTO audit_head (id, number, at, hash) VALUES (1, 0, 0, '');
