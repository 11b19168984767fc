// How an interchange is answered that breaks rules and is taken all the same, by agreement with its sender: what is wrong
// is noted, nothing is refused.

extension InterchangeOutcome {
    /// The same outcome with every refusal turned into an acceptance with errors noted (TA104, AK901 and IK501 `E`).
    public func taken() -> InterchangeOutcome {
        var taken = self
        if verdict == .rejected { taken.verdict = .acceptedWithErrors }
        taken.groups = groups.map { $0.taken() }
        return taken
    }
}

extension GroupOutcome {
    fileprivate func taken() -> GroupOutcome {
        var taken = self
        taken.sets = sets.map { set in
            var taken = set
            taken.isTaken = true
            return taken
        }
        taken.isTaken = true
        taken.setsWithErrorsNoted = setsWithErrorsNoted + countedSets - acceptedSetCount
        taken.acceptedSetCount = countedSets
        return taken
    }
}
