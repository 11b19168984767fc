// The TRN segment in the addenda of a healthcare EFT: what ties the money to its remittance advice.
// CAQH CORE 370; Nacha Operating Rules on CCD+ entries with the description HCCLAIMPMT; X12 835 segment TRN.

/// `TRN*1*trace*payer[*supplement]`, ended by `~` or `\` or by the text's end.
public struct ReassociationTrace: Sendable, Hashable {
    /// TRN02: the trace number, up to 50 characters.
    public let traceNumber: String
    /// TRN03: `1` and the payer's tax number; nil where missing.
    public let payerID: String?
    /// TRN04; nil where missing.
    public let supplementalCode: String?

    public init(traceNumber: String, payerID: String, supplementalCode: String? = nil) {
        self.traceNumber = traceNumber
        self.payerID = payerID
        self.supplementalCode = supplementalCode
    }

    /// The segment as an addenda record carries it, ended by `~`.
    public var segment: String {
        var elements = ["TRN", "1", traceNumber]
        if let payerID { elements.append(payerID) }
        if let supplementalCode { elements.append(supplementalCode) }
        return elements.joined(separator: "*") + "~"
    }

    /// Finds the segment at the beginning of the text or after a segment end.
    public init?(_ text: [UInt8]) { self.init(text.span.bytes, from: 0, to: text.count) }

    /// The same in some bytes of a span, which the caller has checked to be there.
    init?(_ span: RawSpan, from start: Int, to end: Int) {
        guard var position = ReassociationTrace.elements(in: span, from: start, to: end) else { return nil }
        var last = position
        while last < end && span.byte(last) != 0x7E && span.byte(last) != 0x5C { last += 1 }
        while last > position && span.byte(last - 1) == 0x20 { last -= 1 }
        var texts: (String?, String?, String?, String?) = (nil, nil, nil, nil)
        for index in 0..<4 where position <= last {
            var stop = position
            while stop < last && span.byte(stop) != 0x2A { stop += 1 }
            let text = stop > position ? span.string(from: position, to: stop) : nil
            switch index {
            case 0: texts.0 = text
            case 1: texts.1 = text
            case 2: texts.2 = text
            default: texts.3 = text
            }
            position = stop + 1
        }
        guard texts.0 == "1", let trace = texts.1 else { return nil }
        traceNumber = trace
        payerID = texts.2
        supplementalCode = texts.3
    }

    /// The position after `TRN*`.
    private static func elements(in span: RawSpan, from start: Int, to end: Int) -> Int? {
        var position = start
        while position + 4 <= end {
            let isTag =
                span.byte(position) == 0x54 && span.byte(position + 1) == 0x52 && span.byte(position + 2) == 0x4E
                && span.byte(position + 3) == 0x2A
            if isTag && (position == start || isSegmentEnd(span.byte(position - 1))) { return position + 4 }
            position += 1
        }
        return nil
    }

    private static func isSegmentEnd(_ byte: UInt8) -> Bool { byte == 0x7E || byte == 0x5C || byte == 0x20 }
}
