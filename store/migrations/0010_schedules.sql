-- Schedules, to whom they go, and the ledger of what went out. Times are whole seconds since 1970, UTC.

CREATE TABLE schedule (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    report TEXT NOT NULL,
    -- The account that made it; none for the server's own command line.
    owner TEXT REFERENCES account (name),
    -- Who is told of failures.
    owner_address TEXT,
    -- In India's time. With a percentage it is the deadline, and the report goes out as soon as so many returns are in.
    cron TEXT NOT NULL,
    percent BIGINT,
    -- What it looks out for at its times, and is only sent when that has come about: `worse:demand_met_percent`.
    watch TEXT,
    -- 1: a time on a day on which offices are closed is left out.
    working_days BIGINT NOT NULL,
    -- `send`, or `mark` for missed times that are only noted.
    if_missed TEXT NOT NULL,
    -- `again`, or `hold` for deliveries of which nobody knows and that wait for a person.
    if_uncertain TEXT NOT NULL,
    paused BIGINT,
    created BIGINT NOT NULL,
    -- Up to which moment its times were looked at.
    looked_until BIGINT NOT NULL
);

CREATE TABLE recipient (
    id TEXT NOT NULL PRIMARY KEY,
    schedule TEXT NOT NULL REFERENCES schedule (id),
    address TEXT NOT NULL,
    place TEXT NOT NULL,
    language TEXT NOT NULL,
    -- The account as which the report is made; none for what everybody gets.
    reader TEXT REFERENCES account (name),
    -- `xlsx pdf`
    formats TEXT NOT NULL,
    -- Bytes of attachments; more than that becomes a link.
    budget BIGINT NOT NULL,
    unsubscribed BIGINT,
    UNIQUE (schedule, address, place)
);

-- One row for each mail that is due. Nothing is ever taken out of it.
CREATE TABLE delivery (
    id TEXT NOT NULL PRIMARY KEY,
    schedule TEXT NOT NULL REFERENCES schedule (id),
    due BIGINT NOT NULL,
    -- The recipient; for word to the owner, what it is about.
    recipient TEXT NOT NULL,
    -- `report`, `test` or `notice`
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    -- Whether the returns were in: 1, or 0 for a deadline that came first.
    complete BIGINT,
    -- As on which day they were in.
    as_on TEXT,
    -- The codes of the places in which what is looked out for has come about.
    crossed TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    detail TEXT,
    attempts BIGINT NOT NULL,
    next_try BIGINT NOT NULL,
    -- When it was found that nobody knows whether the server has it.
    uncertain BIGINT,
    lease_owner TEXT,
    lease_expires BIGINT,
    created BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    UNIQUE (schedule, due, recipient)
);

CREATE INDEX delivery_waiting ON delivery (state, next_try);
CREATE INDEX delivery_of_schedule ON delivery (schedule, due);

-- Where what a schedule looks out for holds, and has been told of.
CREATE TABLE crossing (
    schedule TEXT NOT NULL REFERENCES schedule (id),
    recipient TEXT NOT NULL REFERENCES recipient (id),
    place TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (schedule, recipient, place)
);

-- Who fetched what was too large for a mail.
CREATE TABLE file_fetched (
    delivery TEXT NOT NULL REFERENCES delivery (id),
    format TEXT NOT NULL,
    fetched BIGINT NOT NULL,
    address TEXT NOT NULL
);
