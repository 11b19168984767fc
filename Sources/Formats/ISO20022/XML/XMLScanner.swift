// XML 1.0 (fifth edition) as a scanner: UTF-8 text goes in by windows, a tape of XMLEvents comes out.
// Relies on XMLNameTable for names and on XMLNamespaceScope for namespaces. Every rule of well-formedness is checked; a
// document type is refused where it begins, so there are no entities but the five of XML and character references.
//
// What is not whole at the end of a window is begun again in the next one: nothing is changed until a token is complete.

/// The state of one document between windows. A window's data must be whole characters that XML allows, with zero bytes
/// behind it, so that each search and each load of a name's length ends inside the span.
struct XMLScanner {
    let limits: XMLLimits
    var names: XMLNameTable
    var scope = XMLNamespaceScope()

    /// The tape. Events beyond `readyCount` are not to be handed over yet.
    private(set) var events: [XMLEvent]
    private(set) var eventCount = 0
    /// The event put last is the beginning of an element, and nothing but text has followed it, which begins at
    /// `pendingText`: it may yet become a leaf.
    var isPending = false
    var pendingText = 0

    /// Texts that do not stand in the window as they are meant, for their references and line ends. They are read as if
    /// they stood behind it, from `decodedStart` on.
    var decoded: [UInt8] = []
    private(set) var decodedStart = 0

    /// The first byte of the window not read yet.
    var position = 0
    /// Numbers of the open elements' names.
    private var open: [UInt16] = []
    private(set) var depth = 0
    private(set) var hasRoot = false
    /// Namespace of elements without prefix, and depth of the innermost element that declares a namespace.
    var unprefixed: UInt8 = 0
    var declaringDepth = 0
    /// The prefix resolved last.
    var lastPrefix: UInt16 = 0
    var lastNamespace: UInt8 = 0

    /// Byte of the text that the window begins with, counted from the file's beginning.
    var base = 0
    private var line = 1
    private var lineMark = 0
    /// No line feed stands between `lineMark` and here.
    private var nextLineFeed = Int.max

    private(set) var fault: XMLFault?
    private(set) var isStopped = false
    /// Attributes of the tag at hand.
    var attributes: [XMLAttribute] = []

    init(vocabulary: XMLVocabulary, limits: XMLLimits) {
        self.limits = limits
        names = XMLNameTable(vocabulary: vocabulary, limits: limits)
        events = [XMLEvent](repeating: .beginning, count: 1024)
        open = [UInt16](repeating: 0, count: limits.depth + 1)
    }

    /// Events that are whole: an element of which only the beginning is known waits for the next window.
    var readyCount: Int { isPending && !isStopped ? eventCount - 1 : eventCount }

    /// From which byte on the window is still needed.
    var needed: Int { isPending ? min(pendingText, position) : position }

    /// Reads on from where the last call ended, to the last token that is whole. `decodedStart` is where decoded texts
    /// will be put.
    mutating func scan(_ window: RawSpan, end: Int, decodedStart: Int, hasLineFeeds: Bool) {
        self.decodedStart = decodedStart
        nextLineFeed = hasLineFeeds ? -1 : Int.max
        while !isStopped, position < end {
            if window.byte(position) == 0x3C {
                if !markup(window) { break }
            } else if !text(window) {
                break
            }
        }
        if !isStopped, end - needed > limits.waitingBytes {
            if isPending {
                refuse(.limit, "the text of one element is longer than \(limits.textBytes) bytes", window, at: position)
            } else {
                refuse(.limit, "a tag or comment is longer than \(limits.waitingBytes) bytes", window, at: position)
            }
        }
        if hasLineFeeds, position > lineMark {
            line &+= XMLSearch.lineFeeds(window, from: lineMark, to: position)
        }
        lineMark = position
    }

    /// The window's first bytes are forgotten, and the events handed over with it.
    mutating func forget(_ count: Int) {
        position -= count
        pendingText -= count
        lineMark -= count
        base += count
        decoded.removeAll(keepingCapacity: true)
        if isPending, eventCount > 0 {
            events[0] = events[eventCount - 1]
            eventCount = 1
        } else {
            eventCount = 0
        }
    }

    /// The file has ended with the window's data.
    mutating func finish(_ window: RawSpan, end: Int) {
        if isStopped { return }
        if depth > 0 || position < end {
            refuse(.truncated, "the file ends before its document does", window, at: end)
        } else if !hasRoot {
            refuse(.syntax, "no element where the document should begin", window, at: end)
        }
    }

    private mutating func markup(_ window: RawSpan) -> Bool {
        switch window.byte(position &+ 1) {
        case 0: return false
        case 0x2F: return endTag(window)
        case 0x21, 0x3F:
            if isPending { return leafText(window) }
            guard let after = aside(window, at: position) else { return false }
            position = after
            return true
        default: return startTag(window)
        }
    }

    /// Takes what ends the reading. Always false, for `return refuse(...)`.
    @discardableResult @inline(never)
    mutating func refuse(_ kind: XMLFault.Kind, _ sentence: String, _ window: RawSpan, at place: Int) -> Bool {
        if isStopped { return false }
        isStopped = true
        let feeds = place > lineMark ? XMLSearch.lineFeeds(window, from: lineMark, to: place) : 0
        fault = XMLFault(kind: kind, sentence: sentence, offset: base + place, line: line + feeds)
        return false
    }

    @inline(__always)
    private mutating func put(_ event: XMLEvent) {
        if eventCount == events.count { growTape() }
        events[eventCount] = event
        eventCount &+= 1
    }

    @inline(never)
    private mutating func growTape() {
        events.append(contentsOf: repeatElement(.beginning, count: events.count))
    }

    @inline(__always)
    private mutating func currentLine(_ window: RawSpan) -> UInt32 {
        if position > nextLineFeed { passLineFeeds(window) }
        return UInt32(truncatingIfNeeded: line)
    }

    @inline(never)
    private mutating func passLineFeeds(_ window: RawSpan) {
        line &+= XMLSearch.lineFeeds(window, from: lineMark, to: position)
        lineMark = position
        nextLineFeed = XMLSearch.first(0x0A, window, from: position)
    }
}

// Tags.
extension XMLScanner {
    @inline(__always)
    private mutating func startTag(_ window: RawSpan) -> Bool {
        let start = position &+ 1
        let end = XMLSearch.nameEnd(window, from: start)
        let after = window.byte(end)
        if after == 0 { return false }
        if depth == 0, hasRoot { return refuseTrailing(window) }
        guard let number = name(window, from: start, to: end) else { return false }
        if after == 0x3E { return began(window, number, content: end &+ 1) }
        return startTagWithAttributes(window, number, nameEnd: end)
    }

    /// The number of a name; nil, and the reading is stopped, for what is none.
    @inline(__always)
    mutating func name(_ window: RawSpan, from start: Int, to end: Int) -> Int? {
        let number = names.find(window, from: start, to: end)
        return number >= 0 ? number : learn(window, start, end, number)
    }

    @inline(never)
    private mutating func learn(_ window: RawSpan, _ start: Int, _ end: Int, _ slot: Int) -> Int? {
        do {
            return try names.learn(window, from: start, to: end, slot: slot, &scope)
        } catch {
            switch error {
            case .tooLong: refuse(.limit, "a name is longer than \(limits.nameBytes) bytes", window, at: start)
            case .tooMany:
                refuse(
                    .limit, "the document has more than \(limits.distinctNames) different names", window, at: start)
            case .noName: refuse(.syntax, "a name begins with or holds what no name may", window, at: start)
            case .noQualifiedName: refuse(.syntax, "a name with a colon where none may be", window, at: start)
            }
            return nil
        }
    }

    /// An element without attributes begins; if text and its end tag follow at once, which is the rule, it is a leaf.
    @inline(__always)
    private mutating func began(_ window: RawSpan, _ number: Int, content: Int) -> Bool {
        if depth >= limits.depth { return refuseDepth(window) }
        let name = names[number]
        guard let namespace = name.isPlain ? unprefixed : namespace(of: name, window) else { return false }
        let end = XMLSearch.textEnd(window, from: content)
        let tail = end &+ 2 &+ Int(name.count)
        var event = XMLEvent(
            kind: .leaf, namespace: namespace, name: name.place, line: currentLine(window),
            offset: UInt32(truncatingIfNeeded: base &+ position), textStart: UInt32(truncatingIfNeeded: content),
            textCount: UInt32(truncatingIfNeeded: end &- content))
        if window.byte(end) == 0x3C, window.byte(end &+ 1) == 0x2F, names.matches(name, window, at: end &+ 2),
            window.byte(tail) == 0x3E, end &- content <= limits.textBytes, depth > 0
        {
            put(event)
            isPending = false
            position = tail &+ 1
            return true
        }
        event.kind = .open
        event.textCount = 0
        enter(event, number, content: content)
        return true
    }

    @inline(__always)
    private mutating func enter(_ event: XMLEvent, _ number: Int, content: Int) {
        put(event)
        open[depth] = UInt16(truncatingIfNeeded: number)
        depth &+= 1
        hasRoot = true
        isPending = true
        pendingText = content
        position = content
    }

    @inline(never)
    private mutating func startTagWithAttributes(_ window: RawSpan, _ number: Int, nameEnd: Int) -> Bool {
        let mark = decoded.count
        guard let tag = readAttributes(window, from: nameEnd) else {
            decoded.removeSubrange(mark...)
            return false
        }
        if depth >= limits.depth { return refuseDepth(window) }
        guard declareAndCheck(window) else { return false }
        let name = names[number]
        guard let namespace = name.isPlain ? unprefixed : namespace(of: name, window) else { return false }
        let line = currentLine(window)
        for attribute in attributes {
            let name = names[attribute.name]
            if name.place == 0 || !name.isPlain { continue }
            put(
                XMLEvent(
                    kind: .attribute, namespace: 0, name: name.place, line: line, offset: 0,
                    textStart: UInt32(truncatingIfNeeded: attribute.start),
                    textCount: UInt32(truncatingIfNeeded: attribute.count)))
        }
        var event = XMLEvent(
            kind: .open, namespace: namespace, name: name.place, line: line,
            offset: UInt32(truncatingIfNeeded: base &+ position), textStart: UInt32(truncatingIfNeeded: tag.end),
            textCount: 0)
        if !tag.isEmpty {
            enter(event, number, content: tag.end)
            return true
        }
        event.kind = .leaf
        put(event)
        hasRoot = true
        isPending = false
        position = tag.end
        if declaringDepth > depth { leaveDeclarations() }
        return true
    }

    private mutating func endTag(_ window: RawSpan) -> Bool {
        guard let after = endTagEnd(window, at: position) else { return false }
        ended(leaf: position..<position, after: after)
        return true
    }

    /// Where the end tag that begins here ends; nil if it is not whole, or does not fit, which stops the reading.
    @inline(__always)
    mutating func endTagEnd(_ window: RawSpan, at place: Int) -> Int? {
        if depth == 0 {
            refuse(.syntax, "an end tag that no start tag goes before", window, at: place)
            return nil
        }
        let name = names[Int(open[depth &- 1])]
        if names.matches(name, window, at: place &+ 2) {
            let end = place &+ 2 &+ Int(name.count)
            if window.byte(end) == 0x3E { return end &+ 1 }
        }
        return rareEndTagEnd(window, at: place, name)
    }

    @inline(never)
    private mutating func rareEndTagEnd(_ window: RawSpan, at place: Int, _ name: XMLNameTable.Name) -> Int? {
        var end = XMLSearch.nameEnd(window, from: place + 2)
        if window.byte(end) == 0 { return nil }
        guard end - place - 2 == Int(name.count), names.matches(name, window, at: place + 2) else {
            refuse(.syntax, "an end tag that does not fit its start tag", window, at: place)
            return nil
        }
        XMLSearch.skipSpace(window, &end)
        if window.byte(end) == 0x3E { return end + 1 }
        if window.byte(end) != 0 { refuse(.syntax, "an end tag that is not closed", window, at: end) }
        return nil
    }

    /// The innermost element ends. `leaf` is its text, if it has no child.
    @inline(__always)
    mutating func ended(leaf: Range<Int>, after: Int) {
        if isPending {
            events[eventCount &- 1].kind = .leaf
            events[eventCount &- 1].textStart = UInt32(truncatingIfNeeded: leaf.lowerBound)
            events[eventCount &- 1].textCount = UInt32(truncatingIfNeeded: leaf.count)
            isPending = false
        } else {
            put(XMLEvent(kind: .close, namespace: 0, name: 0, line: 0, offset: 0, textStart: 0, textCount: 0))
        }
        position = after
        depth &-= 1
        if declaringDepth > depth { leaveDeclarations() }
    }

    /// Where a decoded text that begins at this place of `decoded` will be found.
    func place(ofDecoded place: Int) -> Int { decodedStart + place }

    @inline(never)
    private mutating func refuseDepth(_ window: RawSpan) -> Bool {
        refuse(.limit, "elements are nested more than \(limits.depth) deep", window, at: position)
    }

    @inline(never)
    mutating func refuseTrailing(_ window: RawSpan) -> Bool {
        refuse(.trailing, "something follows the end of the document", window, at: position)
    }
}
