// Lines that settle something of ours, but nobody can tell what: each is an ambiguous line and not an unknown one.
// Source: reconciliation.md, section 4: a tie is an exception that carries all its candidates; never pick the first.

public import Facts

/// A line that fits a batch or file of ours no better than another line or another batch does.
public struct SettlementTie: Sendable, Hashable {
    private static let shown = 5

    public let line: Evidence
    /// What agrees, as the beginning of a sentence.
    let keys: String
    /// References of the batches that the line could settle, alone or with their file; sorted.
    public let batches: [String]
    /// References of the other lines that could settle one of them; sorted.
    public let rivals: [String]

    /// Why nobody can tell, and what to do.
    var sentence: String {
        let others =
            rivals.isEmpty
            ? "" : ", and \(rivals.count) other line(s) fit as well (\(SettlementTie.listed(rivals)))"
        return
            "\(keys) those of \(batches.count) batch(es) that we ordered (\(SettlementTie.listed(batches)))\(others); "
            + "nothing tells them apart yet. Ask the bank which one it settled, and match by hand."
    }

    private static func listed(_ names: [String]) -> String {
        names.prefix(shown).joined(separator: ", ")
            + (names.count > shown ? " and \(names.count - shown) more" : "")
    }
}

extension FundsMatching.Outcome {
    /// The outcome in which a line that stays alone because of a tie is ambiguous, and the tie is told.
    public func telling(_ ties: [SettlementTie]) -> FundsMatching.Outcome {
        if ties.isEmpty { return self }
        let byLine = Dictionary(ties.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
        var told = self
        told.exceptions = exceptions.map { exception in
            guard exception.category == .unmatchedBankLine, let place = exception.evidence, let tie = byLine[place]
            else { return exception }
            return ReconciliationException(
                category: .ambiguous, subject: exception.subject, evidence: place, amount: exception.amount,
                openedOn: exception.openedOn, explanation: tie.sentence)
        }
        FundsMatcher.sort(&told.exceptions)
        return told
    }
}
