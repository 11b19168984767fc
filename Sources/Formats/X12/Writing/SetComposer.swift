// Composes the segments of one set as bytes, with control characters in the places of the delimiters: these can stand in no
// value, so that the real delimiters are chosen, and put in, when all values are known.
// The first fault is kept and ends nothing: the caller looks once, at the end.

import Money

struct SetComposer {
    /// Group, unit and file separator of ASCII stand for element, component and segment.
    static let element: UInt8 = 0x1D
    static let component: UInt8 = 0x1F
    static let terminator: UInt8 = 0x1C

    private(set) var bytes: [UInt8] = []
    private(set) var segments = 0
    private(set) var fault: X12WritingError?

    private let characters: CharacterMask
    private let widths: ElementWidths
    private var tag = ""
    private var position = 0
    /// Separators owed by empty elements, of the segment or of the composite at hand.
    private var owed = 0
    private var owedParts = 0
    private var isInComposite = false
    private var hasPart = false

    init(_ repertoire: CharacterRepertoire, _ release: ElementWidths.Release) {
        characters = repertoire.mask
        widths = ElementWidths.of(release)
    }

    // MARK: Segments

    mutating func begin(_ tag: String) {
        self.tag = tag
        position = 0
        owed = 0
        segments += 1
        bytes.append(contentsOf: tag.utf8)
    }

    mutating func end() { bytes.append(SetComposer.terminator) }

    mutating func skip(_ count: Int = 1) {
        if isInComposite {
            owedParts += count
        } else {
            owed += count
            position += count
        }
    }

    /// The elements written by `body` become components of one element.
    mutating func composite(_ body: (inout SetComposer) -> Void) {
        let before = owed
        isInComposite = true
        hasPart = false
        owedParts = 0
        position += 1
        body(&self)
        isInComposite = false
        if !hasPart { owed = before + 1 }
    }

    // MARK: Elements

    /// A value of a data element; nil and blank are left out. Blanks at its end are not significant and not written.
    mutating func text(_ value: String?, _ number: Int) {
        guard var value else { return skip() }
        value.withUTF8 { utf8 in
            var length = utf8.count
            while length > 0, utf8[length - 1] == ASCII.space { length -= 1 }
            if length == 0 { return skip() }
            separate()
            let kept = utf8[..<length]
            bytes.append(contentsOf: kept)
            if let wrong = kept.first(where: { !characters.contains($0) }) { refuse(.character(wrong, at: place)) }
            if let allowed = widths.allowed(number), !allowed.contains(length) {
                refuse(.width(length, allowed: allowed, at: place))
            }
        }
    }

    /// An amount in hundredths: `180`, `-12.5`.
    mutating func money(_ hundredths: Int64?) {
        guard let hundredths else { return skip() }
        separate()
        if hundredths.magnitude > widths.largestMoney {
            refuse(.rule("The amount is larger than the guide allows; split the payment.", at: place))
        }
        decimal(hundredths, decimals: 2)
    }

    mutating func quantity(_ quantity: Quantity?) {
        guard let quantity else { return skip() }
        separate()
        decimal(quantity.digits, decimals: quantity.decimals)
    }

    mutating func number(_ number: Int?) {
        guard let number else { return skip() }
        separate()
        decimal(Int64(number), decimals: 0)
    }

    /// CCYYMMDD.
    mutating func date(_ day: CalendarDate?) {
        guard let day else { return skip() }
        separate()
        append(day)
    }

    /// CCYYMMDD-CCYYMMDD.
    mutating func period(_ first: CalendarDate, _ last: CalendarDate) {
        separate()
        append(first)
        bytes.append(0x2D)
        append(last)
    }

    /// Keeps the first fault.
    mutating func refuse(_ error: X12WritingError) { if fault == nil { fault = error } }

    mutating func refuse(_ rule: String) { refuse(.rule(rule, at: place)) }

    private var place: WritingPlace { WritingPlace(segment: tag, position: segments, element: position) }

    private mutating func separate() {
        if isInComposite {
            if !hasPart {
                for _ in 0...owed { bytes.append(SetComposer.element) }
                owed = 0
                for _ in 0..<owedParts { bytes.append(SetComposer.component) }
            } else {
                for _ in 0...owedParts { bytes.append(SetComposer.component) }
            }
            hasPart = true
            owedParts = 0
            return
        }
        for _ in 0...owed { bytes.append(SetComposer.element) }
        owed = 0
        position += 1
    }

    private mutating func append(_ day: CalendarDate) {
        let (year, month, day) = day.components
        if !(1...9999).contains(year) { refuse("A year has four digits.") }
        append(UInt64(year.magnitude), digits: 4)
        append(UInt64(month), digits: 2)
        append(UInt64(day), digits: 2)
    }

    private mutating func append(_ number: UInt64, digits: Int) {
        var power: UInt64 = 1
        for _ in 1..<digits { power *= 10 }
        while power > 0 {
            bytes.append(0x30 + UInt8(number / power % 10))
            power /= 10
        }
    }

    /// Without zeros at the end of the decimals, and without a point where none are left (X12.6, section 3.5.3.2).
    private mutating func decimal(_ value: Int64, decimals: Int) {
        if value < 0 { bytes.append(0x2D) }
        var rest = value.magnitude
        var left = decimals
        while left > 0, rest % 10 == 0 {
            rest /= 10
            left -= 1
        }
        let start = bytes.count
        var count = 0
        repeat {
            bytes.append(0x30 + UInt8(rest % 10))
            rest /= 10
            count += 1
            if count == left { bytes.append(0x2E) }
        } while rest > 0 || count <= left
        bytes[start...].reverse()
    }
}
