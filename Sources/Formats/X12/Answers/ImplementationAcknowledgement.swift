// The 999 (005010X231A1): one set for each functional group received, in one group of our own.
// Written from the typed outcome alone. ST03 of the received set is repeated where it was sent and not demanded where it
// was not. It repeats nothing personal: see ElementNote.copy and BusinessUnit.

/// The 999: what became of each set, with the place of each error.
public enum ImplementationAcknowledgement {
    static let version = "005010X231A1"

    /// The groups of an interchange that are answered: none of a refused interchange (TA1 R), none that are
    /// acknowledgements themselves. Which of them get a 997 in place of a 999 `Acknowledgements` knows.
    public static func answerableGroups(of outcome: InterchangeOutcome) -> [GroupOutcome] {
        outcome.verdict == .rejected ? [] : outcome.groups.filter(\.isAnswerable)
    }

    /// The 999's bytes; nil when no group may be answered.
    public static func bytes(for outcome: InterchangeOutcome, in envelope: AnswerEnvelope) -> [UInt8]? {
        bytes(for: answerableGroups(of: outcome), in: envelope)
    }

    /// The same for some of the groups.
    static func bytes(for groups: [GroupOutcome], in envelope: AnswerEnvelope) -> [UInt8]? {
        if groups.isEmpty { return nil }
        var writer = SegmentWriter(envelope)
        writer.begin(group: "FA", version: version)
        for (index, group) in groups.enumerated() { write(group, number: index + 1, to: &writer) }
        writer.end(sets: groups.count)
        return writer.bytes
    }

    private static func write(_ group: GroupOutcome, number: Int, to writer: inout SegmentWriter) {
        let control = SegmentWriter.setNumber(number)
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
            if let trigger = note.trigger { write(trigger, to: &writer) }
            if let unit = note.businessUnit {
                writer.write([["CTX"], [unit.contextName, unit.value]])
            }
            for element in note.elements {
                writer.write([
                    ["IK4"], [String(element.position), element.component.map(String.init) ?? ""],
                    [element.reference.map(String.init) ?? ""], [element.code], [element.copy ?? ""],
                ])
                if let trigger = element.trigger { write(trigger, to: &writer) }
            }
        }
        writer.write(["IK5", set.verdict.rawValue] + reasons(set).prefix(5))
    }

    /// IK502 to IK506: 5 for segments in error, I5 where only the guide, not the standard, is broken.
    private static func reasons(_ set: SetOutcome) -> [String] {
        let segments = set.breaksGuideOnly ? "I5" : "5"
        if set.verdict == .acceptedWithErrors { return [segments] }
        return set.codes.map { $0 == "5" ? segments : $0 }
    }

    private static func write(_ trigger: SituationalTrigger, to writer: inout SegmentWriter) {
        writer.write([
            ["CTX"], ["SITUATIONAL TRIGGER"], [trigger.segment], [String(trigger.position)],
            [trigger.loop.map(loopCode) ?? ""],
            [trigger.element.map(String.init) ?? "", trigger.component.map(String.init) ?? ""],
            [trigger.reference.map(String.init) ?? ""],
        ])
    }

    /// AK102 is a number of one to nine digits, whatever GS06 holds.
    static func groupNumber(_ group: GroupOutcome) -> String {
        let digits = group.controlNumber.utf8.filter(ASCII.isDigit).prefix(9)
        return digits.isEmpty ? "0" : String(decoding: digits, as: UTF8.self)
    }

    /// IK303 holds four characters at most: the loop's identifier without its letter.
    private static func loopCode(_ loop: String) -> String { String(loop.prefix(4)) }
}
