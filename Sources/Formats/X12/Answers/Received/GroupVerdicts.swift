// What a 997 or 999 says of each set of a group that we sent. Sets that it does not name are as the group is: AK2 may be left
// out for accepted sets (X12.20, AK2 note).

struct GroupVerdicts {
    /// In the order sent; nil where nothing is said.
    let sets: [AcknowledgementStanding?]
    /// Sets that are named and were not sent.
    let strangers: [SetReceipt]

    init(_ receipt: GroupReceipt, of sent: SentGroup) {
        var named: [SentSet: AcknowledgementStanding] = [:]
        var strangers: [SetReceipt] = []
        let known = Set(sent.sets)
        for set in receipt.sets {
            let name = SentSet(identifier: set.identifier, controlNumber: set.controlNumber)
            guard known.contains(name) else {
                strangers.append(set)
                continue
            }
            guard let verdict = set.verdict else { continue }
            let said = AcknowledgementStanding(verdict)
            // Named twice with opposite verdicts.
            if let before = named[name], (before == .rejected) != (said == .rejected) {
                named[name] = .contradictory
            } else {
                named[name] = said
            }
        }
        self.strangers = strangers
        let unnamed = GroupVerdicts.standingOfUnnamed(receipt, named: named, sent: sent)
        let contradicts = GroupVerdicts.contradicts(receipt, named: named, sent: sent)
        sets = sent.sets.map { set in
            guard let said = named[set] ?? unnamed else { return nil }
            if contradicts { return .contradictory }
            // A group that is refused for a reason of its own takes all its sets with it.
            return receipt.verdict == .rejected ? .rejected : said
        }
    }

    /// Whether the group's verdict and counts cannot go with those of its sets.
    private static func contradicts(
        _ receipt: GroupReceipt, named: [SentSet: AcknowledgementStanding], sent: SentGroup
    ) -> Bool {
        let rejected = named.values.count { $0 == .rejected }
        let accepted = named.values.count { $0 == .accepted || $0 == .acceptedWithErrors }
        if let counted = receipt.countedSets, counted != sent.sets.count { return true }
        switch receipt.verdict {
        case .accepted, .acceptedWithErrors:
            return rejected > 0 || (receipt.acceptedSets ?? sent.sets.count) != sent.sets.count
        case .rejected: return accepted > 0 && receipt.reasons.isEmpty
        case .partiallyAccepted:
            guard let count = receipt.acceptedSets else { return false }
            return count < accepted || count > sent.sets.count - rejected
        case nil: return false
        }
    }

    private static func standingOfUnnamed(
        _ receipt: GroupReceipt, named: [SentSet: AcknowledgementStanding], sent: SentGroup
    ) -> AcknowledgementStanding? {
        switch receipt.verdict {
        case .accepted: return .accepted
        case .acceptedWithErrors: return .acceptedWithErrors
        case .rejected: return .rejected
        case .partiallyAccepted:
            // All that are rejected are named, when the rest is what was accepted.
            let rejected = named.values.count { $0 == .rejected }
            return receipt.acceptedSets == sent.sets.count - rejected ? .accepted : nil
        case nil: return nil
        }
    }
}
