// The situational rules of an 835's claims and lines (X221A1, notes to the segments of loops 2100 and 2110): what must or must
// not stand beside what. Sees each segment once, remembers a few bits and places of the claim and line at hand.
// What is broken here is noted in the 999 without rejecting the set: the money is judged by the balances.

import Money
import Parsing

struct ClaimSituations {
    private struct Seen: OptionSet {
        let rawValue: UInt16
        static let inpatient = Seen(rawValue: 1)
        static let outpatient = Seen(rawValue: 2)
        static let crossover = Seen(rawValue: 4)
        static let needsRemark = Seen(rawValue: 8)
        static let remark = Seen(rawValue: 16)
        static let from = Seen(rawValue: 32)
        static let to = Seen(rawValue: 64)
        static let single = Seen(rawValue: 128)
    }

    /// Dates as they stand, eight digits packed: their order is the calendar's.
    private struct Level {
        var seen: Seen = []
        var from: UInt64 = 0
        var to: UInt64 = 0
        /// The first CAS whose reason needs a remark, and the element of the reason.
        var reasonPlace = Place()
        var reasonElement = 0
    }

    /// The day by which codes are judged.
    let asOf: CalendarDate?
    /// Whether the guide is the one that holds these rules; other releases have only the standard.
    let isBound: Bool
    private var claim = Level()
    private var line = Level()
    private var place = Place()
    private var linePlace = Place()
    private var adjudication = Place()
    private var status: UInt64 = 0
    private var hasLine = false
    /// The first line without a date, and how many there are.
    private var undated = Place()
    private var undatedLines = 0
    /// Whether a line has a remark that is no alert.
    private var hasLineRemark = false

    init(of payment: PaymentTransaction) {
        asOf = payment.interchangeDate
        isBound = payment.version.hasPrefix("005010X221")
    }

    // MARK: Begin

    mutating func beginClaim(_ place: Place, status: UInt64) {
        self.place = place
        self.status = status
        claim.seen = []
        hasLine = false
        undatedLines = 0
        hasLineRemark = false
    }

    @inline(__always)
    mutating func beginLine(_ place: Place) {
        linePlace = place
        line.seen = []
        hasLine = true
    }

    // MARK: Segments

    /// MIA or MOA.
    mutating func takeAdjudication(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        guard isBound else { return }
        let isInpatient = place.tag == .mia
        if claim.seen.contains(isInpatient ? .outpatient : .inpatient) {
            recorder.segment(
                X12Findings.adjudicationTwice, code: "I9", place, loop: "2100", isFatal: false,
                trigger: SituationalTrigger(adjudication, 1, reference: nil, loop: "2100"),
                "The claim has both MIA and MOA.")
        }
        claim.seen.insert(isInpatient ? .inpatient : .outpatient)
        adjudication = place
        for element in isInpatient ? [5, 20, 21, 22, 23] : [3, 4, 5, 6, 7] where !shape.isEmpty(element) {
            takeRemark(bytes, shape.range(element), element, place, &recorder)
        }
    }

    /// LQ.
    mutating func takeRemark(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        guard isBound else { return }
        // RX: a reject code of the drug programmes, which explains as well as a remark does.
        if bytes.packed(shape.range(1)) == 0x5258 {
            note()
        } else if !shape.isEmpty(2) {
            takeRemark(bytes, shape.range(2), 2, place, &recorder)
        }
    }

    private mutating func takeRemark(
        _ bytes: RawSpan, _ range: Range<Int>, _ element: Int, _ place: Place, _ recorder: inout Recorder
    ) {
        let traits = RemarkTable.list.traits(bytes, range)
        if !traits.contains(.alert) { note() }
        if traits.isEmpty {
            recorder.find(
                X12Findings.unknownRemark, place, element: element, "The remark code is not on the list.")
        } else if traits.contains(.retired) {
            guard let remark = RemarkCode.find(bytes.text(range)), let asOf, remark.listed.isRetired(on: asOf) else {
                return
            }
            recorder.find(
                X12Findings.retiredRemark, place, element: element,
                "Remark code \(remark.code) was withdrawn on \(remark.validTo?.description ?? "a day not known").")
        }
    }

    private mutating func note() {
        if hasLine {
            line.seen.insert(.remark)
            hasLineRemark = true
        } else {
            claim.seen.insert(.remark)
        }
    }

    /// A reason of which something is to be told: not listed, retired, in a wrong group, or in need of a remark.
    @inline(never)
    mutating func take(
        _ traits: ReasonTraits, _ usual: ReasonTraits, _ bytes: RawSpan, _ reason: Range<Int>, _ element: Int,
        _ place: Place, _ recorder: inout Recorder
    ) {
        if traits.isEmpty {
            recorder.find(X12Findings.unknownReason, place, element: element, "The reason code is not on the list.")
            return
        }
        if traits.contains(.needsRemark) {
            if hasLine {
                ClaimSituations.need(&line, place, element)
            } else {
                ClaimSituations.need(&claim, place, element)
            }
        }
        if traits.contains(.retired) { takeRetired(bytes, reason, element, place, &recorder) }
        if !traits.isSuperset(of: usual) { reportGroup(bytes, reason, element, place, &recorder) }
    }

    /// A reason that was withdrawn some day.
    private func takeRetired(
        _ bytes: RawSpan, _ range: Range<Int>, _ element: Int, _ place: Place, _ recorder: inout Recorder
    ) {
        guard isBound, let asOf, let reason = AdjustmentReason.find(bytes.text(range)),
            reason.listed.isRetired(on: asOf)
        else { return }
        recorder.find(
            X12Findings.retiredReason, place, element: element,
            "Reason code \(reason.code) was withdrawn on \(reason.validTo?.description ?? "a day not known").")
    }

    /// A reason that stands in a group where it may not.
    private func reportGroup(
        _ bytes: RawSpan, _ range: Range<Int>, _ element: Int, _ place: Place, _ recorder: inout Recorder
    ) {
        guard isBound, let reason = AdjustmentReason.find(bytes.text(range)) else { return }
        recorder.find(
            X12Findings.reasonGroup, place, element: element,
            "Reason code \(reason.code) belongs into group \(reason.groups.joined(separator: " or ")).")
    }

    private static func need(_ level: inout Level, _ place: Place, _ element: Int) {
        if level.seen.contains(.needsRemark) { return }
        level.seen.insert(.needsRemark)
        level.reasonPlace = place
        level.reasonElement = element
    }

    mutating func takeName(_ shape: borrowing SegmentShape, _ bytes: RawSpan) {
        if bytes.packed(shape.range(1)) == 0x5454 { claim.seen.insert(.crossover) }
    }

    @inline(__always)
    mutating func takeDate(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        guard isBound else { return }
        switch bytes.packed(shape.range(1)) {
        case 0x34_3732:  // 472
            if hasLine { takeDay(place, &recorder) }
        case 0x31_3530: if hasLine { takeBound(shape, bytes, .from, place, &recorder) }  // 150
        case 0x31_3531: if hasLine { takeBound(shape, bytes, .to, place, &recorder) }  // 151
        case 0x32_3332: if !hasLine { takeBound(shape, bytes, .from, place, &recorder) }  // 232
        case 0x32_3333: if !hasLine { takeBound(shape, bytes, .to, place, &recorder) }  // 233
        default: break
        }
    }

    @inline(__always)
    private mutating func takeDay(_ place: Place, _ recorder: inout Recorder) {
        if !line.seen.isDisjoint(with: [.from, .to]) { reportDayAndRange(place, &recorder) }
        line.seen.insert(.single)
    }

    private mutating func takeBound(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ bound: Seen, _ place: Place, _ recorder: inout Recorder
    ) {
        if hasLine, line.seen.contains(.single) { reportDayAndRange(place, &recorder) }
        var level = hasLine ? line : claim
        let day = bytes.packed(shape.range(2))
        if bound == .from { level.from = day } else { level.to = day }
        level.seen.insert(bound)
        if level.seen.isSuperset(of: [.from, .to]), level.to < level.from, level.from != 0, level.to != 0 {
            recorder.find(X12Findings.dateOrder, place, element: 2, "The period ends before it begins.")
        }
        if hasLine { line = level } else { claim = level }
    }

    @inline(never)
    private func reportDayAndRange(_ place: Place, _ recorder: inout Recorder) {
        recorder.segment(
            X12Findings.serviceDates, code: "I9", place, loop: "2110", isFatal: false,
            trigger: SituationalTrigger(linePlace, 1, reference: nil, loop: "2110"),
            "The line has both a single date (472) and a period (150, 151).")
    }

    // MARK: End

    /// Ends the line at hand; `next` is the segment behind it.
    @inline(__always)
    mutating func closeLine(_ next: Place, _ recorder: inout Recorder) {
        if !hasLine { return }
        hasLine = false
        guard isBound else { return }
        if line.seen.isDisjoint(with: [.single, .from, .to]) {
            if undatedLines == 0 { undated = linePlace }
            undatedLines &+= 1
        } else if line.seen.contains(.from) != line.seen.contains(.to) {
            reportHalfPeriod(next, &recorder)
        }
        if line.seen.contains(.needsRemark), line.seen.isDisjoint(with: .remark), claim.seen.isDisjoint(with: .remark) {
            reportRemark(line, "2110", next, &recorder)
        }
    }

    @inline(never)
    private func reportHalfPeriod(_ next: Place, _ recorder: inout Recorder) {
        var missing = next
        missing.tag = .dtm
        missing.offset = linePlace.offset
        recorder.segment(
            X12Findings.serviceDates, code: "I6", missing, loop: "2110", isFatal: false,
            trigger: SituationalTrigger(linePlace, 1, reference: nil, loop: "2110"),
            "Of the line's period \(line.seen.contains(.from) ? "the end (151)" : "the begin (150)") is missing.")
    }

    @inline(never)
    private func reportRemark(_ level: Level, _ loop: String, _ next: Place, _ recorder: inout Recorder) {
        var missing = next
        missing.tag = loop == "2110" ? .lq : .moa
        missing.offset = level.reasonPlace.offset
        recorder.segment(
            X12Findings.remarkMissing, code: "I6", missing, loop: loop, isFatal: false,
            trigger: SituationalTrigger(level.reasonPlace, level.reasonElement, reference: 1034, loop: loop),
            "The reason in CAS\(level.reasonElement < 10 ? "0" : "")\(level.reasonElement) needs a remark code that is no alert."
        )
    }

    /// Ends the claim at hand, its last line being closed.
    @inline(__always)
    mutating func closeClaim(_ next: Place, lines: Int, _ recorder: inout Recorder) {
        guard isBound else { return }
        if claim.seen.isDisjoint(with: [.from, .to]), lines == 0 || undatedLines > 0 {
            reportUndated(lines, &recorder)
        }
        if claim.seen.contains(.needsRemark), claim.seen.isDisjoint(with: .remark), !hasLineRemark {
            reportRemark(claim, "2100", next, &recorder)
        }
        if ClaimCodes.isForwarded(status), !claim.seen.contains(.crossover) { reportCrossover(&recorder) }
    }

    @inline(never)
    private func reportUndated(_ lines: Int, _ recorder: inout Recorder) {
        if lines == 0 {
            recorder.find(X12Findings.datesMissing, place, "The claim has neither lines nor statement dates.")
        } else {
            recorder.find(
                X12Findings.datesMissing, undated,
                "\(undatedLines) of the claim's \(lines) lines have no date, nor has the claim.")
        }
    }

    @inline(never)
    private func reportCrossover(_ recorder: inout Recorder) {
        var missing = place
        missing.tag = .nm1
        missing.position &+= 1
        recorder.segment(
            X12Findings.crossoverMissing, code: "I6", missing, loop: "2100", isFatal: false,
            trigger: SituationalTrigger(place, 2, reference: 1029, loop: "2100"),
            "CLP02 says that the claim was forwarded, and no NM1 TT says to whom.")
    }
}
