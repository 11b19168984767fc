// Typed views of the segments that all levels share: REF, DTM, AMT, QTY, CUR, NM1, PER, and the N1 loop.

public import Money

extension ReceivedSegment {
    /// REF.
    public struct Reference: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// REF01: F8 original claim, 6R line, EA medical record, TJ tax id, and so on.
        public var qualifier: String { segment[1] }
        /// REF02.
        public var identifier: String { segment[2] }
        /// REF03.
        public var text: String { segment[3] }
    }

    /// DTM.
    public struct DateReference: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// DTM01: 232 and 233 statement, 150, 151 and 472 service, 050 received, 036 coverage ended, 405 production.
        public var qualifier: String { segment[1] }
        /// DTM02.
        public var day: CalendarDate? { segment.day(2) }
        /// DTM06 of an 820 under RD8: first and last day of a period.
        public var period: ClosedRange<CalendarDate>? {
            guard segment[5] == "RD8" else { return nil }
            let halves = segment[6].split(separator: "-")
            guard halves.count == 2, let first = CodeText.day(halves[0]), let last = CodeText.day(halves[1]),
                first <= last
            else { return nil }
            return first...last
        }
    }

    /// AMT: information, never part of a balance.
    public struct Amount: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// AMT01: AU coverage, B6 allowed, D8 discount, F5 patient paid, I interest, T tax, and so on.
        public var qualifier: String { segment[1] }
        /// AMT02 in hundredths.
        public var hundredths: Int64? { segment.hundredths(2) }
    }

    /// QTY: information.
    public struct Quantity: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// QTY01: CA covered days, CD coinsured days, LA lifetime reserve, OU outlier days, and so on.
        public var qualifier: String { segment[1] }
        /// QTY02 as sent.
        public var quantity: String { segment[2] }
    }

    /// CUR.
    public struct CurrencyOfPayment: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// CUR01: PR payer, 2B third party.
        public var entity: String { segment[1] }
        /// CUR02.
        public var currency: Currency? { Currency(segment[2]) }
        /// CUR03 as sent.
        public var rate: String { segment[3] }
    }

    /// PER.
    public struct Contact: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// PER01: CX claims office, BL technical, IC information.
        public var function: String { segment[1] }
        public var name: String { segment[2] }
        /// PER03 to PER08: TE telephone, FX fax, EM mail, UR web, EX extension.
        public var numbers: [(qualifier: String, number: String)] {
            [3, 5, 7].filter { !segment[$0].isEmpty }.map { (segment[$0], segment[$0 + 1]) }
        }
    }

    /// NM1. Holds names and identifiers of patients: not for logs.
    public struct Name: Sendable, Hashable {
        /// NM101 of loops 2100.
        public enum Role: String, Sendable, Hashable, CaseIterable {
            case patient = "QC"
            case subscriber = "IL"
            case correctedPatient = "74"
            case renderingProvider = "82"
            case crossoverCarrier = "TT"
            case correctedPriorityPayer = "PR"
            case otherSubscriber = "GB"
            /// 820: dependent, employee, organization.
            case dependent = "QE"
            case employee = "EY"
            case organization = "DO"
        }

        public let segment: ReceivedSegment
        /// nil for roles that the guides do not have.
        public var role: Role? { Role(rawValue: segment[1]) }
        /// NM102 = 1.
        public var isPerson: Bool { segment[2] == "1" }
        /// NM103: last name, or the organization's.
        public var last: String { segment[3] }
        public var first: String { segment[4] }
        public var middle: String { segment[5] }
        public var suffix: String { segment[7] }
        /// NM108 and NM109: MI member, XX NPI, PI payer, HN, MR, 34, and so on.
        public var identifierQualifier: String { segment[8] }
        public var identifier: String { segment[9] }
    }

    /// N1 with what belongs to it.
    public struct Party: Sendable, Hashable {
        /// N1 first, then N2, N3, N4, REF, PER, RDM, DTM.
        public let segments: [ReceivedSegment]

        private var header: ReceivedSegment? { segments.first }
        /// N101: PR payer, PE payee, RM remitter, and so on.
        public var entity: String { header?[1] ?? "" }
        public var name: String { header?[2] ?? "" }
        /// N103 and N104: XX NPI, FI tax id, XV plan.
        public var identifierQualifier: String { header?[3] ?? "" }
        public var identifier: String { header?[4] ?? "" }
        /// N3: one or two lines.
        public var addressLines: [String] { segments.first("N3")?.elements ?? [] }
        /// N4.
        public var city: String { segments.first("N4")?[1] ?? "" }
        public var state: String { segments.first("N4")?[2] ?? "" }
        public var postalCode: String { segments.first("N4")?[3] ?? "" }
        public var country: String { segments.first("N4")?[4] ?? "" }
        public var references: [Reference] { segments.all("REF").map(Reference.init) }
        public var contacts: [Contact] { segments.all("PER").map(Contact.init) }
        /// RDM01 to RDM03: how and where the remittance is sent.
        public var delivery: (method: String, name: String, number: String)? {
            segments.first("RDM").map { ($0[1], $0[2], $0[3]) }
        }
    }
}
