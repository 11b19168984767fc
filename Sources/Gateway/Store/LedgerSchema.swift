// What the books need besides the journal's first columns, and what the database itself holds them to: an entry balances in
// each currency of each entity, is there whole or not at all, and what is posted is never changed or removed.
// Relies on Schema, which registers it as a migration of its own. Triggers are SQLite's: another database has its own.

enum LedgerSchema {
    static let tables = """
        ALTER TABLE journal ADD COLUMN entity TEXT NOT NULL DEFAULT '';
        ALTER TABLE journal ADD COLUMN cost_center TEXT NOT NULL DEFAULT '';
        ALTER TABLE journal ADD COLUMN fund TEXT NOT NULL DEFAULT '';
        ALTER TABLE journal ADD COLUMN original_on TEXT;
        ALTER TABLE journal ADD COLUMN entry_lines BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE ledger_batches ADD COLUMN closed_at TEXT NOT NULL DEFAULT '';

        CREATE TABLE closed_periods (
            sequence BIGINT PRIMARY KEY, closed_through TEXT, at TEXT NOT NULL, actor TEXT NOT NULL,
            reason TEXT NOT NULL);

        CREATE TABLE ledger_acknowledgements (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, batch BIGINT NOT NULL, journal_id TEXT NOT NULL,
            line_no BIGINT NOT NULL, accepted BIGINT NOT NULL, sealed_message BYTEA NOT NULL,
            PRIMARY KEY (arrival, ordinal));
        CREATE INDEX ledger_acknowledgements_by_subject ON ledger_acknowledgements (batch, journal_id, line_no);
        """

    /// Lines of an entry come one behind the other. The last one proves the entry; the first one, and the commit of a posting,
    /// prove that the entry before is whole. Entries from before this migration have `entry_lines` 0.
    static let constraints = """
        CREATE TRIGGER journal_entry_begins BEFORE INSERT ON journal WHEN NEW.line_no = 1 BEGIN
            SELECT RAISE(ABORT, 'the journal entry before this one is not whole') WHERE EXISTS (
                SELECT 1 FROM journal WHERE sequence = NEW.sequence - 1 AND line_no < entry_lines);
        END;

        CREATE TRIGGER journal_entry_balances AFTER INSERT ON journal WHEN NEW.line_no >= NEW.entry_lines BEGIN
            SELECT RAISE(ABORT, 'the journal entry is not whole or does not balance') WHERE
                NEW.line_no > NEW.entry_lines
                OR (SELECT COUNT(*) FROM journal WHERE id = NEW.id) <> NEW.entry_lines
                OR EXISTS (
                    SELECT 1 FROM journal WHERE id = NEW.id GROUP BY entity, currency HAVING SUM(debit) <> SUM(credit));
        END;

        CREATE TRIGGER journal_posted_whole BEFORE UPDATE OF number ON posting_head BEGIN
            SELECT RAISE(ABORT, 'the last journal entry is not whole') WHERE EXISTS (
                SELECT 1 FROM journal WHERE sequence = (SELECT MAX(sequence) FROM journal) AND line_no < entry_lines);
        END;

        CREATE TRIGGER journal_unchanged BEFORE UPDATE ON journal BEGIN
            SELECT RAISE(ABORT, 'a journal line is never changed; reverse its entry');
        END;

        CREATE TRIGGER journal_kept BEFORE DELETE ON journal
            WHEN OLD.posting <= (SELECT number FROM posting_head WHERE only_row = 1) BEGIN
            SELECT RAISE(ABORT, 'a posted journal line is never removed; reverse its entry');
        END;
        """
}
