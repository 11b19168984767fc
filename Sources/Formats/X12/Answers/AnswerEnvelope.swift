// Writes segments of an answer in an envelope of our own: header, trailer, counts. Used by the TA1 and the 999.

/// What our own ISA and GS say. Numbers and times are the caller's: writing an answer twice gives the same bytes.
public struct AnswerEnvelope: Sendable, Hashable {
    /// We, and the one who is answered.
    public var sender: InterchangeParty
    public var receiver: InterchangeParty
    /// GS02 and GS03 of a 999.
    public var applicationSender: String
    public var applicationReceiver: String
    /// ISA13, 1 to 999,999,999.
    public var interchangeControlNumber: Int
    /// GS06 of a 999, 1 to 999,999,999.
    public var groupControlNumber: Int
    /// CCYYMMDD.
    public var date: String
    /// HHMM.
    public var time: String
    /// ISA15: P production, T test.
    public var usage: String
    public var delimiters = Delimiters.usual
    /// Whether each segment stands on a line of its own.
    public var breaksLines = true

    public init(
        sender: InterchangeParty, receiver: InterchangeParty, applicationSender: String, applicationReceiver: String,
        interchangeControlNumber: Int, groupControlNumber: Int, date: String, time: String, usage: String = "P"
    ) {
        self.sender = sender
        self.receiver = receiver
        self.applicationSender = applicationSender
        self.applicationReceiver = applicationReceiver
        self.interchangeControlNumber = interchangeControlNumber
        self.groupControlNumber = groupControlNumber
        self.date = date
        self.time = time
        self.usage = usage
    }

    /// The envelope of an answer to an interchange: its ends turned round.
    public init(
        answering header: InterchangeHeader, group: GroupOutcome?, interchangeControlNumber: Int,
        groupControlNumber: Int, date: String, time: String
    ) {
        self.init(
            sender: header.receiver, receiver: header.sender,
            applicationSender: group?.applicationReceiver ?? header.receiver.identifier,
            applicationReceiver: group?.applicationSender ?? header.sender.identifier,
            interchangeControlNumber: interchangeControlNumber, groupControlNumber: groupControlNumber, date: date,
            time: time, usage: header.usage)
    }
}

/// Appends segments to bytes, counting them.
struct SegmentWriter {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0
    let envelope: AnswerEnvelope

    init(_ envelope: AnswerEnvelope) { self.envelope = envelope }

    /// Writes one segment; empty elements at its end are left out, delimiters inside values too.
    mutating func write(_ elements: [String]) {
        var last = elements.count
        while last > 1, elements[last - 1].isEmpty { last -= 1 }
        writeAsIs(Array(elements.prefix(last)).map(clean))
    }

    /// Writes a composite's components as one element's text.
    func composite(_ components: [String]) -> String {
        var last = components.count
        while last > 1, components[last - 1].isEmpty { last -= 1 }
        let separator = String(decoding: [envelope.delimiters.component], as: UTF8.self)
        return components.prefix(last).map { clean($0) }.joined(separator: separator)
    }

    /// Writes a segment whose elements hold nothing to be cleaned.
    mutating func writeAsIs(_ elements: [String]) {
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(envelope.delimiters.element) }
            bytes.append(contentsOf: element.utf8)
        }
        bytes.append(envelope.delimiters.terminator)
        if envelope.breaksLines, envelope.delimiters.terminator != ASCII.lineFeed { bytes.append(ASCII.lineFeed) }
        count += 1
    }

    mutating func beginInterchange() {
        let delimiters = envelope.delimiters
        writeAsIs([
            "ISA", "00", blanks(10), "00", blanks(10), padded(envelope.sender.qualifier, 2),
            padded(envelope.sender.identifier, 15), padded(envelope.receiver.qualifier, 2),
            padded(envelope.receiver.identifier, 15), padded(String(envelope.date.suffix(6)), 6),
            padded(envelope.time, 4), String(decoding: [delimiters.repetition ?? 0x5E], as: UTF8.self), "00501",
            digits(envelope.interchangeControlNumber, 9), "0", padded(envelope.usage, 1),
            String(decoding: [delimiters.component], as: UTF8.self),
        ])
    }

    mutating func endInterchange(groups: Int) {
        write(["IEA", String(groups), digits(envelope.interchangeControlNumber, 9)])
    }

    /// Starts counting anew: the next segment is ST.
    mutating func beginSet() { count = 0 }

    private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

    private func padded(_ text: String, _ width: Int) -> String {
        let cut = String(clean(text).prefix(width))
        return cut + blanks(max(0, width - cut.utf8.count))
    }

    private func digits(_ number: Int, _ width: Int) -> String {
        let text = String(max(0, number) % 1_000_000_000)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// The text without bytes that would be read as delimiters or are not printable.
    private func clean(_ text: String) -> String {
        let delimiters = envelope.delimiters
        let forbidden = [delimiters.element, delimiters.terminator, delimiters.repetition ?? 0]
        let isComposite = text.utf8.contains(delimiters.component)
        let bytes = text.utf8.filter { $0 >= 0x20 && $0 < 0x7F && !forbidden.contains($0) }
        return isComposite || bytes.count != text.utf8.count ? String(decoding: bytes, as: UTF8.self) : text
    }
}
