// The ISA segment, read: who sends to whom, under which number, with which delimiters (X12.5; sheet of the 16 elements
// in the control-structures appendix of every guide).

/// One end of an interchange: a qualifier (`ZZ`, `30`, `01` ...) and the identifier under it, blanks cut.
public struct InterchangeParty: Sendable, Hashable {
    public let qualifier: String
    public let identifier: String

    public init(qualifier: String, identifier: String) {
        self.qualifier = qualifier
        self.identifier = identifier
    }
}

/// The header of one interchange.
public struct InterchangeHeader: Sendable, Hashable {
    /// ISA01 to ISA16 as received, blanks and all.
    public let elements: [String]
    public let delimiters: Delimiters
    /// Byte of the file at which `ISA` stands.
    public let offset: Int

    init(elements: [String], delimiters: Delimiters, offset: Int) {
        self.elements = elements
        self.delimiters = delimiters
        self.offset = offset
    }

    /// Widths of ISA01 to ISA16 in bytes.
    static let widths = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1]
    /// Length of a well-formed ISA with its terminator.
    static let length = 106

    private func element(_ number: Int) -> String { elements.indices.contains(number - 1) ? elements[number - 1] : "" }
    private func trimmed(_ number: Int) -> String {
        var text = element(number)[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// ISA05 and ISA06.
    public var sender: InterchangeParty { InterchangeParty(qualifier: trimmed(5), identifier: trimmed(6)) }
    /// ISA07 and ISA08.
    public var receiver: InterchangeParty { InterchangeParty(qualifier: trimmed(7), identifier: trimmed(8)) }
    /// ISA09, YYMMDD.
    public var date: String { trimmed(9) }
    /// ISA10, HHMM.
    public var time: String { trimmed(10) }
    /// ISA12, `00501`.
    public var version: String { trimmed(12) }
    /// ISA13, nine digits.
    public var controlNumber: String { trimmed(13) }
    /// ISA14: whether the sender asks for a TA1.
    public var wantsAcknowledgement: Bool { element(14) == "1" }
    /// ISA15: P production, T test, I information.
    public var usage: String { element(15) }
}
