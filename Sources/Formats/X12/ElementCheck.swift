// Checks the elements of one segment against the guide's rules: usage, length, characters, codes, dates.
// Runs for every element of every segment: no text is made unless something is wrong.

import Money
import Parsing

struct ElementCheck {
    let guide: Guide
    let component: UInt8

    /// Checks all elements of a segment.
    @inline(__always)
    func segment(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ variant: SlotVariant, _ place: Place,
        _ recorder: inout Recorder
    ) {
        let rules = variant.elements
        let last = min(Int(rules.count), max(shape.count, Int(variant.lastRequired)))
        var index = 0
        while index < last {
            let rule = guide.rules[Int(rules.start) &+ index]
            index &+= 1
            let range = shape.range(index)
            if range.isEmpty {
                if rule.usage == .required { missing(rule, index, nil, place, &recorder) }
            } else if rule.type == .composite {
                composite(bytes, range, rule, index, place, &recorder)
            } else if let fault = fault(bytes, range, rule) {
                report(fault, bytes, range, rule, index, nil, place, &recorder)
            }
        }
        if shape.count > Int(rules.count) { tooMany(shape.count, rules, place, &recorder) }
    }

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
            var end = start
            while end < range.upperBound, bytes.byte(end) != component { end &+= 1 }
            if number >= Int(rule.parts.count) {
                recorder.element(
                    X12Findings.tooManyComponents, code: "13", place, position, component: number + 1, reference: nil,
                    "The composite has \(rule.parts.count) components.")
                return
            }
            let part = guide.rules[Int(rule.parts.start) &+ number]
            number &+= 1
            if start == end {
                if part.usage == .required { missing(part, position, number, place, &recorder) }
            } else if let fault = fault(bytes, start..<end, part) {
                report(fault, bytes, start..<end, part, position, number, place, &recorder)
            }
            if end >= range.upperBound { break }
            start = end &+ 1
        }
        while number < Int(rule.parts.count) {
            let part = guide.rules[Int(rule.parts.start) &+ number]
            number &+= 1
            if part.usage == .required { missing(part, position, number, place, &recorder) }
        }
    }

    /// What is wrong with a value.
    private enum Fault { case notUsed, short, long, characters, code, date, time, decimals }

    @inline(__always)
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

    private func missing(
        _ rule: ElementRule, _ position: Int, _ component: Int?, _ place: Place, _ recorder: inout Recorder
    ) {
        recorder.element(
            X12Findings.missingElement, code: "1", place, position, component: component, reference: reference(rule),
            "The element is required and empty.")
    }

    private func reference(_ rule: ElementRule) -> Int? { rule.type == .composite ? nil : Int(rule.number) }

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

/// Decimal elements (R): amounts in hundredths, exactly.
enum DecimalElement {
    case amount(Int64)
    /// Right decimal notation with this many digits, not all of which fit hundredths.
    case tooManyDecimals(digits: Int)
    case tooLong
    case malformed

    /// Reads `-1250.5`. Eighteen digits at most, so that nothing can overflow.
    @inline(__always)
    static func read(_ bytes: RawSpan, _ range: Range<Int>) -> DecimalElement {
        var at = range.lowerBound
        let end = range.upperBound
        let isNegative = at < end && bytes.byte(at) == 0x2D
        if isNegative { at &+= 1 }
        if end &- at > 19 { return isNumber(bytes, at..<end) ? .tooLong : .malformed }
        var value: Int64 = 0
        var digits = 0
        while at < end {
            let digit = bytes.byte(at) &- 0x30
            if digit > 9 { break }
            value = value &* 10 &+ Int64(digit)
            digits &+= 1
            at &+= 1
        }
        var decimals = 0
        var hasMore = false
        if at < end {
            if bytes.byte(at) != 0x2E { return .malformed }
            at &+= 1
            while at < end {
                let digit = bytes.byte(at) &- 0x30
                if digit > 9 { return .malformed }
                if decimals < 2 {
                    value = value &* 10 &+ Int64(digit)
                    decimals &+= 1
                } else if digit != 0 {
                    hasMore = true
                }
                digits &+= 1
                at &+= 1
            }
        }
        if digits == 0 { return .malformed }
        if digits > 16 { return .tooLong }
        if hasMore { return .tooManyDecimals(digits: digits) }
        if decimals == 0 { value = value &* 100 } else if decimals == 1 { value = value &* 10 }
        return .amount(isNegative ? 0 &- value : value)
    }

    private static func isNumber(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var points = 0
        for at in range {
            if bytes.byte(at) == 0x2E { points += 1 } else if !ASCII.isDigit(bytes.byte(at)) { return false }
        }
        return points < 2
    }
}

/// Date elements (DT): CCYYMMDD.
enum DateElement {
    @inline(__always)
    static func number(_ bytes: RawSpan, _ start: Int, _ length: Int) -> Int? {
        var value = 0
        var at = start
        while at < start &+ length {
            let digit = bytes.byte(at) &- 0x30
            if digit > 9 { return nil }
            value = value &* 10 &+ Int(digit)
            at &+= 1
        }
        return value
    }

    /// Whether eight bytes are CCYYMMDD of a day that exists; quicker than making the day.
    @inline(__always)
    static func isDay(_ bytes: RawSpan, _ start: Int) -> Bool {
        guard let number = number(bytes, start, 8) else { return false }
        let day = number % 100
        let month = number / 100 % 100
        if day >= 1, day <= 28, month >= 1, month <= 12, number >= 10_000 { return true }
        return CalendarDate(year: number / 10_000, month: month, day: day) != nil
    }

    @inline(__always)
    static func day(_ bytes: RawSpan, _ range: Range<Int>) -> CalendarDate? {
        guard range.count == 8, let number = number(bytes, range.lowerBound, 8) else { return nil }
        return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }
}
