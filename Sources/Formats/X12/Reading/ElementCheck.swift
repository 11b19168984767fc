// Checks the elements of one segment against the guide's rules: usage, length, characters, codes, dates.
// Runs for every element of every segment: no text is made unless something is wrong.

import Parsing

struct ElementCheck {
    let guide: Guide
    let component: UInt8

    /// Checks all elements of a segment. `isFirstKnown`: the first element's code is already known to be on the list.
    @inline(__always)
    func segment(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ variant: SlotVariant, isFirstKnown: Bool, _ place: Place,
        _ recorder: inout Recorder
    ) {
        let rules = variant.elements
        let present = min(Int(rules.count), shape.readable)
        var index = isFirstKnown ? 1 : 0
        while index < present {
            let rule = guide.rules[Int(rules.start) &+ index]
            index &+= 1
            let range = shape.present(index)
            if range.isEmpty {
                if rule.usage == .required { missing(rule, index, nil, place, &recorder) }
                continue
            }
            switch rule.check {
            case .amount:
                if let amount = DecimalElement.usual(bytes, range.lowerBound, range.count) {
                    shape.keep(amount: amount, of: index)
                    continue
                }
            case .length:
                if range.count <= Int(rule.maximum), range.count >= Int(rule.minimum) { continue }
            case .listed: if guide.contains(rule.codes, bytes.packed(range)) { continue }
            case .day: if range.count == 8, DateElement.isDay(bytes, range.lowerBound) { continue }
            case .composite:
                composite(bytes, range, rule, index, place, &recorder)
                continue
            case .other: break
            }
            if let fault = fault(bytes, range, rule) {
                report(fault, bytes, range, rule, index, nil, place, &recorder)
            }
        }
        while index < Int(variant.lastRequired) {
            let rule = guide.rules[Int(rules.start) &+ index]
            index &+= 1
            if rule.usage == .required { missing(rule, index, nil, place, &recorder) }
        }
        if shape.count > Int(rules.count) { tooMany(shape.count, rules, place, &recorder) }
    }

    @inline(never)
    private func tooMany(_ count: Int, _ rules: Stretch, _ place: Place, _ recorder: inout Recorder) {
        recorder.element(
            X12Findings.tooManyElements, code: "3", place, Int(rules.count) + 1, reference: nil,
            "\(count) elements; the segment has \(rules.count).")
    }

    @inline(__always)
    private func composite(
        _ bytes: RawSpan, _ range: Range<Int>, _ rule: ElementRule, _ position: Int, _ place: Place,
        _ recorder: inout Recorder
    ) {
        if rule.usage == .notUsed { return report(.notUsed, bytes, range, rule, position, nil, place, &recorder) }
        var start = range.lowerBound
        var number = 0
        while true {
            let end = EightBytes.first(component, in: bytes, from: start, to: range.upperBound)
            if number >= Int(rule.parts.count) {
                tooManyParts(rule, position, number, place, &recorder)
                return
            }
            let part = guide.rules[Int(rule.parts.start) &+ number]
            number &+= 1
            if start == end {
                if part.usage == .required { missing(part, position, number, place, &recorder) }
            } else if !isUsual(bytes, start..<end, part), let fault = fault(bytes, start..<end, part) {
                report(fault, bytes, start..<end, part, position, number, place, &recorder)
            }
            if end >= range.upperBound { break }
            start = end &+ 1
        }
        while number < Int(rule.lastRequiredPart) {
            let part = guide.rules[Int(rule.parts.start) &+ number]
            number &+= 1
            if part.usage == .required { missing(part, position, number, place, &recorder) }
        }
    }

    /// Whether a component is right at first sight.
    @inline(__always)
    private func isUsual(_ bytes: RawSpan, _ range: Range<Int>, _ part: ElementRule) -> Bool {
        switch part.check {
        case .length: range.count <= Int(part.maximum) && range.count >= Int(part.minimum)
        case .listed: guide.contains(part.codes, bytes.packed(range))
        default: false
        }
    }

    @inline(never)
    private func tooManyParts(
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
    private func fault(_ bytes: RawSpan, _ range: Range<Int>, _ rule: ElementRule) -> Fault? {
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

    private func isWhole(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        if range.count > 1, bytes.byte(at) == 0x2D { at += 1 }
        while at < range.upperBound {
            if !ASCII.isDigit(bytes.byte(at)) { return false }
            at &+= 1
        }
        return true
    }

    private func decimalFault(_ bytes: RawSpan, _ range: Range<Int>, _ rule: ElementRule) -> Fault? {
        switch DecimalElement.read(bytes, range) {
        case .amount: return nil
        case .tooManyDecimals(let digits):
            if rule.type == .money { return .decimals }
            return digits > Int(rule.maximum) ? .long : nil
        case .tooLong: return .long
        case .malformed: return .characters
        }
    }

    private func dateFault(_ bytes: RawSpan, _ range: Range<Int>) -> Fault? {
        if range.count != 8 { return range.count < 8 ? .short : .long }
        return DateElement.isDay(bytes, range.lowerBound) ? nil : .date
    }

    private func timeFault(_ bytes: RawSpan, _ range: Range<Int>) -> Fault? {
        if range.count < 4 { return .short }
        if range.count > 8 { return .long }
        guard let hour = DateElement.number(bytes, range.lowerBound, 2), hour < 24,
            let minute = DateElement.number(bytes, range.lowerBound + 2, 2), minute < 60,
            DateElement.number(bytes, range.lowerBound, range.count) != nil
        else { return .time }
        return nil
    }

    @inline(never)
    private func missing(
        _ rule: ElementRule, _ position: Int, _ component: Int?, _ place: Place, _ recorder: inout Recorder
    ) {
        recorder.element(
            X12Findings.missingElement, code: "1", place, position, component: component, reference: reference(rule),
            "The element is required and empty.")
    }

    private func reference(_ rule: ElementRule) -> Int? { rule.type == .composite ? nil : Int(rule.number) }

    @inline(never)
    private func report(
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
    private func copy(_ bytes: RawSpan, _ range: Range<Int>, _ rule: ElementRule, _ place: Place) -> String? {
        guard rule.type != .text, rule.type != .composite, range.count <= 99, place.tag != .nm1, place.tag != .ref
        else { return nil }
        let isPlain = range.allSatisfy {
            ASCII.isAlphanumeric(bytes.byte($0)) || bytes.byte($0) == 0x2E || bytes.byte($0) == 0x2D
        }
        return isPlain ? bytes.text(range) : nil
    }
}
