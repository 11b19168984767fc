// A remark code, looked up, and the same as the reader asks for it.

public import Money

/// A remittance advice remark code (RARC, X12 external code list 411): LQ with HE, and remarks of MIA and MOA.
public struct RemarkCode: Sendable, Hashable {
    /// `meaning` is empty for codes that are not among those seen most.
    public let listed: ListedCode
    /// Whether it only informs: an alert never explains an adjustment.
    public let isAlert: Bool

    public var code: String { listed.code }
    public var meaning: String { listed.meaning }
    public var validTo: CalendarDate? { listed.validTo }

    /// All codes, retired ones among them.
    public static let all: [RemarkCode] = {
        let alerts = Set(RemarkCodes.alerts.split(separator: " "))
        let meanings = split(RemarkCodes.meanings)
        var stops: [Substring: CalendarDate] = [:]
        for line in RemarkCodes.retired.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let first = words.first, let day = CodeText.day(first) else { continue }
            for code in words.dropFirst() { stops[code] = day }
        }
        var codes: [RemarkCode] = []
        for line in RemarkCodes.ranges.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 4, let first = Int(words[1]), let last = Int(words[2]), first <= last else { continue }
            for number in first...last {
                let code = words[0] == "MA" && number < 10 ? "MA0\(number)" : "\(words[0])\(number)"
                let listed = ListedCode(
                    code: code, meaning: meanings[Substring(code)] ?? "", validFrom: CodeText.day(words[3]),
                    validTo: stops[Substring(code)])
                codes.append(RemarkCode(listed: listed, isAlert: alerts.contains(Substring(code))))
            }
        }
        return codes
    }()

    private static func split(_ text: String) -> [Substring: String] {
        var meanings: [Substring: String] = [:]
        for line in text.split(separator: "\n") {
            let halves = line.split(separator: " ", maxSplits: 1)
            if halves.count == 2 { meanings[halves[0]] = String(halves[1]) }
        }
        return meanings
    }

    private static let byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// The remark of a code; nil for a code that is not on the list.
    public static func find(_ code: String) -> RemarkCode? { byCode[code] }
}

/// What the reader must know of a remark code at once.
struct RemarkTraits: OptionSet, Sendable {
    let rawValue: UInt8
    static let listed = RemarkTraits(rawValue: 1)
    static let alert = RemarkTraits(rawValue: 2)
    static let retired = RemarkTraits(rawValue: 4)
}

/// The remark codes as the reader sees them, by prefix and number. Made when the first remark is met.
struct RemarkTable: Sendable {
    private var byNumber = [RemarkTraits](repeating: [], count: 3000)
    static let list = RemarkTable()

    private init() {
        for line in RemarkCodes.ranges.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 4, let first = Int(words[1]), let last = Int(words[2]), first <= last, last < 1000,
                let base = RemarkTable.base(Array(words[0].utf8))
            else { continue }
            for number in first...last { byNumber[base + number].insert(.listed) }
        }
        for code in RemarkCodes.alerts.split(separator: " ") { insert(.alert, code) }
        for line in RemarkCodes.retired.split(separator: "\n") {
            for code in line.split(separator: " ").dropFirst() { insert(.retired, code) }
        }
    }

    private mutating func insert(_ trait: RemarkTraits, _ code: Substring) {
        let bytes = Array(code.utf8)
        if let index = RemarkTable.index(bytes.span.bytes, 0..<bytes.count) { byNumber[index].insert(trait) }
    }

    private static func base(_ prefix: [UInt8]) -> Int? {
        switch prefix {
        case [0x4D]: 0
        case [0x4D, 0x41]: 1000
        case [0x4E]: 2000
        default: nil
        }
    }

    /// M and N have numbers without leading zeros, MA has two digits at least.
    private static func index(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        if range.count < 2 { return nil }
        let hasTwo = bytes.byte(range.lowerBound) == 0x4D && bytes.byte(range.lowerBound + 1) == 0x41
        let digits = (range.lowerBound + (hasTwo ? 2 : 1))..<range.upperBound
        guard (1...3).contains(digits.count), let number = DateElement.number(bytes, digits.lowerBound, digits.count)
        else { return nil }
        let width = number < 10 ? 1 : number < 100 ? 2 : 3
        if digits.count != (hasTwo ? max(2, width) : width) { return nil }
        switch bytes.byte(range.lowerBound) {
        case 0x4D: return (hasTwo ? 1000 : 0) + number
        case 0x4E: return 2000 + number
        default: return nil
        }
    }

    /// Empty for a code that is not on the list.
    func traits(_ bytes: RawSpan, _ range: Range<Int>) -> RemarkTraits {
        RemarkTable.index(bytes, range).map { byNumber[$0] } ?? []
    }
}
