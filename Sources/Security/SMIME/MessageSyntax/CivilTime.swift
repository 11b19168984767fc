// Unix time and the calendar's date and time of day in UTC, as the times of CMS attributes are written.

struct CivilTime: Sendable, Hashable {
    var year: Int64
    var month: Int64
    var day: Int64
    var hour: Int64
    var minute: Int64
    var second: Int64
}

extension CivilTime {
    /// Seconds beyond the years 1 to 9999 become the first or last of them: no four digits could write them.
    init(unix: Int64) {
        let seconds = min(max(unix, -62_135_596_800), 253_402_300_799)
        var days = seconds / 86_400
        var rest = seconds % 86_400
        if rest < 0 {
            rest += 86_400
            days -= 1
        }
        // Days since 0000-03-01, so that the leap day ends a year; then eras of 400 years.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = rest / 3_600
        minute = rest / 60 % 60
        second = rest % 60
    }

    /// Seconds since 1970.
    var unix: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return (era * 146_097 + dayOfEra - 719_468) * 86_400 + hour * 3_600 + minute * 60 + second
    }

    /// From UTCTime or GeneralizedTime in UTC, with seconds; nil for anything else.
    init?(_ element: BERElement) {
        guard !element.isConstructed, element.octets.last == UInt8(ascii: "Z") else { return nil }
        let digits = element.octets.dropLast().map { Int64($0) - 0x30 }
        guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        func pair(_ index: Int) -> Int64 { digits[index] * 10 + digits[index + 1] }
        let start: Int
        switch (element.tag, digits.count) {
        case (.utcTime, 12):
            year = pair(0) + (pair(0) < 50 ? 2_000 : 1_900)
            start = 2
        case (.generalizedTime, 14):
            year = pair(0) * 100 + pair(2)
            start = 4
        default: return nil
        }
        month = pair(start)
        day = pair(start + 2)
        hour = pair(start + 4)
        minute = pair(start + 6)
        second = pair(start + 8)
        guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61 else { return nil }
    }
}
