-- What a digest in the outbox told of, so that its message can say what has become of it.
ALTER TABLE outbox ADD COLUMN about TEXT;

-- What the message is to say instead of what was sent, until it is known to say so.
ALTER TABLE outbox ADD COLUMN becomes TEXT;
