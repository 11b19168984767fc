// How the database proves that what is staged behind the journal's last line is whole and balances, and that no posting becomes
// visible with entries that stand elsewhere.
// Relies on NarrowSchema's tables. A posting of a large file writes entries by the hundred thousand: whatever is proved runs once for
// a batch or a posting and not once for a row.

enum JournalProof {
    /// An entry whose lines all move money of one book needs no sums for each book: where there is only one, none is asked for.
    static let constraints = """
        DROP TRIGGER journal_proved;
        DROP TRIGGER journal_posted_proved;
        DROP TRIGGER journal_entry_behind;

        CREATE TRIGGER journal_proved BEFORE UPDATE ON journal_proof BEGIN
            SELECT RAISE(ABORT, 'the proof must reach to the last journal line') WHERE
                NEW.proved_through <> (SELECT COALESCE(MAX(sequence), 0) FROM journal_lines);
            SELECT RAISE(ABORT, 'a journal entry is not whole or does not balance') WHERE
                (SELECT COALESCE(SUM(line_count), 0) FROM journal_entries WHERE number > OLD.proved_through)
                    <> MAX(NEW.proved_through - OLD.proved_through, 0)
                OR EXISTS (SELECT 1 FROM journal_entries e WHERE e.number > OLD.proved_through AND NOT (
                    SELECT COUNT(*) = e.line_count AND SUM(l.units) = 0
                        AND SUM(l.account NOT IN (SELECT number FROM journal_accounts)) = 0
                    FROM journal_lines l
                    WHERE l.sequence >= e.number AND l.sequence < e.number + e.line_count AND l.entry = e.number))
                OR (SELECT MIN(book) <> MAX(book) FROM journal_accounts)
                    AND EXISTS (SELECT 1 FROM journal_entries e WHERE e.number > OLD.proved_through AND NOT (
                        SELECT MIN(a.book) = MAX(a.book)
                            OR NOT EXISTS (SELECT 1 FROM journal_lines o JOIN journal_accounts b ON b.number = o.account
                                WHERE o.sequence >= e.number AND o.sequence < e.number + e.line_count
                                GROUP BY b.book HAVING SUM(o.units) <> 0)
                        FROM journal_lines l JOIN journal_accounts a ON a.number = l.account
                        WHERE l.sequence >= e.number AND l.sequence < e.number + e.line_count));
        END;

        CREATE TRIGGER journal_posted_proved BEFORE UPDATE OF number ON posting_head BEGIN
            SELECT RAISE(ABORT, 'the last journal lines are not proved') WHERE
                (SELECT proved_through FROM journal_proof WHERE only_row = 1)
                    < MAX((SELECT COALESCE(MAX(sequence), 0) FROM journal_lines),
                        (SELECT COALESCE(MAX(number), 0) FROM journal_entries));
            SELECT RAISE(ABORT, 'a journal entry stands behind the last line') WHERE
                (SELECT COALESCE(SUM(line_count), 0) FROM journal_entries WHERE posting > OLD.number)
                    <> (SELECT COALESCE(MAX(sequence), 0) FROM journal_lines)
                        - COALESCE((SELECT number + line_count - 1 FROM journal_entries WHERE posting <= OLD.number
                            ORDER BY posting DESC, number DESC LIMIT 1), 0);
        END;
        """

    /// The same two demands. That what is posted stands behind the last line is read off the index and off the entries as they lie,
    /// not by looking up each entry.
    static let posting = """
        DROP TRIGGER journal_posted_proved;
        CREATE TRIGGER journal_posted_proved BEFORE UPDATE OF number ON posting_head BEGIN
            SELECT RAISE(ABORT, 'the last journal lines are not proved') WHERE
                (SELECT proved_through FROM journal_proof WHERE only_row = 1)
                    < MAX((SELECT COALESCE(MAX(sequence), 0) FROM journal_lines),
                        (SELECT COALESCE(MAX(number), 0) FROM journal_entries));
            SELECT RAISE(ABORT, 'a journal entry stands behind the last line') WHERE EXISTS (
                SELECT 1 FROM (SELECT COALESCE((SELECT number + line_count - 1 FROM journal_entries
                    WHERE posting <= OLD.number ORDER BY posting DESC, number DESC LIMIT 1), 0) AS line) posted
                WHERE (SELECT COUNT(*) FROM journal_entries WHERE posting > OLD.number)
                        <> (SELECT COUNT(*) FROM journal_entries WHERE number > posted.line)
                    OR (SELECT COALESCE(SUM(line_count), 0) FROM journal_entries WHERE number > posted.line)
                        <> (SELECT COALESCE(MAX(sequence), 0) FROM journal_lines) - posted.line);
        END;
        """
}
