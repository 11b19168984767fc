// Writes an interchange of 835 and 820 sets from typed values, set by set.
// A set is proven before a byte of it is written: its sums, its characters and widths, its delimiters, and at last our own
// reader reads it by the guide. What is refused leaves no trace; the writer goes on with the next set.

import Parsing

/// Writes one interchange.
///
///     var writer = try X12Writer(interchange)
///     output += try writer.write(.claimPayment(advice))
///     output += try writer.finish()
///     outstanding.send(writer.sent, at: now, dueBy: deadline)
///
/// Sets of one guide in a row share a group; the next guide begins the next group.
public struct X12Writer: Sendable {
    public let interchange: OutgoingInterchange
    public let delimiters: Delimiters
    private let repertoire: CharacterRepertoire
    private let breaksLines: Bool
    /// What is written so far, by its numbers.
    public private(set) var sent: SentInterchange
    private var isFinished = false

    /// A writer for one interchange; throws `envelope` where the envelope's own values cannot stand.
    public init(
        _ interchange: OutgoingInterchange, delimiters: Delimiters = .usual,
        repertoire: CharacterRepertoire = .basic, breaksLines: Bool = true
    ) throws(X12WritingError) {
        if let fault = interchange.fault(delimiters: delimiters) { throw .envelope(fault) }
        self.interchange = interchange
        self.delimiters = delimiters
        self.repertoire = repertoire
        self.breaksLines = breaksLines && !ASCII.isLineBreak(delimiters.terminator)
        sent = SentInterchange(
            sender: interchange.sender, receiver: interchange.receiver, controlNumber: interchange.controlNumber,
            wantsAcknowledgement: interchange.wantsAcknowledgement)
    }

    /// Delimiters that occur in none of the sets' values, the usual ones where they can be; nil where none are left.
    public static func delimiters(
        for sets: some Sequence<OutgoingSet>, repertoire: CharacterRepertoire = .basic
    ) -> Delimiters? {
        var census = ByteCensus()
        for set in sets { census.take(set.composed("0001", repertoire).bytes) }
        return census.freeDelimiters()
    }

    /// The bytes of the set, with the headers that go before it. Throws before anything is written.
    public mutating func write(_ set: OutgoingSet) throws(X12WritingError) -> [UInt8] {
        if let imbalance = set.imbalance { throw .unbalanced(imbalance) }
        if isFinished { throw .envelope("The interchange is finished; begin another one.") }
        // By index: a group taken out would be copied with all its sets when the next one is added.
        let open = sent.groups.indices.last.flatMap { index in
            sent.groups[index].functionalIdentifier == set.functionalIdentifier
                && sent.groups[index].version == set.version ? index : nil
        }
        let ordinal = open.map { sent.groups[$0].sets.count + 1 } ?? 1
        let number =
            open.map { sent.groups[$0].controlNumber } ?? (interchange.firstGroupControlNumber + sent.groups.count)
        if ordinal > 999_999_999 || number > 999_999_999 { throw .envelope("Control numbers are used up.") }
        let group = SentGroup(
            functionalIdentifier: set.functionalIdentifier, controlNumber: number, version: set.version)
        let controlNumber = padded(ordinal, 4)
        let composer = set.composed(controlNumber, repertoire)
        if let fault = composer.fault { throw fault }
        let bytes = try Delimiting.bytes(of: composer.bytes, delimiters, breaksLines: breaksLines)
        try proofRead(bytes, in: group)

        var output: [UInt8] = []
        if sent.groups.isEmpty { output += header }
        if open == nil {
            output += groupTrailer + groupHeader(group)
            sent.groups.append(group)
        }
        sent.groups[sent.groups.count - 1].sets.append(
            SentSet(identifier: set.identifier, controlNumber: controlNumber))
        output += bytes
        return output
    }

    /// The trailers; nothing can be written behind them. Throws `empty` where no set was written.
    public mutating func finish() throws(X12WritingError) -> [UInt8] {
        if sent.groups.isEmpty { throw .empty }
        if isFinished { throw .envelope("The interchange is finished; begin another one.") }
        isFinished = true
        return groupTrailer + segment(["IEA", String(sent.groups.count), padded(interchange.controlNumber, 9)])
    }

    // MARK: Envelope

    private var header: [UInt8] {
        let date = interchange.date.basicText
        let repetition = interchange.version == .v00401 ? 0x55 : delimiters.repetition ?? 0x5E
        return segment([
            "ISA", "00", blanks(10), "00", blanks(10), interchange.sender.qualifier,
            blankPadded(interchange.sender.identifier), interchange.receiver.qualifier,
            blankPadded(interchange.receiver.identifier), String(date.suffix(6)), time, text(repetition),
            interchange.version.rawValue, padded(interchange.controlNumber, 9),
            interchange.wantsAcknowledgement ? "1" : "0", interchange.usage.rawValue, text(delimiters.component),
        ])
    }

    private func groupHeader(_ group: SentGroup) -> [UInt8] {
        segment([
            "GS", group.functionalIdentifier, interchange.applicationSender, interchange.applicationReceiver,
            interchange.date.basicText, time, String(group.controlNumber), "X", group.version,
        ])
    }

    /// GE of the group at hand; nothing before the first.
    private var groupTrailer: [UInt8] {
        guard let group = sent.groups.last else { return [] }
        return segment(["GE", String(group.sets.count), String(group.controlNumber)])
    }

    private func segment(_ elements: [String]) -> [UInt8] {
        var bytes = Array(elements.joined(separator: text(delimiters.element)).utf8)
        bytes.append(delimiters.terminator)
        if breaksLines { bytes.append(ASCII.lineFeed) }
        return bytes
    }

    private var time: String { padded(interchange.hour, 2) + padded(interchange.minute, 2) }
    private func text(_ byte: UInt8) -> String { String(decoding: [byte], as: UTF8.self) }
    private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
    private func blankPadded(_ text: String) -> String { text + blanks(15 - text.utf8.count) }
    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    // MARK: Proof-reading

    /// Our own reader reads the set, alone in the envelope that it will stand in, and finds no error.
    private func proofRead(_ bytes: [UInt8], in group: SentGroup) throws(X12WritingError) {
        var reader = X12Reader()
        reader.read((header + groupHeader(group)).span.bytes)
        reader.read(bytes.span.bytes)
        let trailer =
            segment(["GE", "1", String(group.controlNumber)])
            + segment(["IEA", "1", padded(interchange.controlNumber, 9)])
        reader.read(trailer.span.bytes)
        let document = reader.finish()
        let errors = document.findings.kept.filter { $0.severity == .error }
        if !errors.isEmpty { throw .guide(Array(errors.prefix(20))) }
    }
}
