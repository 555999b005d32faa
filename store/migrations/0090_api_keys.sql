-- What a key is for, how far it reaches, and when it was last used. Times are whole seconds since 1970, UTC.

ALTER TABLE api_key ADD COLUMN label TEXT NOT NULL DEFAULT '';
-- Codes and ids with blanks between, inside those of the account; empty for all of them.
ALTER TABLE api_key ADD COLUMN places TEXT NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN programmes TEXT NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN last_used BIGINT;
