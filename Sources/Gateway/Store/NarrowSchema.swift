// The journal and the matches as a posting writes them by the million: narrow rows that are only ever added behind the last one,
// each text once, and an index only where something is looked up by it.
// Relies on the tables of the migrations before it, whose rows it takes over. Triggers are SQLite's: another database has its own.
//
// A journal line is its number, its entry, its account and what it moves, debits positive. An entry's number is that of its first
// line, so its lines are those from there on. `journal` shows lines and entries as one row, for whoever reads.

enum NarrowSchema {
    static let matches = """
        CREATE TABLE narrow_matches (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL, posting BIGINT NOT NULL, kind TEXT NOT NULL,
            left_reference TEXT NOT NULL, left_arrival BIGINT, left_ordinal BIGINT,
            right_reference TEXT NOT NULL, right_arrival BIGINT, right_ordinal BIGINT,
            amount BIGINT NOT NULL, currency TEXT NOT NULL, rule TEXT NOT NULL, explanation TEXT NOT NULL,
            withdrawn_by BIGINT);
        INSERT INTO narrow_matches (id, posting, kind, left_reference, left_arrival, left_ordinal, right_reference,
                right_arrival, right_ordinal, amount, currency, rule, explanation, withdrawn_by)
            SELECT id, posting, kind, left_reference, left_arrival, left_ordinal, right_reference, right_arrival,
                right_ordinal, amount, currency, rule, explanation, withdrawn_by FROM matches ORDER BY posting, id;
        DROP TABLE matches;
        ALTER TABLE narrow_matches RENAME TO matches;
        CREATE UNIQUE INDEX matches_by_left ON matches (
            left_arrival, left_ordinal, right_arrival, right_ordinal, posting, kind);
        CREATE UNIQUE INDEX matches_without_left ON matches (right_arrival, right_ordinal, posting, kind)
            WHERE left_arrival IS NULL;
        CREATE INDEX matches_by_right ON matches (right_arrival, right_ordinal);
        CREATE INDEX matches_by_posting ON matches (posting);
        CREATE INDEX matches_withdrawn ON matches (withdrawn_by) WHERE withdrawn_by IS NOT NULL;
        CREATE INDEX exceptions_by_posting ON exceptions (posting);
        CREATE INDEX exceptions_closed ON exceptions (closed_by) WHERE closed_by IS NOT NULL;
        """

    static let journal = """
        CREATE TABLE journal_accounts (
            number INTEGER PRIMARY KEY, account TEXT NOT NULL, currency TEXT NOT NULL, entity TEXT NOT NULL,
            cost_center TEXT NOT NULL, fund TEXT NOT NULL, book BIGINT,
            UNIQUE (account, currency, entity, cost_center, fund));

        CREATE TABLE journal_entries (
            number INTEGER PRIMARY KEY, posting BIGINT NOT NULL, id TEXT NOT NULL UNIQUE, line_count BIGINT NOT NULL,
            effective_on TEXT NOT NULL, original_on TEXT, description TEXT NOT NULL, event TEXT NOT NULL,
            match_id TEXT NOT NULL, arrival BIGINT NOT NULL, CHECK (number > 0 AND line_count > 0));
        CREATE INDEX journal_entries_by_posting ON journal_entries (posting);

        CREATE TABLE journal_lines (
            sequence INTEGER PRIMARY KEY, entry BIGINT NOT NULL, account BIGINT NOT NULL, units BIGINT NOT NULL,
            CHECK (units <> 0 AND entry > 0 AND sequence >= entry));

        CREATE TABLE journal_proof (
            only_row BIGINT PRIMARY KEY CHECK (only_row = 1), proved_through BIGINT NOT NULL);
        """

    /// An entry balances in each currency of each entity (a book); its book is told by the database, not by who writes.
    static let accountConstraints = """
        CREATE TRIGGER journal_account_has_book AFTER INSERT ON journal_accounts BEGIN
            UPDATE journal_accounts SET book = (SELECT MIN(b.number) FROM journal_accounts b
                WHERE b.currency = NEW.currency AND b.entity = NEW.entity) WHERE number = NEW.number;
        END;
        CREATE TRIGGER journal_account_unchanged BEFORE UPDATE ON journal_accounts WHEN OLD.book IS NOT NULL BEGIN
            SELECT RAISE(ABORT, 'an account that journal lines name is never changed');
        END;
        CREATE TRIGGER journal_account_kept BEFORE DELETE ON journal_accounts BEGIN
            SELECT RAISE(ABORT, 'an account that journal lines name is never removed');
        END;
        """

    static let takeOver = """
        INSERT INTO journal_accounts (account, currency, entity, cost_center, fund)
            SELECT DISTINCT account, currency, entity, cost_center, fund FROM journal;
        INSERT INTO journal_entries (number, posting, id, line_count, effective_on, original_on, description, event,
                match_id, arrival)
            SELECT MIN(sequence), posting, id, COUNT(*), effective_on, original_on, description, event, match_id, arrival
            FROM journal GROUP BY id ORDER BY 1;
        INSERT INTO journal_lines (sequence, entry, account, units)
            SELECT j.sequence, e.number, a.number, j.debit - j.credit FROM journal j
            JOIN journal_entries e ON e.id = j.id
            JOIN journal_accounts a ON a.account = j.account AND a.currency = j.currency AND a.entity = j.entity
                AND a.cost_center = j.cost_center AND a.fund = j.fund
            ORDER BY j.sequence;
        DROP TRIGGER journal_posted_whole;
        DROP TABLE journal;
        INSERT INTO journal_proof (only_row, proved_through)
            SELECT 1, COALESCE(MAX(sequence), 0) FROM journal_lines;
        CREATE VIEW journal AS
            SELECT l.sequence, e.posting, e.id, l.sequence - e.number + 1 AS line_no, e.effective_on, a.account,
                MAX(l.units, 0) AS debit, MAX(-l.units, 0) AS credit, a.currency, e.description, e.event, e.match_id,
                e.arrival, a.entity, a.cost_center, a.fund, e.original_on, e.line_count AS entry_lines
            FROM journal_lines l
            JOIN journal_entries e ON e.number = l.entry AND l.sequence >= e.number
                AND l.sequence < e.number + e.line_count
            JOIN journal_accounts a ON a.number = l.account;
        """

    /// Whoever stages entries moves the proof behind the last line. That proves, of all lines since the last proof, that each
    /// belongs to an entry which is whole and balances; and nothing is posted that is not proved.
    static let constraints = """
        CREATE TRIGGER journal_proved BEFORE UPDATE ON journal_proof BEGIN
            SELECT RAISE(ABORT, 'the proof must reach to the last journal line') WHERE
                NEW.proved_through <> (SELECT COALESCE(MAX(sequence), 0) FROM journal_lines);
            SELECT RAISE(ABORT, 'a journal entry is not whole or does not balance') WHERE
                (SELECT COALESCE(SUM(line_count), 0) FROM journal_entries WHERE number > OLD.proved_through)
                    <> MAX(NEW.proved_through - OLD.proved_through, 0)
                OR EXISTS (SELECT 1 FROM journal_entries e WHERE e.number > OLD.proved_through AND NOT (
                    SELECT COUNT(*) = e.line_count AND SUM(l.units) = 0 AND (MIN(a.book) = MAX(a.book)
                        OR NOT EXISTS (SELECT 1 FROM journal_lines o JOIN journal_accounts b ON b.number = o.account
                            WHERE o.sequence >= e.number AND o.sequence < e.number + e.line_count
                            GROUP BY b.book HAVING SUM(o.units) <> 0))
                    FROM journal_lines l JOIN journal_accounts a ON a.number = l.account
                    WHERE l.sequence >= e.number AND l.sequence < e.number + e.line_count AND l.entry = e.number));
        END;
        CREATE TRIGGER journal_posted_proved BEFORE UPDATE OF number ON posting_head BEGIN
            SELECT RAISE(ABORT, 'the last journal lines are not proved') WHERE
                (SELECT proved_through FROM journal_proof WHERE only_row = 1)
                    < MAX((SELECT COALESCE(MAX(sequence), 0) FROM journal_lines),
                        (SELECT COALESCE(MAX(number), 0) FROM journal_entries));
        END;
        CREATE TRIGGER journal_entry_behind BEFORE INSERT ON journal_entries
            WHEN NEW.number <= (SELECT proved_through FROM journal_proof WHERE only_row = 1) BEGIN
            SELECT RAISE(ABORT, 'a journal entry stands behind the last line');
        END;
        CREATE TRIGGER journal_entry_unchanged BEFORE UPDATE ON journal_entries BEGIN
            SELECT RAISE(ABORT, 'a journal entry is never changed; reverse it');
        END;
        CREATE TRIGGER journal_line_unchanged BEFORE UPDATE ON journal_lines BEGIN
            SELECT RAISE(ABORT, 'a journal line is never changed; reverse its entry');
        END;
        CREATE TRIGGER journal_entry_kept BEFORE DELETE ON journal_entries
            WHEN OLD.posting <= (SELECT number FROM posting_head WHERE only_row = 1) BEGIN
            SELECT RAISE(ABORT, 'a posted journal entry is never removed; reverse it');
        END;
        CREATE TRIGGER journal_line_kept BEFORE DELETE ON journal_lines
            WHEN EXISTS (SELECT 1 FROM journal_entries e WHERE e.number = OLD.entry
                AND e.posting <= (SELECT number FROM posting_head WHERE only_row = 1)) BEGIN
            SELECT RAISE(ABORT, 'a posted journal line is never removed; reverse its entry');
        END;
        """
}
