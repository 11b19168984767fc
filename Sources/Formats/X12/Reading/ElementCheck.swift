// Checks the elements of one segment against the guide's rules: usage, length, characters, codes, dates.
// Runs for every element of every segment: no text is made unless something is wrong.

import Parsing

extension SegmentInterpreter {
    /// Checks all elements of a segment by the variant that it took. `isFirstKnown`: the first element's code is already
    /// known to be on the list.
    @inline(always)
    mutating func checkElements(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ taken: GuidePlace, component: UInt8
    ) {
        let flat = walk.flat
        let variant = flat.variants[sure: taken.variant]
        if variant.isUnchecked { return }
        let count = shape.count
        let present = min(Int(variant.elementCount), shape.readable)
        var index = taken.isFirstKnown ? 1 : 0
        var number = Int(variant.elements) &+ index
        var mark = shape.endMark(index)
        var upper = index < present ? Int(shape.marks[mark]) : 0
        while index < present {
            let rule = flat.rules[sure: number]
            let lower = upper &+ 1
            mark &+= 1
            // No mark here is behind the segment's last, which was looked up when the segment was taken.
            upper = Int(shape.marks[sure: mark])
            index &+= 1
            number &+= 1
            let length = upper &- lower
            if length <= 0 {
                if rule.isRequired { elementIsMissing(number &- 1, index) }
                continue
            }
            switch rule.check {
            case .amount:
                if let amount = DecimalElement.usual(bytes, lower, length) {
                    shape.keep(amount: amount, of: index)
                    continue
                }
            case .length: if length <= Int(rule.maximum), length >= Int(rule.minimum) { continue }
            case .listed: if flat.lists(rule, bytes.packed(lower..<upper)) { continue }
            case .day: if length == 8, isDay(bytes, lower) { continue }
            case .composite:
                ElementCheck.composite(bytes, lower..<upper, flat, number &- 1, index, component, place, &recorder)
                continue
            case .other: break
            }
            ElementCheck.doubt(bytes, lower..<upper, flat.guide, number &- 1, index, nil, place, &recorder)
        }
        if index < Int(variant.lastRequired) { elementsAreMissing(variant, from: index) }
        if count > Int(variant.elementCount) {
            ElementCheck.tooMany(count, Int(variant.elementCount), place, &recorder)
        }
    }

    /// The same for segments that are not usual: seldom enough not to be written out there too.
    @inline(never)
    mutating func checkUnusualElements(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ taken: GuidePlace, component: UInt8
    ) {
        checkElements(shape, bytes, taken, component: component)
    }

    /// Whether eight bytes are a day. Most days of a file stand in it many times in a row.
    @inline(__always)
    private mutating func isDay(_ bytes: RawSpan, _ start: Int) -> Bool {
        if !EightBytes.areThere(bytes, start) { return false }
        let day = EightBytes.load(bytes, start)
        if day == latestDay { return true }
        if !DateElement.isDay(bytes, start) { return false }
        latestDay = day
        return true
    }

    @inline(never)
    private mutating func elementIsMissing(_ number: Int, _ position: Int) {
        ElementCheck.missing(walk.guide.rules[number], position, nil, place, &recorder)
    }

    /// What is required behind the last element sent.
    @inline(never)
    private mutating func elementsAreMissing(_ variant: FlatVariant, from first: Int) {
        for index in first..<Int(variant.lastRequired) {
            let rule = walk.guide.rules[Int(variant.elements) + index]
            if rule.usage == .required { ElementCheck.missing(rule, index + 1, nil, place, &recorder) }
        }
    }
}

enum ElementCheck {
    /// Looks whole at what is not right at first sight.
    @inline(never)
    fileprivate static func doubt(
        _ bytes: RawSpan, _ range: Range<Int>, _ guide: Guide, _ number: Int, _ position: Int, _ component: Int?,
        _ place: Place, _ recorder: inout Recorder
    ) {
        let rule = guide.rules[number]
        if let fault = fault(bytes, range, rule, in: guide) {
            report(fault, bytes, range, rule, position, component, place, &recorder)
        }
    }

    @inline(never)
    fileprivate static func tooMany(_ count: Int, _ rules: Int, _ place: Place, _ recorder: inout Recorder) {
        recorder.element(
            X12Findings.tooManyElements, code: "3", place, rules + 1, reference: nil,
            "\(count) elements; the segment has \(rules).")
    }

    @inline(never)
    fileprivate static func composite(
        _ bytes: RawSpan, _ range: Range<Int>, _ flat: FlatGuide, _ number: Int, _ position: Int,
        _ component: UInt8, _ place: Place, _ recorder: inout Recorder
    ) {
        let rule = flat.rules[number]
        var start = range.lowerBound
        var index = 0
        while true {
            let end = EightBytes.first(component, in: bytes, from: start, to: range.upperBound)
            if index >= Int(rule.partCount) {
                return tooManyParts(flat.guide.rules[number], position, index, place, &recorder)
            }
            let part = flat.rules[Int(rule.parts) &+ index]
            index &+= 1
            if start == end {
                if part.isRequired {
                    missing(flat.guide.rules[Int(rule.parts) &+ index &- 1], position, index, place, &recorder)
                }
            } else if !isUsual(bytes, start..<end, flat, part) {
                doubt(
                    bytes, start..<end, flat.guide, Int(rule.parts) &+ index &- 1, position, index, place, &recorder)
            }
            if end >= range.upperBound { break }
            start = end &+ 1
        }
        while index < Int(rule.lastRequiredPart) {
            let part = flat.guide.rules[Int(rule.parts) &+ index]
            index &+= 1
            if part.usage == .required { missing(part, position, index, place, &recorder) }
        }
    }

    /// Whether a component is right at first sight.
    @inline(__always)
    private static func isUsual(
        _ bytes: RawSpan, _ range: Range<Int>, _ flat: FlatGuide, _ part: FlatRule
    ) -> Bool {
        switch part.check {
        case .length: range.count <= Int(part.maximum) && range.count >= Int(part.minimum)
        case .listed: flat.lists(part, bytes.packed(range))
        default: false
        }
    }

    @inline(never)
    private static func tooManyParts(
        _ rule: ElementRule, _ position: Int, _ number: Int, _ place: Place, _ recorder: inout Recorder
    ) {
        recorder.element(
            X12Findings.tooManyComponents, code: "13", place, position, component: number + 1, reference: nil,
            "The composite has \(rule.parts.count) components.")
    }

    /// What is wrong with a value.
    private enum Fault { case notUsed, short, long, characters, code, date, time, decimals }

    /// The whole check, for what is not right at first sight.
    @inline(never)
    private static func fault(
        _ bytes: RawSpan, _ range: Range<Int>, _ rule: ElementRule, in guide: Guide
    ) -> Fault? {
        if rule.usage == .notUsed { return .notUsed }
        switch rule.type {
        case .text, .composite: break
        case .code:
            // A code that is on the guide's list has the right length.
            if rule.hasCodes, guide.contains(rule.codes, bytes.packed(range)) { return nil }
        case .money, .decimal: return decimalFault(bytes, range, rule)
        case .whole: if !isWhole(bytes, range) { return .characters }
        case .date: return dateFault(bytes, range)
        case .time: return timeFault(bytes, range)
        }
        if range.count > Int(rule.maximum) { return .long }
        if range.count < Int(rule.minimum) { return .short }
        if rule.hasCodes, !guide.contains(rule.codes, bytes.packed(range)) { return .code }
        return nil
    }

    private static func isWhole(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        if range.count > 1, bytes.byte(at) == 0x2D { at += 1 }
        while at < range.upperBound {
            if !ASCII.isDigit(bytes.byte(at)) { return false }
            at &+= 1
        }
        return true
    }

    private static func decimalFault(_ bytes: RawSpan, _ range: Range<Int>, _ rule: ElementRule) -> Fault? {
        switch DecimalElement.read(bytes, range) {
        case .amount: return nil
        case .tooManyDecimals(let digits):
            if rule.type == .money { return .decimals }
            return digits > Int(rule.maximum) ? .long : nil
        case .tooLong: return .long
        case .malformed: return .characters
        }
    }

    private static func dateFault(_ bytes: RawSpan, _ range: Range<Int>) -> Fault? {
        if range.count != 8 { return range.count < 8 ? .short : .long }
        return DateElement.isDay(bytes, range.lowerBound) ? nil : .date
    }

    private static func timeFault(_ bytes: RawSpan, _ range: Range<Int>) -> Fault? {
        if range.count < 4 { return .short }
        if range.count > 8 { return .long }
        guard let hour = DateElement.number(bytes, range.lowerBound, 2), hour < 24,
            let minute = DateElement.number(bytes, range.lowerBound + 2, 2), minute < 60,
            DateElement.number(bytes, range.lowerBound, range.count) != nil
        else { return .time }
        return nil
    }

    @inline(never)
    fileprivate static func missing(
        _ rule: ElementRule, _ position: Int, _ component: Int?, _ place: Place, _ recorder: inout Recorder
    ) {
        recorder.element(
            X12Findings.missingElement, code: "1", place, position, component: component, reference: reference(rule),
            "The element is required and empty.")
    }

    private static func reference(_ rule: ElementRule) -> Int? { rule.type == .composite ? nil : Int(rule.number) }

    @inline(never)
    private static func report(
        _ fault: Fault, _ bytes: RawSpan, _ range: Range<Int>, _ rule: ElementRule, _ position: Int,
        _ component: Int?, _ place: Place, _ recorder: inout Recorder
    ) {
        let (finding, code, message): (FindingRule, String, String) =
            switch fault {
            case .notUsed: (X12Findings.unusedElement, "I10", "The guide does not use the element.")
            case .short:
                (X12Findings.shortElement, "4", "\(range.count) characters; at least \(rule.minimum) are demanded.")
            case .long:
                (X12Findings.longElement, "5", "\(range.count) characters; at most \(rule.maximum) are allowed.")
            case .characters: (X12Findings.elementCharacters, "6", "The value is no number.")
            case .code: (X12Findings.elementCode, "7", "The code is not one of the guide's.")
            case .date: (X12Findings.elementDate, "8", "There is no such day.")
            case .time: (X12Findings.elementTime, "9", "There is no such time.")
            case .decimals: (X12Findings.amountDecimals, "I12", "The amount has more than two decimals.")
            }
        recorder.element(
            finding, code: code, place, position, component: component, reference: reference(rule),
            copy: copy(bytes, range, rule, place), message)
    }

    /// The value as the 999 may repeat it: never text, nothing of NM1 and REF, and no byte that could be a delimiter.
    private static func copy(_ bytes: RawSpan, _ range: Range<Int>, _ rule: ElementRule, _ place: Place) -> String? {
        guard rule.type != .text, rule.type != .composite, range.count <= 99, place.tag != .nm1, place.tag != .ref
        else { return nil }
        let isPlain = range.allSatisfy {
            ASCII.isAlphanumeric(bytes.byte($0)) || bytes.byte($0) == 0x2E || bytes.byte($0) == 0x2D
        }
        return isPlain ? bytes.text(range) : nil
    }
}
