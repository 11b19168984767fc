// An exception as a case that people work on: how much of it is open, what became of the rest, who owns it.
// A state machine in plain values; who books and stores is not known here.

public import Money

/// Why an event does not apply.
public enum CaseRefusal: Error, Sendable, Hashable {
    /// It has ended already.
    case closed
    /// More than is open, the other sign, or another currency.
    case beyondOpen(open: Money)
    /// No standing settlement has this id.
    case unknownSettlement(String)
    /// A settlement of this id stands already.
    case repeatedSettlement(String)
    case nothingSettled
}

/// The state of one case.
public struct CaseState: Sendable, Hashable {
    /// What the exception is about, signed.
    public let amount: Money
    /// Those that stand, in the order in which they came.
    public private(set) var settlements: [Settlement] = []
    /// Nil: the queue of the category.
    public private(set) var owner: String?
    public private(set) var isClosed = false
    /// Counts the events that move money or the case; what is decided on an older version is decided on something else.
    public private(set) var version = 0

    public init(amount: Money) { self.amount = amount }

    /// The state that events lead to; an event that does not apply is left out, so that every history has a state.
    public init(amount: Money, replaying events: some Sequence<CaseEvent>) {
        self.init(amount: amount)
        for event in events { if let (next, _) = try? after(event) { self = next } }
    }

    /// What is not settled: amount = open + all settlements, always.
    public var open: Money {
        Money(
            minorUnits: settlements.reduce(amount.minorUnits) { $0 - $1.amount.minorUnits }, currency: amount.currency)
    }

    /// What went one way.
    public func settled(_ way: Settlement.Way) -> Money {
        let units = settlements.reduce(Int64(0)) { $1.way == way ? $0 + $1.amount.minorUnits : $0 }
        return Money(minorUnits: units, currency: amount.currency)
    }

    /// The state after an event and what has to be done. Throws `CaseRefusal`.
    public func after(_ event: CaseEvent) throws(CaseRefusal) -> (CaseState, [CaseAction]) {
        var next = self
        var actions: [CaseAction] = []
        switch event {
        case .assigned(let owner): next.owner = owner
        case .noted: break
        case .closedByEvidence:
            if isClosed { throw .closed }
            next.isClosed = true
            next.version += 1
            actions = [.close]
        case .settled(let settlement):
            try require(settlement)
            next.settlements.append(settlement)
            next.version += 1
            actions = [.book(settlement)]
            // A match that leaves a difference leaves the case open; whatever else disposes of all that is open ends it.
            if next.open.isZero && !(settlement.way == .matched && settlement.amount.isZero && !amount.isZero) {
                next.isClosed = true
                actions.append(.close)
            }
        case .undone(let id):
            guard let index = settlements.firstIndex(where: { $0.id == id }) else { throw .unknownSettlement(id) }
            actions = [.mirror(settlements[index])]
            next.settlements.remove(at: index)
            next.version += 1
            if isClosed {
                next.isClosed = false
                actions.append(.reopen)
            }
        }
        return (next, actions)
    }

    /// A settlement goes the way of what is open and not beyond it.
    private func require(_ settlement: Settlement) throws(CaseRefusal) {
        if isClosed { throw .closed }
        if settlements.contains(where: { $0.id == settlement.id }) { throw .repeatedSettlement(settlement.id) }
        let (open, part) = (open, settlement.amount)
        guard part.currency == open.currency else { throw .beyondOpen(open: open) }
        let isWithin =
            part.isZero
            || (part.minorUnits > 0) == (open.minorUnits > 0)
                && part.magnitude.minorUnits <= open.magnitude.minorUnits && !open.isZero
        if !isWithin { throw .beyondOpen(open: open) }
    }
}
