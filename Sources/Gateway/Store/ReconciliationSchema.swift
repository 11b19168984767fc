// What reconciliation looks facts up by, so that a new file costs what it touches and not what the books hold.
// Relies on the tables of "2 facts" and "3 conclusions".
//
// A fact is firm when it was matched by a key of its own (TRN, trace, check number, slip, rule): `firm` holds the posting
// that did so. The others are loose: open, or matched by weak evidence that a rival may still overturn; only they are
// looked up by amount and day, which is why those indexes hold nothing else.

enum ReconciliationSchema {
    static let tables = """
        CREATE TABLE posting_being_staged (
            only_row BIGINT PRIMARY KEY CHECK (only_row = 1), number BIGINT NOT NULL, arrival BIGINT);
        INSERT INTO posting_being_staged (only_row, number) VALUES (1, 9223372036854775807);

        ALTER TABLE bank_lines ADD COLUMN firm BIGINT;
        ALTER TABLE remittances ADD COLUMN firm BIGINT;
        ALTER TABLE ach_items ADD COLUMN firm BIGINT;

        CREATE INDEX bank_lines_loose_by_amount ON bank_lines (amount, currency, booked_on) WHERE firm IS NULL;
        CREATE INDEX bank_lines_loose_by_day ON bank_lines (booked_on) WHERE firm IS NULL;
        CREATE INDEX bank_lines_by_party ON bank_lines (party_name_key, amount)
            WHERE party_name_key IS NOT NULL AND firm IS NULL;
        CREATE INDEX bank_lines_by_check ON bank_lines (check_number) WHERE check_number IS NOT NULL;
        CREATE INDEX bank_lines_by_batch ON bank_lines (ach_batch) WHERE ach_batch IS NOT NULL;
        CREATE INDEX remittances_loose_by_amount ON remittances (amount, currency, effective_on) WHERE firm IS NULL;
        CREATE INDEX remittances_loose_by_day ON remittances (effective_on) WHERE firm IS NULL;
        CREATE INDEX ach_items_loose_by_amount ON ach_items (amount, effective_on) WHERE firm IS NULL;
        CREATE INDEX ach_items_by_batch ON ach_items (batch_number);
        CREATE INDEX open_items_of_cashiers ON open_items (issued_on) WHERE kind = 'cashier-deposit';
        CREATE INDEX arrivals_with_state ON arrivals (id, state);
        CREATE INDEX statements_by_account ON statements (account, booked_through);
        CREATE INDEX statements_by_day ON statements (booked_through);

        CREATE TABLE line_references (
            reference_key BYTEA NOT NULL, arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL,
            PRIMARY KEY (reference_key, arrival, ordinal));
        CREATE INDEX line_references_by_line ON line_references (arrival, ordinal);
        WITH RECURSIVE place (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM place WHERE n < 63)
        INSERT INTO line_references (reference_key, arrival, ordinal)
            SELECT DISTINCT SUBSTR(reference_keys, n * 16 + 1, 16), arrival, ordinal FROM bank_lines, place
            WHERE n * 16 < LENGTH(reference_keys) AND trace_key IS NULL AND ach_batch IS NULL AND check_number IS NULL;
        """
}
