// Why a value cannot stand in a NACHA file: a stable code, the field, and a sentence. Nothing is ever cut to fit.
// The value itself is never named: it may be an account number or a person.

/// What was given cannot stand in a NACHA file.
public struct NACHABuildFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of fault. The raw values are stable: programs and partners' profiles may hold them.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Text longer than its field.
        case tooLong = "nacha.build.too-long"
        /// A character outside ASCII 0x20 to 0x7E.
        case character = "nacha.build.character"
        /// A field that the rules demand is blank, or all zeros.
        case missing = "nacha.build.missing"
        /// No nine digits with a right check digit, or no eight digits.
        case routingNumber = "nacha.build.routing-number"
        /// A number outside what its field or the rules allow.
        case number = "nacha.build.number"
        /// An amount that the transaction code or the class does not allow.
        case amount = "nacha.build.amount"
        /// A credit or a debit where the class or the service class allows none.
        case side = "nacha.build.side"
        /// An entry, a header or details of another class than the batch's.
        case entryClass = "nacha.build.class"
        /// Addenda of a type or number that the class does not allow.
        case addenda = "nacha.build.addenda"
        /// A return or change code that the rules do not know, or that does not belong where it stands.
        case reasonCode = "nacha.build.reason-code"
        /// Calls, batch numbers or trace numbers out of order.
        case order = "nacha.build.order"
        /// A count or total that its control record cannot hold.
        case limit = "nacha.build.limit"
        /// An entry that cannot be reversed, returned, corrected or disputed in the way asked for.
        case original = "nacha.build.original"
    }

    public let code: Code
    /// The field by its name in the rules, or what the call was about.
    public let field: String
    /// What the field would have to hold.
    public let reason: String

    public init(_ code: Code, field: String, reason: String) {
        self.code = code
        self.field = field
        self.reason = reason
    }

    /// `nacha.build.too-long: company name: longer than 16 characters`
    public var description: String { "\(code.rawValue): \(field): \(reason)" }
}
