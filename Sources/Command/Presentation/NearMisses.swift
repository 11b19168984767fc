// Codes that somebody may have meant who wrote one that does not exist.

enum NearMisses {
    /// At most `count` of the codes, the nearest first: few letters differ, or they share the last part.
    static func of(_ wanted: String, among codes: [String], count: Int = 5) -> [String] {
        let wanted = Array(wanted.lowercased().utf8.prefix(100))
        let last = wanted.split(separator: 0x2E).last.map(Array.init) ?? wanted
        let limit = max(2, wanted.count / 4)
        return codes.compactMap { code -> (distance: Int, code: String)? in
            let bytes = Array(code.utf8)
            let ending = bytes.split(separator: 0x2E).last.map(Array.init) ?? bytes
            let whole = distance(wanted, bytes)
            let end = distance(last, ending)
            if whole <= limit { return (whole, code) }
            return end <= last.count / 4 && code.contains(".") ? (limit + 1 + end, code) : nil
        }.sorted { ($0.distance, $0.code) < ($1.distance, $1.code) }.prefix(count).map(\.code)
    }

    /// Letters to insert, remove or replace (Levenshtein).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (place, other) in right.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[place + 1]
                row[place + 1] = min(replaced, row[place] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
