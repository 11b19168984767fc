// What follows an entry: payment information, the terminal of a card payment, a return or a notification of change.
// Nacha Operating Rules, Appendix Three, addenda records.

/// Addenda 02: where a POS, SHR or MTE entry was made.
public struct TerminalAddenda: Sendable, Hashable {
    /// 7 characters.
    public var firstReference = ""
    /// 3 characters.
    public var secondReference = ""
    /// 6 characters.
    public var terminalID = ""
    /// 6 characters.
    public var serialNumber = ""
    /// MMDD.
    public var transactionDate = ""
    /// 6 characters: authorization code, card expiry, or of MTE the time.
    public var authorization = ""
    /// 27 characters.
    public var location = ""
    /// 15 characters.
    public var city = ""
    /// 2 characters.
    public var state = ""

    public init(terminalID: String, serialNumber: String, transactionDate: String, location: String) {
        self.terminalID = terminalID
        self.serialNumber = serialNumber
        self.transactionDate = transactionDate
        self.location = location
    }

    init() {}
}

/// The addenda of a domestic entry. Types, numbers and indicators are computed.
public enum EntryAddenda: Sendable, Hashable {
    case none
    /// Addenda 05, one for each text of at most 80 characters. See ``payment(cutting:)``.
    case payment([String])
    case terminal(TerminalAddenda)
    case change(ChangeAddenda)
    case refusedChange(RefusedChangeAddenda)
    case returned(ReturnAddenda)
    case dishonored(DishonoredAddenda)
    case contested(ContestedAddenda)

    /// Addenda 05 that carry a text of any length, cut every 80 bytes: an X12 820 or 835 in a CTX entry. A reader joins
    /// the pieces again (``NACHAEntryRows/paymentInformation(of:)``); only blanks at the very end are lost. Characters are
    /// checked when the entry is written; line ends, for one, are refused.
    public static func payment(cutting text: [UInt8]) -> EntryAddenda {
        var pieces: [String] = []
        var start = 0
        while start < text.count {
            let end = min(start + PaymentAddendaFields.paymentInformation.length, text.count)
            var last = end
            while last > start && text[last - 1] == 0x20 { last -= 1 }
            pieces.append(String(decoding: text[start..<last], as: UTF8.self))
            start = end
        }
        return pieces.isEmpty ? .none : .payment(pieces)
    }

    /// One addenda 05 with the reassociation trace of a healthcare payment (CCD+, `HCCLAIMPMT`).
    public static func payment(_ trace: ReassociationTrace) -> EntryAddenda { .payment([trace.segment]) }

    /// How many records.
    var count: Int {
        switch self {
        case .none: 0
        case .payment(let pieces): pieces.count
        default: 1
        }
    }

    /// A return or a notification of change of any kind.
    var isAnswer: Bool {
        switch self {
        case .none, .payment, .terminal: false
        default: true
        }
    }
}
