// Puts the delimiters into composed sets, and finds delimiters that the sets' values do not hold.

/// Which bytes occur in values.
struct ByteCensus {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    mutating func take(_ composed: [UInt8]) {
        for byte in composed where byte >= 0x20 && byte < 0x80 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
    }

    func contains(_ byte: UInt8) -> Bool {
        byte < 64 ? low >> UInt64(byte) & 1 == 1 : high >> UInt64(byte & 63) & 1 == 1
    }

    /// The usual delimiters where they are free, else the next ones that are; nil where none is left.
    func freeDelimiters() -> Delimiters? {
        var taken: Set<UInt8> = []
        func choose(_ candidates: String) -> UInt8? {
            let free = candidates.utf8.first { !contains($0) && !taken.contains($0) }
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
        var bytes: [UInt8] = []
        bytes.reserveCapacity(composed.count + (breaksLines ? composed.count / 16 : 0))
        let repetition = delimiters.repetition ?? 0
        var segment = 1
        var element = 0
        var start = 0
        for (offset, byte) in composed.enumerated() {
            switch byte {
            case SetComposer.element:
                element += 1
                bytes.append(delimiters.element)
            case SetComposer.component: bytes.append(delimiters.component)
            case SetComposer.terminator:
                bytes.append(delimiters.terminator)
                if breaksLines { bytes.append(ASCII.lineFeed) }
                segment += 1
                element = 0
                start = offset + 1
            default:
                if byte == delimiters.element || byte == delimiters.component || byte == delimiters.terminator
                    || byte == repetition
                {
                    let tag = composed[start...].prefix { $0 != SetComposer.element && $0 != SetComposer.terminator }
                    throw .delimiter(
                        byte,
                        at: WritingPlace(
                            segment: String(decoding: tag, as: UTF8.self), position: segment, element: element))
                }
                bytes.append(byte)
            }
        }
        return bytes
    }
}
