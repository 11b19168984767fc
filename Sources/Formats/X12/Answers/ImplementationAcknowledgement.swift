// The 999 (005010X231A1): one set for each functional group received, in one group of our own.
// Written from the typed outcome alone. ST03 of the received set is repeated where it was sent and not demanded where it
// was not. It repeats nothing personal: see ElementNote.copy.

public enum ImplementationAcknowledgement {
    static let version = "005010X231A1"

    /// The groups of an interchange that are answered: none of a refused interchange (TA1 R), none that are
    /// acknowledgements themselves.
    public static func answerableGroups(of outcome: InterchangeOutcome) -> [GroupOutcome] {
        outcome.verdict == .rejected ? [] : outcome.groups.filter(\.isAnswerable)
    }

    /// The 999's bytes; nil when no group may be answered.
    public static func bytes(for outcome: InterchangeOutcome, in envelope: AnswerEnvelope) -> [UInt8]? {
        let groups = answerableGroups(of: outcome)
        if groups.isEmpty { return nil }
        var writer = SegmentWriter(envelope)
        writer.beginInterchange()
        writer.write([
            "GS", "FA", envelope.applicationSender, envelope.applicationReceiver, envelope.date, envelope.time,
            String(envelope.groupControlNumber), "X", version,
        ])
        for (index, group) in groups.enumerated() { write(group, number: index + 1, to: &writer) }
        writer.write(["GE", String(groups.count), String(envelope.groupControlNumber)])
        writer.endInterchange(groups: 1)
        return writer.bytes
    }

    private static func write(_ group: GroupOutcome, number: Int, to writer: inout SegmentWriter) {
        let text = String(number)
        let control = String(repeating: "0", count: max(0, 4 - text.count)) + text
        writer.beginSet()
        writer.write(["ST", "999", control, version])
        writer.write(["AK1", group.functionalIdentifier, groupNumber(group), group.version])
        for set in group.sets { write(set, to: &writer) }
        writer.write(
            [
                "AK9", group.verdict.rawValue, String(group.declaredSets ?? group.countedSets),
                String(group.countedSets), String(group.acceptedSets),
            ] + group.codes.prefix(5))
        writer.write(["SE", String(writer.count + 1), control])
    }

    private static func write(_ set: SetOutcome, to writer: inout SegmentWriter) {
        writer.write(["AK2", set.identifier, set.controlNumber, set.implementation ?? ""])
        for note in set.notes {
            // A tag that is none cannot be repeated; ZZZ, mutually defined, stands for it.
            let tag = note.tag.isEmpty ? "ZZZ" : note.tag
            writer.write(["IK3", tag, String(note.position), note.loop.map(loopCode) ?? "", note.code])
            for element in note.elements {
                let position = writer.composite([
                    String(element.position), element.component.map(String.init) ?? "",
                ])
                writer.writeAsIs(
                    trimmed([
                        "IK4", position, element.reference.map(String.init) ?? "", element.code, element.copy ?? "",
                    ]))
            }
        }
        var codes = set.codes
        if set.verdict == .acceptedWithErrors { codes.append("5") }
        writer.write(["IK5", set.verdict.rawValue] + codes.prefix(5))
    }

    /// AK102 is a number of one to nine digits, whatever GS06 holds.
    private static func groupNumber(_ group: GroupOutcome) -> String {
        let digits = group.controlNumber.utf8.filter(ASCII.isDigit).prefix(9)
        return digits.isEmpty ? "0" : String(decoding: digits, as: UTF8.self)
    }

    private static func trimmed(_ elements: [String]) -> [String] {
        var elements = elements
        while elements.last?.isEmpty == true { elements.removeLast() }
        return elements
    }

    /// IK303 holds four characters at most: the loop's identifier without its letter.
    private static func loopCode(_ loop: String) -> String { String(loop.prefix(4)) }
}
