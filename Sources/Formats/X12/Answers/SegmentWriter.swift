// Writes the segments of answers. Answers repeat what came, which may hold anything: delimiters and bytes that are not
// printable are left out of values here, where X12Writer refuses.

/// Appends segments to bytes, counting them.
struct SegmentWriter {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0
    let envelope: AnswerEnvelope

    init(_ envelope: AnswerEnvelope) { self.envelope = envelope }

    /// ST02 of the set of this ordinal.
    static func setNumber(_ ordinal: Int) -> String { padded(ordinal, 4) }

    /// Writes one segment; empty elements at its end are left out.
    mutating func write(_ elements: [String]) { write(elements.map { [$0] }) }

    /// The same with elements made of components; empty ones at their end are left out.
    mutating func write(_ elements: [[String]]) {
        let values = elements.map { parts in
            let cleaned = parts.map(clean)
            let last = cleaned.lastIndex { !$0.isEmpty } ?? -1
            return Array(cleaned.prefix(last + 1).joined(separator: [envelope.delimiters.component]))
        }
        let last = values.lastIndex { !$0.isEmpty } ?? 0
        append(values.prefix(last + 1))
    }

    private mutating func append(_ elements: some Sequence<[UInt8]>) {
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(envelope.delimiters.element) }
            bytes.append(contentsOf: element)
        }
        bytes.append(envelope.delimiters.terminator)
        if envelope.breaksLines, envelope.delimiters.terminator != ASCII.lineFeed { bytes.append(ASCII.lineFeed) }
        count += 1
    }

    /// ISA; with GS where a version is given.
    mutating func begin(group: String? = nil, version: String = "") {
        let delimiters = envelope.delimiters
        let repetition = envelope.version < "00402" ? 0x55 : delimiters.repetition ?? 0x5E
        let header = [
            "ISA", "00", blanks(10), "00", blanks(10), fitted(envelope.sender.qualifier, 2),
            fitted(envelope.sender.identifier, 15), fitted(envelope.receiver.qualifier, 2),
            fitted(envelope.receiver.identifier, 15), fitted(String(envelope.date.suffix(6)), 6),
            fitted(envelope.time, 4),
        ].map { Array($0.utf8) }
        let rest = [
            Array(envelope.version.utf8), Array(SegmentWriter.padded(envelope.interchangeControlNumber, 9).utf8),
            [0x30],
            Array(fitted(envelope.usage, 1).utf8), [delimiters.component],
        ]
        append(header + [[repetition]] + rest)
        guard let group else { return }
        write([
            "GS", group, envelope.applicationSender, envelope.applicationReceiver, envelope.date, envelope.time,
            String(envelope.groupControlNumber), "X", version,
        ])
    }

    /// GE where sets were written, and IEA.
    mutating func end(sets: Int) {
        if sets > 0 { write(["GE", String(sets), String(envelope.groupControlNumber)]) }
        write(["IEA", sets > 0 ? "1" : "0", SegmentWriter.padded(envelope.interchangeControlNumber, 9)])
    }

    /// Starts counting anew: the next segment is ST.
    mutating func beginSet() { count = 0 }

    private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    private func fitted(_ text: String, _ width: Int) -> String {
        let cut = String(decoding: clean(text).prefix(width), as: UTF8.self)
        return cut + blanks(width - cut.utf8.count)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(max(0, number) % 1_000_000_000)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// The text without bytes that would be read as delimiters or are not printable.
    private func clean(_ text: String) -> [UInt8] {
        let delimiters = envelope.delimiters
        return text.utf8.filter {
            $0 >= 0x20 && $0 < 0x7F && $0 != delimiters.element && $0 != delimiters.terminator
                && $0 != delimiters.component && $0 != delimiters.repetition
        }
    }
}
