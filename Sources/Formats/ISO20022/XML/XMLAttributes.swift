// The attributes of a start tag: names, values, references in values (XML 1.0, sections 3.1, 3.3.3 and 4.1).
// Relies on XMLScanner's state. Nothing is taken before the whole tag is there.

/// An attribute of the tag at hand.
struct XMLAttribute {
    /// Number of its name, and where the name stands.
    var name: Int
    var nameStart: Int
    /// Its value, in the window or among the decoded texts.
    var start: Int
    var count: Int
}

extension XMLScanner {
    /// Reads up to the tag's end. Nil if it is not whole, or wrong, which stops the reading.
    mutating func readAttributes(_ window: RawSpan, from nameEnd: Int) -> (end: Int, isEmpty: Bool)? {
        attributes.removeAll(keepingCapacity: true)
        var place = nameEnd
        while true {
            let hasSpace = XMLSearch.isSpace(window.byte(place))
            XMLSearch.skipSpace(window, &place)
            switch window.byte(place) {
            case 0: return nil
            case 0x3E: return (place + 1, false)
            case 0x2F:
                if window.byte(place + 1) == 0x3E { return (place + 2, true) }
                if window.byte(place + 1) != 0 { refuse(.syntax, "a tag that is not closed", window, at: place) }
                return nil
            default:
                if !hasSpace {
                    refuse(.syntax, "no white space before an attribute", window, at: place)
                    return nil
                }
                guard let end = readAttribute(window, from: place) else { return nil }
                place = end
            }
        }
    }

    /// Reads name, equals sign and value; where the attribute ends.
    private mutating func readAttribute(_ window: RawSpan, from start: Int) -> Int? {
        let nameEnd = XMLSearch.nameEnd(window, from: start)
        if window.byte(nameEnd) == 0 { return nil }
        guard let number = name(window, from: start, to: nameEnd) else { return nil }
        var place = nameEnd
        XMLSearch.skipSpace(window, &place)
        if window.byte(place) == 0 { return nil }
        if window.byte(place) != 0x3D {
            refuse(.syntax, "an attribute without a value", window, at: place)
            return nil
        }
        place += 1
        XMLSearch.skipSpace(window, &place)
        let quote = window.byte(place)
        if quote == 0 { return nil }
        if quote != 0x22, quote != 0x27 {
            refuse(.syntax, "an attribute's value without quotes", window, at: place)
            return nil
        }
        guard let value = readValue(window, from: place + 1, quote) else { return nil }
        for other in attributes where other.name == number {
            refuse(.syntax, "the same attribute twice", window, at: start)
            return nil
        }
        if attributes.count >= limits.attributes {
            refuse(.limit, "an element has more than \(limits.attributes) attributes", window, at: start)
            return nil
        }
        attributes.append(
            XMLAttribute(name: number, nameStart: start, start: value.start, count: value.count))
        return value.end
    }

    /// Reads a value up to its quote. White space in it counts as blanks; references are resolved.
    private mutating func readValue(
        _ window: RawSpan, from start: Int, _ quote: UInt8
    ) -> (start: Int, count: Int, end: Int)? {
        let mark = decoded.count
        var isDecoded = false
        var run = start
        var place = start
        while true {
            place = XMLSearch.valueEnd(window, from: place, quote: quote)
            let byte = window.byte(place)
            if byte == 0 { return nil }
            if byte == quote {
                if !isDecoded { return (start, place - start, place + 1) }
                append(window, run..<place)
                return (self.place(ofDecoded: mark), decoded.count - mark, place + 1)
            }
            if byte == 0x3C {
                refuse(.syntax, "a `<` in an attribute's value", window, at: place)
                return nil
            }
            append(window, run..<place)
            isDecoded = true
            if byte == 0x26 {
                guard let end = reference(window, at: place) else { return nil }
                place = end
            } else {
                if byte == 0x0D, window.byte(place + 1) == 0x0A { place += 1 }
                decoded.append(0x20)
                place += 1
            }
            run = place
        }
    }
}
