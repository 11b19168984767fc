// The life of one payment as its bank's reports tell it: a pure machine, a status in, actions out.
// Relies on PaymentStatus. Reports come in any number, late and twice; where the payment stands does not depend on their
// order.

/// Where one payment stands.
public struct PaymentProgress: Hashable, Sendable {
    /// What a payment has come to.
    public enum State: Hashable, Sendable {
        /// No report yet.
        case unreported
        case underWay(PaymentStatus)
        case settled(PaymentStatus)
        /// Rejected, cancelled or blocked: the payment is not made.
        case ended(PaymentStatus)
        /// Reported as settled and as ended: nobody knows, so a person must ask.
        case contradictory(settled: PaymentStatus, ended: PaymentStatus)
    }

    /// What is to be done about a report.
    public enum Action: Hashable, Sendable {
        /// The payment moved on: keep its new state.
        case advance(to: State)
        /// Nothing new: the status came before, or a later one did already. Log it.
        case ignore(PaymentStatus, isRepeated: Bool)
        /// The bank executes it otherwise than ordered (another date, shortened remittance): keep the reasons.
        case recordChange([StatusReason])
        /// More people have to authorise it at the bank.
        case askForAuthorisation
        /// Money has left the account: expect it on the statement.
        case expectOnStatement
        /// The payment is not made: what it was to pay is open again.
        case reopen([StatusReason])
        /// A person must look: `pain.progress.…`.
        case raise(PaymentContradiction)
    }

    /// The status furthest along the way so far.
    public private(set) var furthest: PaymentStatus?
    /// RJCT, BLCK or CANC.
    public private(set) var ending: PaymentStatus?
    /// The bank said ACWC.
    public private(set) var isChanged = false
    /// Statuses that no rank is known for.
    public private(set) var unknown: Set<String> = []

    public init() {}

    public var state: State {
        if let ending {
            if let furthest, furthest.isSettled { return .contradictory(settled: furthest, ended: ending) }
            return .ended(ending)
        }
        guard let furthest else { return .unreported }
        return furthest.isSettled ? .settled(furthest) : .underWay(furthest)
    }

    /// Takes a status that counts for this payment, with its reasons. PART says nothing of a single payment.
    public mutating func receive(_ status: PaymentStatus, reasons: [StatusReason] = []) -> [Action] {
        if status.isEnding { return end(status, reasons) }
        guard let rank = status.rank else {
            guard case .other(let code) = status else { return [.ignore(status, isRepeated: false)] }
            return unknown.insert(code).inserted ? [.raise(.statusUnknown(code))] : [.ignore(status, isRepeated: true)]
        }
        var actions: [Action] = []
        if status == .acceptedWithChange, !isChanged {
            isChanged = true
            actions.append(.recordChange(reasons))
        }
        let before = furthest?.rank ?? -1
        guard rank > before else { return actions + [.ignore(status, isRepeated: rank == before)] }
        let wasSettled = furthest?.isSettled ?? false
        furthest = status
        if let ending {
            // Late news of a payment that has ended; only settlement contradicts it.
            if !status.isSettled { return actions + [.ignore(status, isRepeated: false)] }
            actions.append(.advance(to: state))
            return wasSettled ? actions : actions + [.raise(.settledAndEnded(settled: status, ended: ending))]
        }
        actions.append(.advance(to: state))
        if status == .partlyAuthorised { actions.append(.askForAuthorisation) }
        if status.isSettled, !wasSettled { actions.append(.expectOnStatement) }
        return actions
    }

    private mutating func end(_ status: PaymentStatus, _ reasons: [StatusReason]) -> [Action] {
        if let ending {
            if ending == status { return [.ignore(status, isRepeated: true)] }
            // Which one stays must not depend on the order of the reports.
            let endings: [PaymentStatus] = [.rejected, .blocked, .cancelled]
            self.ending = endings.first { $0 == status || $0 == ending }
            let raise = Action.raise(.endingsDiffer(ending, status))
            return self.ending == ending ? [raise] : [.advance(to: state), raise]
        }
        ending = status
        let advance = Action.advance(to: state)
        if let furthest, furthest.isSettled {
            return [advance, .raise(.settledAndEnded(settled: furthest, ended: status))]
        }
        return [advance, .reopen(reasons)]
    }
}
