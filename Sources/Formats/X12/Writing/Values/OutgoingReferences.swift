// REF, DTM, AMT, QTY and CUR as values: a qualifier and what it qualifies.

public import Money

/// A code that says what an identifier is, and the identifier (N103/N104, NM108/NM109, ENT03/ENT04).
public struct QualifiedIdentifier: Sendable, Hashable {
    public var qualifier: String
    public var identifier: String

    public init(_ qualifier: String, _ identifier: String) {
        self.qualifier = qualifier
        self.identifier = identifier
    }
}

/// REF, Reference Information.
public struct ReferenceIdentification: Sendable, Hashable {
    public var qualifier: String
    public var identifier: String
    /// REF03; where the guide uses it.
    public var text: String?

    public init(_ qualifier: String, _ identifier: String, text: String? = nil) {
        self.qualifier = qualifier
        self.identifier = identifier
        self.text = text
    }
}

/// DTM, Date/Time Reference: a day or a period.
public struct DateReference: Sendable, Hashable {
    public var qualifier: String
    public var first: CalendarDate
    /// Written as `RD8` where it is there.
    public var last: CalendarDate?

    public init(_ qualifier: String, _ day: CalendarDate) {
        self.qualifier = qualifier
        first = day
    }

    public init(_ qualifier: String, from first: CalendarDate, to last: CalendarDate) {
        self.qualifier = qualifier
        self.first = first
        self.last = last
    }
}

/// AMT, Monetary Amount Information: enters no balance.
public struct MonetaryAmount: Sendable, Hashable {
    public var qualifier: String
    public var hundredths: Int64

    public init(_ qualifier: String, hundredths: Int64) {
        self.qualifier = qualifier
        self.hundredths = hundredths
    }
}

/// QTY, Quantity Information: enters no balance.
public struct QuantityInformation: Sendable, Hashable {
    public var qualifier: String
    public var quantity: Quantity

    public init(_ qualifier: String, _ quantity: Quantity) {
        self.qualifier = qualifier
        self.quantity = quantity
    }
}

/// CUR: the currency and whose it is (PR payer, 2B third party). Without it amounts are US dollars.
public struct CurrencyReference: Sendable, Hashable {
    public var entity: String
    public var currency: Currency

    public init(_ currency: Currency, entity: String = "PR") {
        self.entity = entity
        self.currency = currency
    }
}

extension SetComposer {
    mutating func reference(_ reference: ReferenceIdentification) {
        begin("REF")
        text(reference.qualifier, 128)
        text(reference.identifier, 127)
        text(reference.text, 352)
        end()
    }

    mutating func references(_ references: [ReferenceIdentification]) { for one in references { reference(one) } }

    mutating func day(_ qualifier: String, _ day: CalendarDate?) {
        guard let day else { return }
        begin("DTM")
        text(qualifier, 374)
        date(day)
        end()
    }

    mutating func dates(_ dates: [DateReference]) {
        for one in dates {
            guard let last = one.last else {
                day(one.qualifier, one.first)
                continue
            }
            begin("DTM")
            text(one.qualifier, 374)
            skip(3)
            text("RD8", 1250)
            period(one.first, last)
            if last < one.first { refuse("The period ends before it begins.") }
            end()
        }
    }

    mutating func amounts(_ amounts: [MonetaryAmount]) {
        for one in amounts {
            begin("AMT")
            text(one.qualifier, 522)
            money(one.hundredths)
            end()
        }
    }

    mutating func quantities(_ quantities: [QuantityInformation]) {
        for one in quantities {
            begin("QTY")
            text(one.qualifier, 673)
            quantity(one.quantity)
            end()
        }
    }

    mutating func currency(_ reference: CurrencyReference?) {
        guard let reference else { return }
        begin("CUR")
        text(reference.entity, 98)
        text(reference.currency.code, 100)
        if reference.currency.exponent != 2 { refuse("Amounts are written in hundredths: the currency has others.") }
        end()
    }
}
