-- Reports that left jela, under the id on their pages. Figures never depend on it.

CREATE TABLE built_report (
    id TEXT NOT NULL PRIMARY KEY,
    -- By which it can be ordered again: `daily-employment`, `mgnrega/overview/block`.
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    -- For each section the day for which its figures are true; `-` where it had none.
    days TEXT NOT NULL,
    known_on TEXT,
    language TEXT NOT NULL,
    -- On what of its reader the figures depend.
    role TEXT NOT NULL,
    scope TEXT NOT NULL,
    programmes TEXT NOT NULL,
    data_version BIGINT NOT NULL,
    -- A hash of its figures: the same for a newer version that says the same.
    digest TEXT NOT NULL,
    built BIGINT NOT NULL
);
