// Reads the control segments GS, ST, SE, GE, IEA and holds their rules: counts, control numbers, uniqueness, order.
// What becomes of each interchange, group and set is gathered here for the answers. Knows nothing of what sets mean.

import Parsing

/// Bounds of what is remembered of one file.
enum Limits {
    /// Sets whose outcome is kept, and transactions listed in the summary.
    static let transactions = 10_000
    static let interchanges = 10_000
    static let groups = 10_000
    /// Control numbers remembered to find duplicates.
    static let controlNumbers = 100_000
}

/// Control numbers seen, as many as may be remembered.
struct SeenNumbers {
    private var seen: Set<String> = []

    /// Whether the number is new; always true once no more can be remembered.
    mutating func insert(_ number: String) -> Bool {
        if seen.contains(number) { return false }
        if seen.count < Limits.controlNumbers { seen.insert(number) }
        return true
    }

    mutating func removeAll() { seen.removeAll() }
}

struct ControlSegments {
    private(set) var outcomes: [InterchangeOutcome] = []
    private(set) var interchangeCount = 0
    private(set) var groupCount = 0
    private(set) var hasCut = false
    var interchange: InterchangeOutcome?
    private(set) var group: GroupOutcome?
    private(set) var set: SetOutcome?
    private var keptSets = 0
    private var segmentsInSet = 0
    private var interchanges = SeenNumbers()
    private var groupNumbers = SeenNumbers()
    private var setNumbers = SeenNumbers()
    private var groupPlace = Place()
    private(set) var setPlace = Place()

    /// Number of the segment at hand in its set; counts it.
    @inline(__always)
    mutating func countSegment() -> Int {
        segmentsInSet &+= 1
        return segmentsInSet
    }

    var segmentCount: Int { segmentsInSet }

    // MARK: Interchange

    mutating func beginInterchange(_ outcome: InterchangeOutcome, _ place: Place, _ recorder: inout Recorder) {
        interchangeCount += 1
        if interchangeCount == 2 {
            recorder.find(X12Findings.severalInterchanges, place, "A second interchange begins.")
        }
        interchange = outcome
        groupNumbers.removeAll()
        let header = outcome.header
        let key = [
            header.sender.qualifier, header.sender.identifier, header.receiver.qualifier, header.receiver.identifier,
            header.controlNumber,
        ].joined(separator: "\u{1F}")
        if !interchanges.insert(key) {
            recorder.find(
                X12Findings.duplicateInterchange, place, element: 13,
                "ISA13 \(header.controlNumber) stood in this file before, of the same sender to the same receiver.")
            interchange?.note("025", rejects: true)
        }
    }

    mutating func endInterchange(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        endGroupWithoutTrailer(place, &recorder)
        guard var outcome = interchange else { return }
        let declared = Int(bytes.text(bytes.trimmed(shape.range(1))))
        let control = bytes.text(bytes.trimmed(shape.range(2)))
        if control != outcome.header.controlNumber {
            recorder.find(
                X12Findings.interchangeControl, place, element: 2,
                "IEA02 differs from ISA13 \(outcome.header.controlNumber).")
            outcome.note("001", rejects: true)
        }
        if declared != outcome.countedGroups {
            recorder.find(
                X12Findings.groupCount, place, element: 1,
                "IEA01 says \(declared.map(String.init) ?? "no number"); \(outcome.countedGroups) groups were counted.")
            outcome.note("021", rejects: true)
        }
        if outcome.countedGroups == 0, outcome.acknowledgements == 0 {
            recorder.find(X12Findings.emptyInterchange, place, "Neither a group nor a TA1 stands in the interchange.")
            outcome.note("024", rejects: true)
        }
        close(outcome)
    }

    mutating func endInterchangeWithoutTrailer(_ place: Place, _ recorder: inout Recorder) {
        endGroupWithoutTrailer(place, &recorder)
        guard var outcome = interchange else { return }
        recorder.find(
            X12Findings.interchangeTrailer, place, "Interchange \(outcome.header.controlNumber) has no IEA.")
        outcome.note("023", rejects: true)
        close(outcome)
    }

    private mutating func close(_ outcome: InterchangeOutcome) {
        if outcomes.count < Limits.interchanges { outcomes.append(outcome) } else { hasCut = true }
        interchange = nil
    }

    // MARK: Group

    mutating func beginGroup(_ outcome: GroupOutcome, _ place: Place) -> Bool {
        groupCount += 1
        interchange?.countedGroups += 1
        group = outcome
        groupPlace = place
        setNumbers.removeAll()
        return groupNumbers.insert(outcome.controlNumber)
    }

    /// AK905, once each.
    mutating func refuseGroup(_ code: String) {
        if group?.codes.contains(code) == false { group?.codes.append(code) }
    }

    mutating func endGroup(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        endSetWithoutTrailer(place, &recorder)
        guard let open = group else { return }
        let declared = Int(bytes.text(bytes.trimmed(shape.range(1))))
        group?.declaredSets = declared
        if declared != open.countedSets {
            recorder.find(
                X12Findings.setCount, place, element: 1,
                "GE01 says \(declared.map(String.init) ?? "no number"); \(open.countedSets) sets were counted.")
            refuseGroup("5")
        }
        if bytes.text(bytes.withoutTrailingBlanks(shape.range(2))) != open.controlNumber {
            recorder.find(X12Findings.groupControl, place, element: 2, "GE02 differs from GS06 \(open.controlNumber).")
            refuseGroup("4")
        }
        closeGroup()
    }

    mutating func endGroupWithoutTrailer(_ place: Place, _ recorder: inout Recorder) {
        endSetWithoutTrailer(place, &recorder)
        guard let open = group else { return }
        recorder.find(X12Findings.groupTrailer, groupPlace, "Group \(open.controlNumber) has no GE.")
        refuseGroup("3")
        closeGroup()
    }

    private mutating func closeGroup() {
        guard let closed = group else { return }
        if (interchange?.groups.count ?? 0) < Limits.groups {
            interchange?.groups.append(closed)
        } else {
            hasCut = true
        }
        group = nil
    }

    // MARK: Set

    /// Whether ST02 is new in the group.
    mutating func beginSet(_ outcome: SetOutcome, _ place: Place) -> Bool {
        group?.countedSets += 1
        set = outcome
        setPlace = place
        segmentsInSet = 1
        return setNumbers.insert(outcome.controlNumber)
    }

    /// IK502, once each.
    mutating func refuseSet(_ code: String) {
        if set?.codes.contains(code) == false { set?.codes.append(code) }
    }

    /// Checks SE; the set is closed by `closeSet` when its notes are complete.
    mutating func endSet(_ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder)
    {
        guard let open = set else { return }
        let declared = Int(bytes.text(bytes.trimmed(shape.range(1))))
        if declared != segmentsInSet {
            recorder.find(
                X12Findings.segmentCount, place, element: 1,
                "SE01 says \(declared.map(String.init) ?? "no number"); \(segmentsInSet) segments were counted.")
            refuseSet("4")
        }
        if bytes.text(shape.range(2)) != open.controlNumber {
            recorder.find(X12Findings.setControl, place, element: 2, "SE02 differs from ST02 \(open.controlNumber).")
            refuseSet("3")
        }
        set?.isComplete = true
    }

    mutating func endSetWithoutTrailer(_ place: Place, _ recorder: inout Recorder) {
        guard let open = set else { return }
        recorder.find(X12Findings.setTrailer, setPlace, "Set \(open.controlNumber) has no SE.")
        refuseSet("2")
        closeSet(recorder)
    }

    mutating func closeSet(_ recorder: Recorder) {
        guard var closed = set else { return }
        closed.notes = recorder.notesInOrder
        closed.omittedNotes = recorder.omittedNotes
        closed.hasFatalNotes = recorder.hasFatalNotes
        if closed.hasFatalNotes { closed.codes.append("5") }
        switch closed.verdict {
        case .rejected: break
        case .accepted: group?.acceptedSetCount += 1
        default:
            group?.acceptedSetCount += 1
            group?.setsWithErrorsNoted += 1
        }
        if keptSets < Limits.transactions {
            group?.sets.append(closed)
            keptSets += 1
        } else {
            hasCut = true
        }
        set = nil
    }
}
