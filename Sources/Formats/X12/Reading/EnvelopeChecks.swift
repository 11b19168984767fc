// The rules of ISA, GS and ST by themselves: what their elements may hold. Order and counts are ControlSegments' matter.

import Parsing

/// ISA.
enum InterchangeCheck {
    static let versions = [
        "00400", "00401", "00402", "00403", "00404", "00405", "00406", "00407", "00500", "00501", "00502", "00503",
    ]

    /// Checks a header and notes in the outcome what the TA1 will say.
    static func check(
        _ discovery: InterchangeDiscovery, _ outcome: inout InterchangeOutcome, receivers: [InterchangeParty]?,
        _ place: Place, _ recorder: inout Recorder
    ) {
        let header = outcome.header
        if discovery.isOverlong {
            recorder.find(X12Findings.longHeaderElement, place, "An element of the ISA is longer than its width.")
            outcome.note("022", rejects: true)
        } else if discovery.isUnpadded {
            recorder.find(X12Findings.unpaddedHeader, place, "The ISA is \(discovery.length) characters, not 106.")
            outcome.note("022", rejects: false)
        }
        if discovery.hasBreakBeforeTerminator {
            recorder.find(X12Findings.breakBeforeTerminator, place, "A line break stands before each terminator.")
            outcome.note("004", rejects: true)
        }
        if discovery.hasUnusableRepetition {
            recorder.find(X12Findings.repetition, place, element: 11, "ISA11 is a letter or a digit.")
        }
        if !header.delimiters.areUsable {
            recorder.find(
                X12Findings.delimiters, place, "Two delimiters are the same, or one is a letter, digit or blank.")
            outcome.note("026", rejects: true)
        }
        if !header.delimiters.areCommon {
            recorder.find(
                X12Findings.unusualDelimiters, place, "The delimiters are \(header.delimiters.description).")
        }
        if !versions.contains(header.version) {
            recorder.find(X12Findings.version, place, element: 12, "ISA12 is no supported version.")
            outcome.note("017", rejects: true)
        }
        if let receivers, !receivers.contains(header.receiver) {
            recorder.find(X12Findings.receiver, place, element: 8, "ISA08 names none of our identifiers.")
            outcome.note("009", rejects: true)
        }
        for (element, code) in faults(header) {
            recorder.find(
                X12Findings.headerElement, place, element: element, "The element holds what ISA does not allow.")
            outcome.note(code, rejects: true)
        }
    }

    /// Elements that hold what they may not, with the TA105 code of each.
    private static func faults(_ header: InterchangeHeader) -> [(Int, String)] {
        var faults: [(Int, String)] = []
        let values = header.elements
        guard values.count == 16 else { return [(1, "022")] }
        for (element, code) in [(1, "010"), (3, "012"), (5, "005"), (7, "007")]
        where values[element - 1].utf8.count != 2 || !values[element - 1].utf8.allSatisfy(ASCII.isAlphanumeric) {
            faults.append((element, code))
        }
        if !isDate(header.date) { faults.append((9, "014")) }
        if !isTime(header.time) { faults.append((10, "015")) }
        let control = header.controlNumber.utf8
        if control.isEmpty || control.count > 9 || !control.allSatisfy(ASCII.isDigit) { faults.append((13, "018")) }
        if values[13] != "0" && values[13] != "1" { faults.append((14, "019")) }
        if !["P", "T", "I"].contains(values[14]) { faults.append((15, "020")) }
        return faults
    }

    private static func isDate(_ text: String) -> Bool {
        guard text.utf8.count == 6, let number = Int(text), text.utf8.allSatisfy(ASCII.isDigit) else { return false }
        let full = Array("20\(text)".utf8)
        return number >= 0 && DateElement.day(full.span.bytes, 0..<8) != nil
    }

    private static func isTime(_ text: String) -> Bool {
        guard text.utf8.count == 4, text.utf8.allSatisfy(ASCII.isDigit), let number = Int(text) else { return false }
        return number / 100 < 24 && number % 100 < 60
    }
}

/// GS.
enum GroupCheck {
    /// AK905 codes, and whether the fault makes the interchange's content unreadable (TA105 024).
    static func check(
        _ group: GroupOutcome, _ shape: borrowing SegmentShape, _ bytes: RawSpan, isNew: Bool, _ place: Place,
        _ recorder: inout Recorder
    ) -> (codes: [String], refusesInterchange: Bool) {
        var codes: [String] = []
        let isWellFormed =
            shape.count == 8 && (1...8).allSatisfy { !shape.isEmpty($0) } && shape.range(1).count == 2
            && DateElement.day(bytes, shape.range(4)) != nil && shape.text(7, in: bytes) == "X"
            && DateElement.number(bytes, shape.range(5).lowerBound, shape.range(5).count) != nil
        if !isWellFormed {
            recorder.find(
                X12Findings.groupHeader, place, "GS lacks an element, or its type, date, time or agency is wrong.")
        }
        if GuideCatalogue.setsByGroup[group.functionalIdentifier] == nil {
            recorder.find(X12Findings.groupType, place, element: 1, "Groups of this type are not read here.")
            codes.append("1")
        } else if !GuideCatalogue.supports(group: group.functionalIdentifier, version: group.version) {
            recorder.find(X12Findings.groupVersion, place, element: 8, "GS08 is no supported version of this type.")
            codes.append("2")
        } else if group.version == "005010X221" {
            recorder.find(X12Findings.groupVersionOld, place, element: 8, "GS08 names 005010X221.")
        }
        let number = group.controlNumber.utf8
        if number.isEmpty || number.count > 9 || !number.allSatisfy(ASCII.isDigit) {
            recorder.find(X12Findings.groupControlSyntax, place, element: 6, "GS06 is no number of one to nine digits.")
            codes.append("6")
        }
        if !isNew {
            recorder.find(X12Findings.duplicateGroup, place, element: 6, "GS06 stood in this interchange before.")
            codes.append("19")
        }
        return (codes, !isWellFormed)
    }
}

/// ST.
enum SetCheck {
    /// IK502 codes.
    static func check(
        _ set: SetOutcome, in group: GroupOutcome?, isNew: Bool, _ place: Place, _ recorder: inout Recorder
    ) -> [String] {
        var codes: [String] = []
        let sets = group.flatMap { GuideCatalogue.setsByGroup[$0.functionalIdentifier] } ?? []
        if set.identifier.utf8.count != 3 || !set.identifier.utf8.allSatisfy(ASCII.isDigit) {
            recorder.find(X12Findings.setIdentifier, place, element: 1, "ST01 is not three digits.")
            codes.append("6")
        } else if !sets.contains(set.identifier) {
            if GuideCatalogue.setsByGroup.values.contains(where: { $0.contains(set.identifier) }) {
                recorder.find(X12Findings.setGroup, place, element: 1, "Set \(set.identifier) does not belong here.")
                codes.append("18")
            } else {
                recorder.find(X12Findings.setType, place, element: 1, "Set \(set.identifier) is not supported.")
                codes.append("1")
            }
        }
        if !(4...9).contains(set.controlNumber.utf8.count) {
            recorder.find(X12Findings.setControlSyntax, place, element: 2, "ST02 has not four to nine characters.")
            codes.append("7")
        }
        if !isNew {
            recorder.find(X12Findings.duplicateSet, place, element: 2, "ST02 stood in this group before.")
            codes.append("23")
        }
        codes += implementation(set, in: group, place, &recorder)
        return codes
    }

    /// ST03: demanded by some guides, not used by X221A1, and never other than GS08 where it stands.
    private static func implementation(
        _ set: SetOutcome, in group: GroupOutcome?, _ place: Place, _ recorder: inout Recorder
    ) -> [String] {
        let version = group?.version ?? ""
        guard let implementation = set.implementation else {
            if !GuideCatalogue.demandsImplementation(set: set.identifier, version: version) { return [] }
            recorder.find(X12Findings.setImplementation, place, element: 3, "ST03 is missing.")
            return ["19"]
        }
        if implementation != version {
            recorder.find(X12Findings.setImplementation, place, element: 3, "ST03 is not what GS08 says.")
            return ["19"]
        }
        if set.identifier == "835" {
            recorder.element(
                X12Findings.unusedImplementation, code: "I10", place, 3, reference: 1705, isFatal: false,
                "The 835 guide does not use ST03.")
        }
        return []
    }
}

/// Characters that no element may hold.
enum CharacterCheck {
    /// Verifies the suspicion that a segment holds bytes outside printable ASCII.
    static func segment(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ delimiters: Delimiters, _ place: Place,
        _ recorder: inout Recorder
    ) {
        for element in 0...shape.readable {
            for at in shape.range(element) {
                let byte = bytes.byte(at)
                if byte >= 0x20 && byte < 0x7F { continue }
                if byte == delimiters.component || byte == delimiters.repetition { continue }
                if byte >= 0x80 {
                    recorder.find(X12Findings.extendedCharacters, place, element: element, "A byte beyond ASCII.")
                } else {
                    recorder.element(
                        X12Findings.elementCharacters, code: "6", place, max(1, element), reference: nil,
                        "The element holds a control character.")
                }
                break
            }
        }
    }
}
