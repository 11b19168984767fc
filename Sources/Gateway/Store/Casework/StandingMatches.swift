// Matches as people end them: by their id, with the journal entries that stand for them.

public import Facts

extension Session {
    /// The visible match of an id that counts.
    public func standingMatch(_ id: String) throws -> Match? {
        try first(
            """
            SELECT kind, left_reference, left_arrival, left_ordinal, right_reference, right_arrival, right_ordinal,
                amount, currency, rule, explanation
            FROM matches WHERE \(Self.isMatch()) AND withdrawn_by IS NULL
                AND posting <= (SELECT number FROM posting_head WHERE only_row = 1)
            """, Self.matchValues(id)
        ) { row in
            Match(
                kind: MatchKind(rawValue: row.text(0)) ?? .rule,
                left: MatchSide(evidence: row.optionalEvidence(2), reference: row.text(1)),
                right: MatchSide(evidence: row.optionalEvidence(5), reference: row.text(4)),
                amount: row.money(7, 8), rule: row.text(9), explanation: row.text(10))
        }
    }

    /// The posting since which the match stands; nil where none of this id does.
    public func standingSince(_ id: String) throws -> Int64? {
        try first(
            "SELECT posting FROM matches WHERE \(Self.isMatch()) AND withdrawn_by IS NULL", Self.matchValues(id)
        ) { $0.integer(0) }
    }

    /// Ids of the entries that were posted for a match and that no mirror has undone.
    public func standingEntries(ofMatch id: String) throws -> [String] {
        try rows(
            """
            SELECT j.id FROM journal_entries j
            WHERE (j.id = 'M' || $1 OR j.id >= 'M' || $1 || '~' AND j.id < 'M' || $1 || '~~')
                AND j.posting <= (SELECT number FROM posting_head WHERE only_row = 1)
                AND NOT EXISTS (SELECT 1 FROM journal_entries x WHERE x.id = 'X' || j.id
                    OR x.id >= 'X' || j.id || '~' AND x.id < 'X' || j.id || '~~')
            ORDER BY j.id
            """, [.text(id)]
        ) { $0.text(0) }
    }

    /// Whether an entry stands and no mirror has undone it.
    public func entryStands(_ id: String) throws -> Bool {
        try number(
            """
            SELECT COUNT(*) FROM journal_entries j WHERE j.id = $1
                AND NOT EXISTS (SELECT 1 FROM journal_entries x WHERE x.id = 'X' || j.id)
            """, [.text(id)]) > 0
    }

    /// Matches that count and have this fact on their left side.
    public func matches(ofLeft place: Evidence) throws -> [Match] {
        let ids = try rows(
            "SELECT id FROM matches WHERE left_arrival = $1 AND left_ordinal = $2 AND withdrawn_by IS NULL ORDER BY id",
            place.values
        ) { $0.text(0) }
        return try ids.compactMap { try standingMatch($0) }
    }
}
