// Tells whether a code is among those of a list with one multiplication, one load and one comparison: a hash without
// collisions, found once for each list.

/// Where a list's codes stand among a guide's, and by which hash each is found.
struct CodeTable: Sendable {
    private let multiplier: UInt64
    private let start: Int32
    private let shift: Int32

    /// The table of no codes: its place is never looked at.
    static let none = CodeTable(multiplier: 0, start: 0, shift: 63)

    private init(multiplier: UInt64, start: Int32, shift: Int32) {
        self.multiplier = multiplier
        self.start = start
        self.shift = shift
    }

    /// The only place where the code can stand.
    @inline(__always)
    func place(of code: UInt64) -> Int {
        Int(start) &+ Int(truncatingIfNeeded: (code &* multiplier) &>> UInt64(truncatingIfNeeded: shift))
    }

    /// Lays out entries so that each stands at its place, behind those of other tables in `row`. A place that no code has is
    /// filled with the first entry: whoever looks there looks for another code. An entry whose code stood before is left out.
    static func lay<Entry>(_ entries: [Entry], code: (Entry) -> UInt64, into row: inout [Entry]) -> CodeTable {
        guard let first = entries.first else { return .none }
        var seen: Set<UInt64> = []
        let distinct = entries.filter { seen.insert(code($0)).inserted }
        var bits = 1
        while 1 << bits < distinct.count * distinct.count / 4 + 2 { bits += 1 }
        var multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
        var attempts = 0
        while true {
            let table = CodeTable(multiplier: multiplier, start: 0, shift: Int32(64 - bits))
            let places = distinct.map { table.place(of: code($0)) }
            if Set(places).count == distinct.count {
                let start = row.count
                row += [Entry](repeating: first, count: 1 << bits)
                for (entry, place) in zip(distinct, places) { row[start + place] = entry }
                return CodeTable(
                    multiplier: multiplier, start: Int32(truncatingIfNeeded: start), shift: Int32(64 - bits))
            }
            multiplier = (multiplier &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407) | 1
            attempts += 1
            if attempts % 32 == 0 { bits += 1 }
        }
    }
}
