// The tables of what people do about exceptions: what happened to each, what is proposed, which facts are in their hands;
// and which reports went out. Relies on Schema, which registers them as a migration of their own.
//
// `case_events` is append-only. `proposals` move by compare-and-set: waiting, then approved or refused, then done or stale.

enum CaseworkSchema {
    static let tables = """
        CREATE TABLE case_events (
            number BIGINT PRIMARY KEY, exception TEXT NOT NULL, posting BIGINT NOT NULL, at TEXT NOT NULL,
            actor TEXT NOT NULL, event TEXT NOT NULL, settlement TEXT NOT NULL, way TEXT NOT NULL,
            amount BIGINT NOT NULL, currency TEXT NOT NULL, detail TEXT NOT NULL, proposal BIGINT,
            CHECK (event IN ('settled', 'undone', 'assigned', 'noted')));
        CREATE INDEX case_events_by_exception ON case_events (exception, number);
        CREATE INDEX case_events_by_settlement ON case_events (settlement) WHERE settlement <> '';

        CREATE TABLE proposals (
            number BIGINT PRIMARY KEY, subject TEXT NOT NULL, act TEXT NOT NULL, targets TEXT NOT NULL,
            rest BIGINT NOT NULL, amount BIGINT NOT NULL, currency TEXT NOT NULL, version TEXT NOT NULL,
            proposer TEXT NOT NULL, reason TEXT NOT NULL, proposed_at TEXT NOT NULL, state TEXT NOT NULL,
            decider TEXT NOT NULL DEFAULT '', decided_at TEXT NOT NULL DEFAULT '', answer TEXT NOT NULL DEFAULT '',
            CHECK (state IN ('waiting', 'approved', 'refused', 'done', 'stale')));
        CREATE INDEX proposals_by_state ON proposals (state);
        CREATE INDEX proposals_by_subject ON proposals (subject);

        CREATE TABLE facts_in_hands (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, posting BIGINT NOT NULL,
            PRIMARY KEY (arrival, ordinal));

        CREATE TABLE denial_reasons (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (arrival, ordinal));

        CREATE TABLE reports_sent (
            partner TEXT NOT NULL, report TEXT NOT NULL, format TEXT NOT NULL, period TEXT NOT NULL,
            PRIMARY KEY (partner, report, format, period));

        CREATE INDEX journal_by_match ON journal (match_id) WHERE match_id <> '';
        CREATE INDEX exceptions_open ON exceptions (category, opened_on) WHERE closed_by IS NULL;
        """
}
