// What a notification of change says of the receiver's account: from which bank and account to which.

public import Money

/// Keys of two receivers, each of the bank's eight digits and the account number.
public struct ReceiverChange: Sendable, Hashable {
    /// Place of the notification.
    public let evidence: Evidence
    public let from: LookupKey
    public let to: LookupKey

    public init(evidence: Evidence, from: LookupKey, to: LookupKey) {
        self.evidence = evidence
        self.from = from
        self.to = to
    }
}

/// How our later entries stand to a change that was asked for.
public struct ChangeUse: Sendable, Hashable {
    /// The first day after the last one for applying it for which an entry of ours still goes to the former receiver.
    public let violatedOn: CalendarDate?
    /// The latest days for which entries go to the former receiver and to the new one.
    public let lastFormer: CalendarDate?
    public let lastNew: CalendarDate?

    public init(violatedOn: CalendarDate?, lastFormer: CalendarDate?, lastNew: CalendarDate?) {
        self.violatedOn = violatedOn
        self.lastFormer = lastFormer
        self.lastNew = lastNew
    }

    /// Whether the latest entries go to the new receiver.
    public var isApplied: Bool {
        guard let lastNew else { return false }
        return lastFormer.map { $0 < lastNew } ?? true
    }
}
