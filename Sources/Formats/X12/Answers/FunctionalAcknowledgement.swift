// The 997, releases 004010 and 005010: the answer to groups that follow no 5010 guide. Written from the typed outcome alone.
// It has no CTX; codes that only the 999 knows are told by the nearest one of its own.

/// The 997: what became of each set, by the standard alone.
public enum FunctionalAcknowledgement {
    public enum Release: String, Sendable, Hashable, CaseIterable {
        case r004010 = "004010"
        case r005010 = "005010"
    }

    /// The 997's bytes for the groups of an interchange that a 997 answers; nil when there are none.
    public static func bytes(
        for outcome: InterchangeOutcome, release: Release, in envelope: AnswerEnvelope
    ) -> [UInt8]? {
        let groups = ImplementationAcknowledgement.answerableGroups(of: outcome).filter {
            Acknowledgements.kind(for: $0) == .functional(release)
        }
        return bytes(for: groups, release: release, in: envelope)
    }

    static func bytes(for groups: [GroupOutcome], release: Release, in envelope: AnswerEnvelope) -> [UInt8]? {
        if groups.isEmpty { return nil }
        var writer = SegmentWriter(envelope)
        writer.begin(group: "FA", version: release.rawValue)
        for (index, group) in groups.enumerated() { write(group, number: index + 1, release, to: &writer) }
        writer.end(sets: groups.count)
        return writer.bytes
    }

    private static func write(
        _ group: GroupOutcome, number: Int, _ release: Release, to writer: inout SegmentWriter
    ) {
        let control = SegmentWriter.setNumber(number)
        writer.beginSet()
        writer.write(["ST", "997", control])
        let names = [group.functionalIdentifier, ImplementationAcknowledgement.groupNumber(group)]
        writer.write(["AK1"] + names + (release == .r005010 ? [group.version] : []))
        for set in group.sets { write(set, release, to: &writer) }
        writer.write(
            [
                "AK9", group.verdict.rawValue, String(group.declaredSets ?? group.countedSets),
                String(group.countedSets), String(group.acceptedSets),
            ] + unique(group.codes.map { groupCode($0, release) }).prefix(5))
        writer.write(["SE", String(writer.count + 1), control])
    }

    private static func write(_ set: SetOutcome, _ release: Release, to writer: inout SegmentWriter) {
        let implementation = release == .r005010 ? set.implementation ?? "" : ""
        writer.write(["AK2", set.identifier, set.controlNumber, implementation])
        for note in set.notes {
            // The loop is left out: AK303 names loops bounded by LS and LE, which payments do not have.
            let tag = note.tag.isEmpty ? "ZZZ" : note.tag
            writer.write(["AK3", tag, String(note.position), "", segmentCode(note.code)])
            for element in note.elements {
                writer.write([
                    ["AK4"], [String(element.position), element.component.map(String.init) ?? ""],
                    [element.reference.map(String.init) ?? ""], [elementCode(element.code, release)],
                    [element.copy ?? ""],
                ])
            }
        }
        var codes = set.codes.map { setCode($0, release) }
        if set.verdict == .acceptedWithErrors { codes.append("5") }
        writer.write(["AK5", set.verdict.rawValue] + unique(codes).prefix(5))
    }

    /// AK304: not used (I4, I9) is unexpected, too few or dependent (I6 to I8) is missing.
    private static func segmentCode(_ code: String) -> String {
        switch code {
        case "I4", "I9": "2"
        case "I6", "I7", "I8": "3"
        default: code
        }
    }

    /// AK403; 4010 has the codes 1 to 10 only.
    private static func elementCode(_ code: String, _ release: Release) -> String {
        switch code {
        case "I6", "I12": "7"
        case "I9", "I11": "2"
        case "I10", "I13": "10"
        case "11", "12": release == .r004010 ? "3" : "12"
        case "13": release == .r004010 ? "3" : "13"
        default: code
        }
    }

    /// AK502: 4010 has neither 18 (not of this group) nor 19 (implementation).
    private static func setCode(_ code: String, _ release: Release) -> String {
        switch code {
        case "I5": "5"
        case "I6": release == .r004010 ? "1" : "19"
        case "18", "19": release == .r004010 ? "1" : code
        default: code
        }
    }

    /// AK905: 4010 has no 19 (number not unique).
    private static func groupCode(_ code: String, _ release: Release) -> String {
        code == "19" && release == .r004010 ? "6" : code
    }

    private static func unique(_ codes: [String]) -> [String] {
        codes.enumerated().filter { codes.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    }
}
