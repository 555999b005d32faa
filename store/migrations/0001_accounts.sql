-- Accounts, and what shows that a request comes from one. Times are whole seconds since 1970, UTC. Nothing that lets
-- anybody in is kept: passwords, session tokens and keys are here as hashes only.

CREATE TABLE account (
    name TEXT NOT NULL PRIMARY KEY,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created BIGINT NOT NULL,
    disabled BIGINT
);

CREATE TABLE account_place (
    account TEXT NOT NULL REFERENCES account (name),
    place TEXT NOT NULL,
    PRIMARY KEY (account, place)
);

CREATE TABLE account_programme (
    account TEXT NOT NULL REFERENCES account (name),
    programme TEXT NOT NULL,
    PRIMARY KEY (account, programme)
);

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name),
    created BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    idle_expires BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    revoked BIGINT
);

CREATE INDEX session_of_account ON session (account);

CREATE TABLE api_key (
    key_hash TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name),
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    revoked BIGINT
);

CREATE INDEX api_key_of_account ON api_key (account);

-- Who tries is kept as a hash of name and address: a person may have typed a password for a name.
CREATE TABLE failed_sign_in (
    attempt_hash TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    next_try BIGINT NOT NULL
);
