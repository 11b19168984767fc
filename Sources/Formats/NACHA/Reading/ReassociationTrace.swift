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
    public init?(_ text: [UInt8]) {
        guard var position = ReassociationTrace.start(in: text) else { return nil }
        var elements: [String] = []
        var element: [UInt8] = []
        while position < text.count, text[position] != 0x7E, text[position] != 0x5C {
            if text[position] == 0x2A {
                elements.append(String(decoding: element, as: UTF8.self))
                element.removeAll(keepingCapacity: true)
            } else {
                element.append(text[position])
            }
            position += 1
        }
        while element.last == 0x20 { element.removeLast() }
        elements.append(String(decoding: element, as: UTF8.self))
        guard elements.count >= 2, elements[0] == "1", !elements[1].isEmpty else { return nil }
        traceNumber = elements[1]
        payerID = elements.count > 2 && !elements[2].isEmpty ? elements[2] : nil
        supplementalCode = elements.count > 3 && !elements[3].isEmpty ? elements[3] : nil
    }

    /// The position after `TRN*`.
    private static func start(in text: [UInt8]) -> Int? {
        let tag: [UInt8] = [0x54, 0x52, 0x4E, 0x2A]
        var position = 0
        while position + tag.count <= text.count {
            if text[position] == tag[0], text[position..<(position + tag.count)].elementsEqual(tag),
                position == 0 || text[position - 1] == 0x7E || text[position - 1] == 0x5C || text[position - 1] == 0x20
            {
                return position + tag.count
            }
            position += 1
        }
        return nil
    }
}
