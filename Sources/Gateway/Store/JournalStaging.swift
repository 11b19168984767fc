// How entries get into the journal: each behind the last line, every account once, and the proof moved behind them.
// Relies on JournalProof, whose triggers refuse what is not whole or does not balance.

public import Facts
import Money

/// Numbers of accounts that were looked up, as the table of accounts tells one from others: a handful for each code.
private struct KnownAccounts {
    private var ofCode: [String: [(currency: Currency, dimensions: Dimensions, number: Int64)]] = [:]

    func number(of line: JournalLine) -> Int64? {
        ofCode[line.account]?.first { $0.currency == line.amount.currency && $0.dimensions == line.dimensions }?.number
    }

    mutating func note(_ number: Int64, of line: JournalLine) {
        ofCode[line.account, default: []].append((line.amount.currency, line.dimensions, number))
    }
}

extension Session {
    /// Stages entries after the last line.
    ///
    /// - Parameter again: put behind the id of an entry that the journal holds already; without it such an entry is an error.
    public func stageJournal(_ entries: [JournalEntry], posting: Int64, again: String? = nil) throws {
        if entries.isEmpty { return }
        var sequence = try number("SELECT COALESCE(MAX(sequence), 0) FROM journal_lines")
        let conflict = again == nil ? "" : "ON CONFLICT (id) DO NOTHING"
        let entryStatement = try prepared(
            """
            INSERT INTO journal_entries (number, posting, id, line_count, effective_on, original_on, description, event,
                match_id, arrival) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \(conflict)
            """)
        var lines = try JournalLineRows(self)
        var accounts = KnownAccounts()
        for entry in entries {
            let first = sequence + 1
            func add(as id: String) throws -> Int {
                try entryStatement.run { row in
                    row.bind(first)
                    row.bind(posting)
                    row.bind(id)
                    row.bind(entry.lines.count)
                    row.bind(entry.effectiveOn)
                    row.bind(entry.originalOn)
                    row.bind(entry.description)
                    row.bind(entry.event)
                    row.bind(entry.matchID)
                    row.bind(entry.arrival.number)
                }
            }
            if try add(as: entry.id) == 0, let again, try add(as: entry.id + again) == 0 {
                throw StateConflict(subject: "journal entry", expected: "one only", wanted: entry.id + again)
            }
            for line in entry.lines {
                sequence += 1
                let account = try number(of: line, &accounts)
                try lines.add(
                    entry: first, account: account,
                    units: line.side == .debit ? line.amount.minorUnits : -line.amount.minorUnits)
            }
        }
        try lines.finish()
        try proveJournal(through: sequence)
    }

    /// The database proves every entry behind the last proof; throws where one is not whole or does not balance.
    func proveJournal(through sequence: Int64) throws {
        try execute("UPDATE journal_proof SET proved_through = $1 WHERE only_row = 1", [.integer(sequence)])
    }

    private func number(of line: JournalLine, _ known: inout KnownAccounts) throws -> Int64 {
        if let number = known.number(of: line) { return number }
        let values: [SQLValue] = [
            .text(line.account), .text(line.amount.currency.code), .text(line.dimensions.entity),
            .text(line.dimensions.costCenter), .text(line.dimensions.fund),
        ]
        try execute(
            """
            INSERT INTO journal_accounts (account, currency, entity, cost_center, fund) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (account, currency, entity, cost_center, fund) DO NOTHING
            """, values)
        let number = try number(
            """
            SELECT number FROM journal_accounts
            WHERE account = $1 AND currency = $2 AND entity = $3 AND cost_center = $4 AND fund = $5
            """, values)
        known.note(number, of: line)
        return number
    }

    /// Removes up to `limit` lines, or entries without lines, of postings after `head`; returns how many were removed.
    func discardStagedJournal(after head: Int64, limit: Int) throws -> Int {
        guard
            let first = try self.first(
                "SELECT MIN(number) FROM journal_entries WHERE posting > $1", [.integer(head)],
                { $0.optionalInteger(0) }) ?? nil
        else { return 0 }
        let lines = try execute(
            """
            DELETE FROM journal_lines WHERE sequence IN (
                SELECT sequence FROM journal_lines WHERE sequence >= $1 ORDER BY sequence DESC LIMIT $2)
            """, [.integer(first), .integer(limit)])
        if lines > 0 { return lines }
        let entries = try execute(
            """
            DELETE FROM journal_entries WHERE number IN (
                SELECT number FROM journal_entries WHERE number >= $1 ORDER BY number DESC LIMIT $2)
            """, [.integer(first), .integer(limit)])
        try proveJournal(through: try number("SELECT COALESCE(MAX(sequence), 0) FROM journal_lines"))
        return entries
    }
}
