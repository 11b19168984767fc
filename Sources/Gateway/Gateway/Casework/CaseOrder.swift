// What somebody wants done about an exception or a match, as the command takes it.

public import Casework
import Money

/// An order, not yet judged.
public struct CaseOrder: Sendable, Hashable {
    /// An exception's id; a match's where a match is to be undone.
    public var subject: String
    public var act: CaseAct
    /// `NAME` or `NAME=AMOUNT` each.
    public var targets: [String]
    /// Whether what a match leaves is written off.
    public var writesOffRest: Bool

    public init(subject: String, act: CaseAct, targets: [String] = [], writesOffRest: Bool = false) {
        self.subject = subject
        self.act = act
        self.targets = targets
        self.writesOffRest = writesOffRest
    }
}

/// There is no exception, match or proposal of this name.
public struct CaseMissing: Error, Sendable, CustomStringConvertible {
    public let what: String
    public var description: String { "there is no \(what)" }
}

/// What became of an order.
public struct CaseOutcome: Sendable {
    public enum Standing: String, Sendable {
        case rehearsed
        /// Somebody else must approve it.
        case waiting
        /// A gateway at work has it in hand.
        case approved
        case done
        case refused
    }

    public let effects: [ActEffect]
    public let proposal: Int64?
    public let standing: Standing
}

/// One thing that an exception shall be matched with.
struct CaseTarget {
    let name: String
    /// Nil: all that is open.
    let amount: Money?

    init(_ text: String, _ currency: Currency) throws {
        guard let equals = text.lastIndex(of: "=") else {
            name = text
            amount = nil
            return
        }
        let digits = String(text[text.index(after: equals)...])
        guard case .success(let units) = DecimalText.minorUnits(of: digits, exponent: currency.exponent), units != 0
        else { throw ActRefusal(CaseworkRules.beyondOpen, "`\(digits)` is no amount of \(currency.code).") }
        name = String(text[..<equals])
        amount = Money(minorUnits: units, currency: currency)
    }
}
