// What stands between tags: text, references, CDATA sections, comments, instructions (XML 1.0, sections 2.4 to 2.7, 2.11,
// 4.1). Relies on XMLScanner's state.

extension XMLScanner {
    /// Text at the position, which is no `<`.
    mutating func text(_ window: RawSpan) -> Bool {
        if isPending { return leafText(window) }
        if depth > 0 { return skipText(window) }
        XMLSearch.skipSpace(window, &position)
        let byte = window.byte(position)
        if byte == 0 { return false }
        if byte == 0x3C { return true }
        return hasRoot
            ? refuseTrailing(window)
            : refuse(.syntax, "no element where the document should begin", window, at: position)
    }

    /// The text of an element that may be a leaf, up to the tag that follows it; comments and instructions are left out.
    mutating func leafText(_ window: RawSpan) -> Bool {
        let mark = decoded.count
        guard let text = collectText(window, from: pendingText) else {
            decoded.removeSubrange(mark...)
            return false
        }
        if text.count > limits.textBytes {
            return refuse(
                .limit, "the text of one element is longer than \(limits.textBytes) bytes", window, at: position)
        }
        if window.byte(text.end &+ 1) != 0x2F {
            // A child follows, so this was no leaf; text beside children has no meaning in these messages.
            decoded.removeSubrange(mark...)
            isPending = false
            position = text.end
            return true
        }
        guard let after = endTagEnd(window, at: text.end) else {
            decoded.removeSubrange(mark...)
            return false
        }
        ended(leaf: text.start..<text.start + text.count, after: after)
        return true
    }

    /// The text from a place up to the next tag: where it is found, how long it is, where the tag begins. Nil if the tag is
    /// not there yet, or when the reading is stopped.
    private mutating func collectText(_ window: RawSpan, from start: Int) -> (start: Int, count: Int, end: Int)? {
        let mark = decoded.count
        var isDecoded = false
        var run = start
        var place = start
        while true {
            place = XMLSearch.textEnd(window, from: place)
            let byte = window.byte(place)
            switch byte {
            case 0: return nil
            case 0x3C where window.byte(place &+ 1) == 0: return nil
            case 0x3C where window.byte(place &+ 1) != 0x21 && window.byte(place &+ 1) != 0x3F:
                if !isDecoded { return (start, place - start, place) }
                append(window, run..<place)
                return (self.place(ofDecoded: mark), decoded.count - mark, place)
            case 0x3C, 0x26, 0x0D:
                append(window, run..<place)
                isDecoded = true
                guard let end = special(window, at: place, byte) else { return nil }
                place = end
                run = end
            case 0x5D:
                guard let end = bracket(window, at: place) else { return nil }
                place = end
            default: place &+= 1
            }
        }
    }

    /// What is not in the text as it is written. Where it ends.
    private mutating func special(_ window: RawSpan, at place: Int, _ byte: UInt8) -> Int? {
        if byte == 0x26 { return reference(window, at: place) }
        if byte == 0x0D {
            // Line ends of two characters, or of a carriage return alone, are a line feed.
            if window.byte(place + 1) == 0 { return nil }
            decoded.append(0x0A)
            return window.byte(place + 1) == 0x0A ? place + 2 : place + 1
        }
        let mark = decoded.count
        guard let end = aside(window, at: place) else { return nil }
        if window.byte(place + 2) == 0x5B {
            appendSection(window, place + 9..<end - 3)
        } else {
            decoded.removeSubrange(mark...)
        }
        return end
    }

    /// Text beside children: only its rules are checked.
    private mutating func skipText(_ window: RawSpan) -> Bool {
        let mark = decoded.count
        while true {
            position = XMLSearch.textEnd(window, from: position)
            switch window.byte(position) {
            case 0: return false
            case 0x3C: return true
            case 0x26:
                let end = reference(window, at: position)
                decoded.removeSubrange(mark...)
                guard let end else { return false }
                position = end
            case 0x5D:
                guard let end = bracket(window, at: position) else { return false }
                position = end
            default: position &+= 1
            }
        }
    }

    /// A `]` in text: `]]>` may stand only at the end of a CDATA section.
    private mutating func bracket(_ window: RawSpan, at place: Int) -> Int? {
        let second = window.byte(place + 1)
        if second == 0 || second == 0x5D && window.byte(place + 2) == 0 { return nil }
        if second == 0x5D, window.byte(place + 2) == 0x3E {
            refuse(.syntax, "`]]>` in a text", window, at: place)
            return nil
        }
        return place + 1
    }

    @inline(__always)
    mutating func append(_ window: RawSpan, _ range: Range<Int>) {
        window.extracting(range).withUnsafeBytes { decoded.append(contentsOf: $0) }
    }

    /// A CDATA section's content, its line ends turned into line feeds.
    private mutating func appendSection(_ window: RawSpan, _ range: Range<Int>) {
        for place in range {
            let byte = window.byte(place)
            if byte == 0x0D {
                if window.byte(place + 1) != 0x0A { decoded.append(0x0A) }
            } else {
                decoded.append(byte)
            }
        }
    }

    /// Appends what the reference that begins here stands for. Where it ends.
    mutating func reference(_ window: RawSpan, at place: Int) -> Int? {
        if window.byte(place + 1) == 0x23 { return characterReference(window, at: place) }
        var end = place + 1
        while end < place + 6, window.byte(end) | 0x20 >= 0x61, window.byte(end) | 0x20 <= 0x7A { end += 1 }
        if window.byte(end) == 0 { return nil }
        let known: [(StaticString, UInt8)] = [
            ("amp;", 0x26), ("lt;", 0x3C), ("gt;", 0x3E), ("quot;", 0x22), ("apos;", 0x27),
        ]
        for (name, byte) in known where window.holds(name, at: place + 1) {
            decoded.append(byte)
            return end + 1
        }
        refuse(.syntax, "an entity other than the five of XML", window, at: place)
        return nil
    }

    private mutating func characterReference(_ window: RawSpan, at place: Int) -> Int? {
        let isHexadecimal = window.byte(place + 2) == 0x78
        var end = isHexadecimal ? place + 3 : place + 2
        let first = end
        var value: UInt32 = 0
        while true {
            let byte = window.byte(end)
            let letter = byte | 0x20
            if byte >= 0x30, byte <= 0x39 {
                value = value &* (isHexadecimal ? 16 : 10) &+ UInt32(byte - 0x30)
            } else if isHexadecimal, letter >= 0x61, letter <= 0x66 {
                value = value &* 16 &+ UInt32(letter - 0x57)
            } else {
                break
            }
            value = min(value, 0x11_0000)
            end += 1
        }
        if window.byte(end) == 0 { return nil }
        if window.byte(end) != 0x3B || end == first || !XMLCharacters.isCharacter(value) {
            refuse(.syntax, "a character reference that stands for none", window, at: place)
            return nil
        }
        XMLDecoder.append(value, to: &decoded)
        return end + 1
    }
}

// Comments, instructions, CDATA sections, and document types, which are refused.
extension XMLScanner {
    /// Where what begins here with `<!` or `<?` ends; nil if it is not whole, or wrong, which stops the reading.
    mutating func aside(_ window: RawSpan, at place: Int) -> Int? {
        if window.byte(place + 1) == 0x3F { return instruction(window, at: place) }
        if window.holds("<!--", at: place) { return comment(window, at: place) }
        if window.holds("<![CDATA[", at: place) {
            if depth == 0 {
                refuse(.syntax, "a CDATA section outside of the document's element", window, at: place)
                return nil
            }
            return section(window, at: place)
        }
        if window.holds("<!DOCTYPE", at: place) {
            refuse(
                .documentType, "a document type declaration (<!DOCTYPE), which may hide entities and outside files",
                window, at: place)
            return nil
        }
        let wanted: [StaticString] = ["<!--", "<![CDATA[", "<!DOCTYPE"]
        if wanted.contains(where: { begins(window, at: place, $0) }) { return nil }
        refuse(.syntax, "markup that begins with `<!` and is nothing known", window, at: place)
        return nil
    }

    /// Whether the data ends in the middle of this.
    private func begins(_ window: RawSpan, at place: Int, _ wanted: StaticString) -> Bool {
        wanted.withUTF8Buffer { wanted in
            for index in 0..<wanted.count {
                let byte = window.byte(place + index)
                if byte == 0 { return true }
                if byte != wanted[index] { return false }
            }
            return false
        }
    }

    private mutating func comment(_ window: RawSpan, at start: Int) -> Int? {
        var place = start + 4
        while true {
            place = XMLSearch.first(0x2D, window, from: place)
            if window.byte(place) == 0 || window.byte(place + 1) == 0 { return nil }
            if window.byte(place + 1) == 0x2D {
                if window.byte(place + 2) == 0x3E { return place + 3 }
                if window.byte(place + 2) != 0 { refuse(.syntax, "`--` in a comment", window, at: place) }
                return nil
            }
            place += 2
        }
    }

    private mutating func section(_ window: RawSpan, at start: Int) -> Int? {
        var place = start + 9
        while true {
            place = XMLSearch.first(0x5D, window, from: place)
            if window.byte(place) == 0 { return nil }
            if window.byte(place + 1) == 0x5D, window.byte(place + 2) == 0x3E { return place + 3 }
            place += 1
        }
    }

    private mutating func instruction(_ window: RawSpan, at start: Int) -> Int? {
        var end = start + 2
        while true {
            let byte = window.byte(end)
            if byte == 0x3F || XMLSearch.isSpace(byte) { break }
            if byte == 0 { return nil }
            end += 1
        }
        let target = window.extracting(start + 2..<end).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        // A colon is for names with namespaces (Namespaces in XML 1.0, section 7); `xml` is for the declaration.
        if !XMLCharacters.isName(target) || target.utf8.contains(0x3A) || target.lowercased() == "xml" {
            refuse(.syntax, "an instruction whose target is no name, or is reserved", window, at: start)
            return nil
        }
        var place = end
        if window.byte(place) == 0x3F {
            // Nothing but the end may follow the target without white space.
            if window.byte(place + 1) != 0x3E, window.byte(place + 1) != 0 {
                refuse(.syntax, "an instruction whose target is no name", window, at: start)
                return nil
            }
        }
        while true {
            place = XMLSearch.first(0x3F, window, from: place)
            if window.byte(place) == 0 { return nil }
            if window.byte(place + 1) == 0x3E { return place + 2 }
            place += 1
        }
    }
}
