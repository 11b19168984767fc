// Puts the delimiters into composed sets, and finds delimiters that the sets' values do not hold.

/// Which bytes occur in values.
struct ByteCensus {
    private var seen = CharacterMask([])

    mutating func take(_ composed: [UInt8]) { for byte in composed { seen.insert(byte) } }

    /// The usual delimiters where they are free, else the next ones that are; nil where none is left.
    func freeDelimiters() -> Delimiters? {
        var taken: Set<UInt8> = []
        func choose(_ candidates: String) -> UInt8? {
            let free = candidates.utf8.first { !seen.contains($0) && !taken.contains($0) }
            if let free { taken.insert(free) }
            return free
        }
        guard let terminator = choose("~'\\!;"), let element = choose("*|+%"), let component = choose(":><\\&"),
            let repetition = choose("^{}[]@_")
        else { return nil }
        return Delimiters(element: element, component: component, repetition: repetition, terminator: terminator)
    }
}

enum Delimiting {
    /// The composed bytes with these delimiters; a value that holds one of them is refused.
    static func bytes(
        of composed: [UInt8], _ delimiters: Delimiters, breaksLines: Bool
    ) throws(X12WritingError) -> [UInt8] {
        let map = table(delimiters)
        let breaks = breaksLines ? composed.count { $0 == SetComposer.terminator } : 0
        var refused: Int?
        let bytes = [UInt8](unsafeUninitializedCapacity: composed.count + breaks) { output, written in
            for (offset, byte) in composed.enumerated() {
                let mapped = map[Int(byte)]
                if mapped == 0 {
                    refused = offset
                    return
                }
                output[written] = mapped
                written += 1
                if byte == SetComposer.terminator, breaksLines {
                    output[written] = ASCII.lineFeed
                    written += 1
                }
            }
        }
        if let refused { throw .delimiter(composed[refused], at: place(of: refused, in: composed)) }
        return bytes
    }

    /// What each byte becomes; 0 for the delimiters themselves, which no value may hold.
    private static func table(_ delimiters: Delimiters) -> [UInt8] {
        var map = [UInt8](0...255)
        for delimiter in [delimiters.element, delimiters.component, delimiters.terminator, delimiters.repetition ?? 0] {
            map[Int(delimiter)] = 0
        }
        map[Int(SetComposer.element)] = delimiters.element
        map[Int(SetComposer.component)] = delimiters.component
        map[Int(SetComposer.terminator)] = delimiters.terminator
        return map
    }

    private static func place(of offset: Int, in composed: [UInt8]) -> WritingPlace {
        let before = composed[..<offset]
        let start = before.lastIndex(of: SetComposer.terminator).map { $0 + 1 } ?? 0
        let tag = composed[start...].prefix { $0 != SetComposer.element && $0 != SetComposer.terminator }
        return WritingPlace(
            segment: String(decoding: tag, as: UTF8.self), position: before.count { $0 == SetComposer.terminator } + 1,
            element: before[start...].count { $0 == SetComposer.element })
    }
}
