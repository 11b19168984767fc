// Where the rows of the posting that is being staged begin. Matches are only ever added behind the last one, so a number tells them from
// those that are visible, and no index on postings is kept for it.
// Relies on the tables of "6 reconciliation" and "10 narrow".

enum StagedSchema {
    static let matches = """
        ALTER TABLE posting_being_staged ADD COLUMN after_match BIGINT NOT NULL DEFAULT 0;
        UPDATE posting_being_staged SET after_match = (SELECT COALESCE(MAX(number), 0) FROM matches
            WHERE posting <= (SELECT number FROM posting_head WHERE only_row = 1));
        DROP INDEX matches_by_posting;
        """
}

extension Session {
    /// Condition on a table of matches: the match was staged by the posting `number`, the one that was begun last.
    static func isStaged(_ table: String, by number: String) -> String {
        """
        \(table).number > (SELECT after_match FROM posting_being_staged WHERE only_row = 1) AND \(table).posting = \(number)
        """
    }
}
