// The TA1: one answer to one interchange, in an interchange of its own (X12.5; TA1*ISA13*ISA09*ISA10*verdict*note).

/// The TA1: whether an interchange as a whole could be taken.
public enum InterchangeAcknowledgement {
    /// Whether a TA1 is due: asked for by ISA14, or the interchange is refused. One that only brings TA1s gets none.
    public static func isDue(for outcome: InterchangeOutcome) -> Bool {
        outcome.isAnswerable && (outcome.header.wantsAcknowledgement || outcome.verdict == .rejected)
    }

    /// The TA1's bytes; nil for an interchange that may not be answered (it brought only TA1s).
    public static func bytes(for outcome: InterchangeOutcome, in envelope: AnswerEnvelope) -> [UInt8]? {
        guard outcome.isAnswerable else { return nil }
        var writer = SegmentWriter(envelope)
        writer.begin()
        let header = outcome.header
        writer.write([
            "TA1", padded(header.controlNumber), header.date, header.time, outcome.verdict.rawValue, outcome.noteCode,
        ])
        writer.end(sets: 0)
        return writer.bytes
    }

    /// TA101 has nine digits, whatever came.
    private static func padded(_ number: String) -> String {
        let digits = number.utf8.filter(ASCII.isDigit).suffix(9)
        return String(repeating: "0", count: 9 - digits.count) + String(decoding: digits, as: UTF8.self)
    }
}
