-- Jobs: files that somebody sent, from the moment they are whole on the disk until they are settled. A worker takes a job by
-- lease; one whose lease has run out is taken by the next. Instants are whole seconds since 1970, UTC, but for taken_in,
-- which is in microseconds, as in the lake.

CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    origin TEXT NOT NULL,
    account TEXT REFERENCES account (name),
    created BIGINT NOT NULL,
    options TEXT NOT NULL,
    state TEXT NOT NULL,
    taken_in BIGINT,
    attempts BIGINT NOT NULL,
    lease_owner TEXT,
    lease_expires BIGINT,
    files_read BIGINT NOT NULL,
    result TEXT,
    message TEXT,
    settled BIGINT
);

CREATE INDEX job_by_state ON job (state, created);
CREATE INDEX job_of_account ON job (account, created);

-- The files of a job. What they hold lies encrypted in DATA/originals under the name `original`.
CREATE TABLE job_file (
    job TEXT NOT NULL REFERENCES job (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    content_hash TEXT NOT NULL,
    original TEXT NOT NULL,
    deleted BIGINT,
    PRIMARY KEY (job, position)
);

CREATE INDEX job_file_by_content ON job_file (content_hash);

-- The batches that a job brought into the lake.
CREATE TABLE job_batch (
    job TEXT NOT NULL REFERENCES job (id),
    batch TEXT NOT NULL,
    PRIMARY KEY (job, batch)
);

CREATE INDEX job_of_batch ON job_batch (batch);

-- What happened to a job and its originals, and who did it; only ever added to.
CREATE TABLE job_event (
    job TEXT NOT NULL REFERENCES job (id),
    at BIGINT NOT NULL,
    what TEXT NOT NULL,
    who TEXT
);

CREATE INDEX event_of_job ON job_event (job);
