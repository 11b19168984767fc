// An interchange whose control number came before: only the archive of the receiver can tell.

extension InterchangeOutcome {
    /// The same interchange refused because its control number was used before (TA105 025).
    public func refusedAsRepeated() -> InterchangeOutcome {
        var outcome = self
        outcome.note("025", rejects: true)
        return outcome
    }
}
