// The XML declaration, the very first thing of a document, if it has one (XML 1.0, sections 2.8, 2.9 and 4.3.3).
// Relies on XMLBytes. It stands apart from the scanner, because it tells the encoding of all that follows.

struct XMLDeclaration {
    enum Reading {
        /// The document begins without one.
        case none
        /// It may be one, and more bytes are needed to see.
        case unfinished
        case found(XMLDeclaration)
        case malformed(String)
    }

    private(set) var encoding: String?
    /// Bytes of the declaration.
    private(set) var count = 0

    /// Reads the declaration at the window's first byte; `end` is where the data ends.
    static func read(_ window: RawSpan, end: Int) -> Reading {
        let lead: StaticString = "<?xml"
        for index in 0..<min(end, lead.utf8CodeUnitCount) where !isLead(window, lead, index) { return .none }
        if end <= lead.utf8CodeUnitCount { return .unfinished }
        // `<?xml-stylesheet` and the like are instructions like others.
        if !XMLSearch.isSpace(window.byte(lead.utf8CodeUnitCount)) { return .none }
        var close = lead.utf8CodeUnitCount
        while true {
            close = XMLSearch.first(0x3E, window, from: close)
            if close >= end { return .unfinished }
            if window.byte(close) == 0x3E, window.byte(close - 1) == 0x3F { break }
            close += 1
        }
        let text = window.extracting(lead.utf8CodeUnitCount..<close - 1).withUnsafeBytes { Array($0) }
        var reader = PseudoAttributes(text: text[...])
        var declaration = XMLDeclaration()
        declaration.count = close + 1
        guard let version = reader.next("version") else {
            return .malformed("the XML declaration does not say its version first")
        }
        guard isVersion(version) else { return .malformed("the XML declaration names no version 1 of XML") }
        if let name = reader.next("encoding") {
            guard isEncodingName(name) else {
                return .malformed("the XML declaration's encoding is no name of an encoding")
            }
            declaration.encoding = String(decoding: name, as: UTF8.self)
        }
        if let standalone = reader.next("standalone"),
            !["yes", "no"].contains(String(decoding: standalone, as: UTF8.self))
        {
            return .malformed("the XML declaration's standalone is neither yes nor no")
        }
        if !reader.isAtEnd { return .malformed("the XML declaration holds what does not belong there") }
        return .found(declaration)
    }

    private static func isLead(_ window: RawSpan, _ lead: StaticString, _ index: Int) -> Bool {
        lead.withUTF8Buffer { $0[index] == window.byte(index) }
    }

    /// `1.` and digits: a reader of XML 1.0 reads what says 1.1, and refuses what 1.0 does not allow.
    private static func isVersion(_ text: ArraySlice<UInt8>) -> Bool {
        text.starts(with: [0x31, 0x2E]) && text.count > 2 && text.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isEncodingName(_ text: ArraySlice<UInt8>) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
        guard let first = text.first, isLetter(first) else { return false }
        return text.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || [0x2D, 0x2E, 0x5F].contains($0) }
    }
}

/// What stands in an XML declaration: names and quoted values, in a given order, white space before each.
private struct PseudoAttributes {
    var text: ArraySlice<UInt8>

    var isAtEnd: Bool { text.allSatisfy(XMLSearch.isSpace) }

    /// The value of the next one, if it has this name and all is well-formed.
    mutating func next(_ name: String) -> ArraySlice<UInt8>? {
        var rest = text.drop(while: XMLSearch.isSpace)
        guard rest.startIndex > text.startIndex, rest.starts(with: name.utf8) else { return nil }
        rest = rest.dropFirst(name.utf8.count).drop(while: XMLSearch.isSpace)
        guard rest.first == 0x3D else { return nil }
        rest = rest.dropFirst().drop(while: XMLSearch.isSpace)
        guard let quote = rest.first, quote == 0x22 || quote == 0x27 else { return nil }
        rest = rest.dropFirst()
        guard let end = rest.firstIndex(of: quote) else { return nil }
        defer { text = rest[(end + 1)...] }
        return rest[..<end]
    }
}
