-- Signing in: where sessions were opened, browsers that are known, second factors, links by which an account is recovered,
-- and who an identity of another provider is. Times are whole seconds since 1970, UTC; what lets anybody in is a hash.

ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';
-- 1: its account must set up a second factor first, and nothing else is open to it.
ALTER TABLE session ADD COLUMN must_enrol BIGINT NOT NULL DEFAULT 0;

-- Somebody who gave the right password and has yet to give a code.
CREATE TABLE half_sign_in (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name),
    expires BIGINT NOT NULL
);

-- Browsers in which an account came in before: guesses from elsewhere never make them wait.
CREATE TABLE known_device (
    device_hash TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES account (name),
    expires BIGINT NOT NULL,
    PRIMARY KEY (device_hash, account)
);

CREATE TABLE second_factor (
    account TEXT NOT NULL PRIMARY KEY REFERENCES account (name),
    -- Sealed, hex: the server has to compute codes itself.
    secret TEXT NOT NULL,
    confirmed BIGINT,
    -- The step of time of the last code that was taken; none at or before it counts again.
    last_step BIGINT NOT NULL
);

CREATE TABLE recovery_code (
    account TEXT NOT NULL REFERENCES account (name),
    code_hash TEXT NOT NULL,
    used BIGINT,
    PRIMARY KEY (account, code_hash)
);

CREATE TABLE recovery_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name),
    -- 1: the second factor goes as well.
    without_factor BIGINT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    used BIGINT
);

-- Who somebody is at a provider of sign-ons. The subject is the provider's own id and never changes.
CREATE TABLE identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account TEXT NOT NULL UNIQUE REFERENCES account (name),
    created BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);

-- A way to a provider that was begun in a browser. It is used once.
CREATE TABLE sign_on (
    state_hash TEXT NOT NULL PRIMARY KEY,
    provider TEXT NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    next TEXT NOT NULL,
    expires BIGINT NOT NULL
);
