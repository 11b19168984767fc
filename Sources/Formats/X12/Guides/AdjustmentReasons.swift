// Claim adjustment reason codes (CARC, X12 external code list 139), as data: which exist, and which mean a refusal.
// State of the list as `CodeLists.asOf`; codes since withdrawn are kept, for payers keep sending them.

/// What a reason code says about an adjustment.
enum AdjustmentReason: UInt8, Sendable {
    case unknown
    /// A reduction, a share of somebody else's, information.
    case reduction
    /// In a group that is not the patient's, a refusal. The classification is ours, after each code's published meaning.
    case denial
}

struct AdjustmentReasons: Sendable {
    /// By number, for the codes that are numbers.
    private let numbered: [AdjustmentReason]
    private let lettered: [UInt64: AdjustmentReason]

    static let list = AdjustmentReasons()

    private init() {
        let highest = 312
        var numbered = [AdjustmentReason](repeating: .unknown, count: 1000)
        for number in 1...highest { numbered[number] = .reduction }
        var lettered: [UInt64: AdjustmentReason] = [:]
        for (letter, last) in [("A", 8), ("B", 23), ("D", 23), ("P", 32), ("W", 4), ("Y", 3)] {
            for number in 0...last { lettered[AdjustmentReasons.pack("\(letter)\(number)")] = .reduction }
        }
        for code in AdjustmentReasons.denials {
            if let number = Int(code), number <= highest {
                numbered[number] = .denial
            } else {
                lettered[AdjustmentReasons.pack(code)] = .denial
            }
        }
        self.numbered = numbered
        self.lettered = lettered
    }

    @inline(__always)
    func reason(_ bytes: RawSpan, _ range: Range<Int>) -> AdjustmentReason {
        if range.count <= 3, let number = EightBytes.whole(bytes, range.lowerBound, range.count) {
            return numbered[number]
        }
        return unusual(bytes, range)
    }

    @inline(never)
    private func unusual(_ bytes: RawSpan, _ range: Range<Int>) -> AdjustmentReason {
        if range.count <= 3, !range.isEmpty, let number = DateElement.number(bytes, range.lowerBound, range.count) {
            return numbered[number]
        }
        return lettered[bytes.packed(range)] ?? .unknown
    }

    static func pack(_ text: String) -> UInt64 { text.utf8.reduce(0) { $0 << 8 | UInt64($1) } }

    private static let denials =
        """
        4 5 6 7 8 9 11 12 13 15 16 18 19 20 21 26 27 29 31 32 33 35 38 39 40 49 50 51 54 55 56 58 60 96 97 98 107 108 \
        109 110 111 112 114 115 116 117 119 125 128 135 138 140 146 148 149 150 151 152 153 154 155 157 158 160 163 164 \
        166 167 168 170 171 172 173 174 175 176 177 179 180 181 182 183 184 185 188 189 194 197 198 199 200 202 204 206 \
        207 208 211 213 219 220 224 226 227 228 231 233 234 236 239 240 242 243 249 250 251 252 254 256 258 261 267 268 \
        269 270 272 273 274 276 279 280 282 283 284 285 286 287 288 289 296 297 298 299 A1 A6 A8 B7 B8 B9 B12 B13 B14 \
        B15 B16 B20 B23
        """.split(separator: " ").map(String.init)
}
