// libxml2's push parser as one Swift type: bytes go in by pieces, runs of XMLEvent come out.
// Relies on libxml2's SAX interface, with names as they are written: it takes a tenth less time than the interface with
// namespaces, which XMLNamespaceScope resolves. No C pointer leaves this file. Document types, entities of one's own, the network
// and XInclude are never followed: the first sign of a document type ends the reading.
//
// The callbacks only append to a tape; who reads the document works on the tape after each slice of input, outside of C.

import CXML2

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A push parser of one document. Not to be shared between threads.
final class XMLStream {
    private let tape: UnsafeMutablePointer<XMLTape>
    private var context: xmlParserCtxtPtr?
    private var lead: [UInt8] = []
    private var mark = ByteOrderMark.none
    /// Bytes of the file taken so far.
    private(set) var taken = 0
    private var isFinished = false

    /// Input is parsed in slices of this many bytes, so that a slice, its events and its text stay in the cache.
    private static let sliceSize = 1 << 15
    private static let libraryReady: Void = xmlInitParser()

    init(vocabulary: XMLVocabulary, limits: XMLLimits = XMLLimits()) {
        _ = XMLStream.libraryReady
        tape = .allocate(capacity: 1)
        tape.initialize(to: XMLTape(vocabulary: vocabulary, limits: limits))
    }

    deinit {
        if let context { xmlFreeParserCtxt(context) }
        tape.pointee.deallocate()
        tape.deinitialize(count: 1)
        tape.deallocate()
    }

    /// The namespaces met so far; `XMLEvent.namespace` less one is the place in it.
    var namespaces: [String] { tape.pointee.scope.names }

    /// Byte offset in the file of an event just handed over. In documents of another encoding than UTF-8 the offset counts
    /// the bytes of the text as UTF-8.
    func offset(of event: XMLEvent) -> Int {
        taken &+ Int(Int32(bitPattern: event.offset &- UInt32(truncatingIfNeeded: taken)))
    }

    /// Takes the next piece of the file. `consume` gets the events, all text held, and the position of that text's first
    /// byte counted from the document's beginning; it returns the position from which on it still needs the text.
    /// Throws `XMLFault` after the events before the fault were consumed, or what `consume` throws.
    func push(_ piece: RawSpan, _ consume: (Span<XMLEvent>, RawSpan, Int) throws -> Int) throws {
        if isFinished { return }
        var rest = piece
        if context == nil {
            // The encoding is told by the first four bytes, so they are collected before anything is parsed.
            let wanted = min(4 - lead.count, rest.byteCount)
            for index in 0..<wanted { lead.append(rest.unsafeLoad(fromByteOffset: index, as: UInt8.self)) }
            rest = rest.extracting(droppingFirst: wanted)
            if lead.count < 4 { return }
            try begin(consume)
        }
        while rest.byteCount > 0 {
            let slice = rest.extracting(first: min(rest.byteCount, XMLStream.sliceSize))
            try parse(slice, isLast: false, consume)
            rest = rest.extracting(droppingFirst: slice.byteCount)
        }
    }

    /// Says that the file has ended.
    func finish(_ consume: (Span<XMLEvent>, RawSpan, Int) throws -> Int) throws {
        if isFinished { return }
        if context == nil {
            if lead.isEmpty { throw XMLFault(kind: .empty, sentence: "the file is empty", offset: 0, line: 1) }
            try begin(consume)
        }
        tape.pointee.isEnding = true
        try parse(RawSpan(), isLast: true, consume)
        isFinished = true
    }

    private func begin(_ consume: (Span<XMLEvent>, RawSpan, Int) throws -> Int) throws {
        mark = ByteOrderMark(lead)
        var handler = XMLStream.callbacks()
        context = xmlCreatePushParserCtxt(&handler, tape, nil, 0, nil)
        guard let context else {
            throw XMLFault(kind: .limit, sentence: "no memory for an XML parser", offset: 0, line: 1)
        }
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
        tape.pointee.context = context
        tape.pointee.mark = mark
        let first = lead
        try parse(first.span.bytes, isLast: false, consume)
    }

    private func parse(
        _ slice: RawSpan, isLast: Bool, _ consume: (Span<XMLEvent>, RawSpan, Int) throws -> Int
    ) throws {
        if mark.isEightBit, let place = firstNUL(slice) {
            try parse(slice.extracting(first: place), isLast: false, consume)
            throw XMLFault(
                kind: .nul, sentence: "a NUL byte, which no XML document may hold", offset: taken,
                line: tape.pointee.line)
        }
        // What the library has to say goes to its thread's handler; to standard error, document content and all, if there
        // is none. So ours is set while the tape is there to be written to, and a silent one afterwards.
        xmlSetStructuredErrorFunc(tape, XMLStream.noteError)
        slice.withUnsafeBytes { bytes in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            _ = xmlParseChunk(context, start, Int32(truncatingIfNeeded: bytes.count), isLast ? 1 : 0)
        }
        xmlSetStructuredErrorFunc(nil) { _, _ in }
        taken += slice.byteCount
        tape.pointee.checkWaiting()
        let events = tape.pointee.readyEvents
        let text = tape.pointee.heldText
        let keep = try consume(events.span, text.bytes, tape.pointee.textBase)
        if let fault = tape.pointee.fault { throw fault }
        tape.pointee.discard(textBefore: keep)
    }

    private func firstNUL(_ slice: RawSpan) -> Int? {
        slice.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let hit = memchr(base, 0, bytes.count) else { return nil }
            return base.distance(to: UnsafeRawPointer(hit))
        }
    }

    /// Formed in nonisolated code: a callback born in an actor would check its executor on each call.
    private nonisolated static func callbacks() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        // Any other number than the magic one of the interface with namespaces.
        handler.initialized = 1
        handler.startElement = { context, name, attributes in
            guard let tape = context?.assumingMemoryBound(to: XMLTape.self), let name else { return }
            tape.pointee.open(name, attributes)
        }
        handler.endElement = { context, _ in
            context?.assumingMemoryBound(to: XMLTape.self).pointee.close()
        }
        handler.characters = { context, text, count in
            guard let text else { return }
            context?.assumingMemoryBound(to: XMLTape.self).pointee.append(text, Int(count))
        }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.startDocument = { context in
            context?.assumingMemoryBound(to: XMLTape.self).pointee.checkEncoding()
        }
        handler.internalSubset = { context, _, _, _ in
            context?.assumingMemoryBound(to: XMLTape.self).pointee.refuseDocumentType()
        }
        return handler
    }

    private nonisolated static let noteError: xmlStructuredErrorFunc = { context, error in
        guard let tape = context?.assumingMemoryBound(to: XMLTape.self), let error else { return }
        if error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue {
            tape.pointee.refuse(libraryCode: Int(error.pointee.code), line: Int(error.pointee.line))
        }
    }
}

/// What the first bytes say of the encoding.
private enum ByteOrderMark {
    case none, utf8, utf16

    init(_ lead: [UInt8] = []) {
        let first = lead.first ?? 0
        let second = lead.count > 1 ? lead[1] : 0x20
        switch (first, second) {
        case (0xFE, 0xFF), (0xFF, 0xFE), (0x3C, 0), (0, 0x3C): self = .utf16
        case (0xEF, 0xBB): self = .utf8
        default: self = .none
        }
    }

    var isEightBit: Bool { self != .utf16 }
}

/// What the callbacks write to. It lives behind a pointer of its own, because a class's properties would be checked for
/// exclusive access at every touch.
private struct XMLTape {
    private let vocabulary: XMLVocabulary
    private let limits: XMLLimits
    var context: xmlParserCtxtPtr?
    var mark = ByteOrderMark.none
    private(set) var scope = XMLNamespaceScope()
    private(set) var fault: XMLFault?
    /// Whether there is a fault: asked at every event.
    private var hasFault = false
    /// The file's end was told: whatever is wrong from here on is what is missing.
    var isEnding = false
    private var depth = 0
    private var hasRoot = false
    /// Namespace of elements without prefix, and depth of the innermost element that declares a namespace.
    private var unprefixed: UInt8 = 0
    private var declaringDepth = 0

    private var events: UnsafeMutablePointer<XMLEvent>
    private var eventCount = 0
    private var eventCapacity = 4096
    /// The event put last is the beginning of an element, and nothing but text has followed it.
    private var isPending = false

    private var text: UnsafeMutablePointer<UInt8>
    private var textCount = 0
    private var textCapacity = 1 << 16
    private var leafStart = 0
    /// Position in the document's text of the first byte held.
    private(set) var textBase = 0

    private struct NameSlot {
        var key: UInt = 0
        /// Place of the local part in the vocabulary.
        var place: UInt16 = 0
        /// Bytes of the whole name as it is written.
        var count: UInt16 = 0
        /// Number of the prefix; of `xmlns:p` and `xmlns` the one declared.
        var prefix: UInt16 = 0
        var isDeclaration = false
    }
    private static let slotCount = 4096
    private let slots: UnsafeMutablePointer<NameSlot>
    private var namesHeld = 0

    init(vocabulary: XMLVocabulary, limits: XMLLimits) {
        self.vocabulary = vocabulary
        self.limits = limits
        events = .allocate(capacity: eventCapacity)
        text = .allocate(capacity: textCapacity)
        slots = .allocate(capacity: XMLTape.slotCount)
        slots.initialize(repeating: NameSlot(), count: XMLTape.slotCount)
    }

    func deallocate() {
        events.deallocate()
        text.deallocate()
        slots.deallocate()
    }

    var line: Int { Int(context?.pointee.input?.pointee.line ?? 1) }

    private var offset: Int {
        guard let input = context?.pointee.input else { return 0 }
        return Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
    }

    /// The events that are whole: an element of which only the beginning is known waits for the next slice.
    var readyEvents: UnsafeBufferPointer<XMLEvent> {
        UnsafeBufferPointer(start: events, count: isPending && !hasFault ? eventCount - 1 : eventCount)
    }

    var heldText: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: text, count: textCount) }

    /// Forgets the events handed over, and the text before a position that nobody needs any more.
    mutating func discard(textBefore position: Int) {
        if isPending {
            events[0] = events[eventCount - 1]
            eventCount = 1
        } else {
            eventCount = 0
        }
        let keep = min(max(0, position - textBase), leafStart)
        if keep > 0 {
            let left = textCount - keep
            text.update(from: text + keep, count: left)
            textCount = left
            leafStart -= keep
            textBase += keep
            // The event that waits says where its text begins: an entry's other texts are counted from there.
            if isPending { events[0].textStart = UInt32(truncatingIfNeeded: leafStart) }
        }
    }

    // The sums below cannot overflow: they count bytes and events held in memory, and elements within the limit of depth.

    @inline(__always)
    mutating func open(
        _ name: UnsafePointer<xmlChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        if hasFault { return }
        guard let input = context?.pointee.input, let base = input.pointee.base, let current = input.pointee.cur else {
            return
        }
        hasRoot = true
        depth &+= 1
        if depth > limits.depth { return refuseDepth() }
        let known = lookUp(name)
        textCount = leafStart
        if let attributes { addAttributes(attributes) }
        let namespace = known.prefix == 0 && !known.isDeclaration ? unprefixed : self.namespace(of: known)
        if hasFault { return }
        var back = Int(known.count) &+ 1
        let held = current - base
        if back >= held {
            back = held
        } else {
            while back < held, current[0 &- back] != 0x3C { back &+= 1 }
        }
        let start = Int(truncatingIfNeeded: input.pointee.consumed) &+ held &- back
        put(
            XMLEvent(
                kind: .open, namespace: namespace, name: known.place,
                line: UInt32(truncatingIfNeeded: input.pointee.line), offset: UInt32(truncatingIfNeeded: start),
                textStart: UInt32(truncatingIfNeeded: leafStart), textCount: 0))
        isPending = true
    }

    @inline(__always)
    mutating func close() {
        if hasFault { return }
        if depth == declaringDepth { leaveDeclarations() }
        depth &-= 1
        if isPending {
            let last = events + (eventCount &- 1)
            last.pointee.kind = .leaf
            last.pointee.textStart = UInt32(truncatingIfNeeded: leafStart)
            last.pointee.textCount = UInt32(truncatingIfNeeded: textCount &- leafStart)
            leafStart = textCount
            isPending = false
        } else {
            textCount = leafStart
            put(XMLEvent(kind: .close, namespace: 0, name: 0, line: 0, offset: 0, textStart: 0, textCount: 0))
        }
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafePointer<xmlChar>, _ count: Int) {
        if hasFault || !isPending { return }
        if textCount &- leafStart &+ count > limits.textBytes { return refuseText() }
        reserveText(count)
        (text + textCount).update(from: bytes, count: count)
        textCount &+= count
    }

    @inline(never)
    private mutating func refuseDepth() {
        refuse(.limit, "elements are nested more than \(limits.depth) deep")
    }

    @inline(never)
    private mutating func refuseText() {
        refuse(.limit, "the text of one element is longer than \(limits.textBytes) bytes")
    }

    /// Pairs of name and value, a null after the last.
    private mutating func addAttributes(_ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>) {
        var count = 0
        var prefixed = 0
        while let name = attributes[2 * count] {
            let known = lookUp(name)
            if known.isDeclaration { declare(known, attributes[2 * count + 1]) }
            if known.prefix != 0, !known.isDeclaration { prefixed += 1 }
            count += 1
            if count > limits.attributes {
                return refuse(.limit, "an element has more than \(limits.attributes) attributes")
            }
        }
        if prefixed > 0 { checkPrefixed(attributes, count) }
        for index in 0..<count {
            guard let name = attributes[2 * index], let value = attributes[2 * index + 1] else { continue }
            let known = lookUp(name)
            if known.place == 0 || known.prefix != 0 || known.isDeclaration { continue }
            let length = strlen(UnsafeRawPointer(value).assumingMemoryBound(to: CChar.self))
            if length > limits.textBytes { continue }
            reserveText(length)
            (text + leafStart).update(from: value, count: length)
            put(
                XMLEvent(
                    kind: .attribute, namespace: 0, name: known.place, line: UInt32(truncatingIfNeeded: line),
                    offset: 0, textStart: UInt32(truncatingIfNeeded: leafStart),
                    textCount: UInt32(truncatingIfNeeded: length)))
            leafStart &+= length
            textCount = leafStart
        }
    }

    @inline(__always)
    private mutating func put(_ event: XMLEvent) {
        if eventCount == eventCapacity { growEvents() }
        (events + eventCount).initialize(to: event)
        eventCount &+= 1
    }

    @inline(never)
    private mutating func growEvents() {
        let larger = UnsafeMutablePointer<XMLEvent>.allocate(capacity: eventCapacity * 2)
        larger.update(from: events, count: eventCount)
        events.deallocate()
        events = larger
        eventCapacity *= 2
    }

    @inline(__always)
    private mutating func reserveText(_ count: Int) {
        if textCount &+ count > textCapacity { growText(count) }
    }

    @inline(never)
    private mutating func growText(_ count: Int) {
        var capacity = textCapacity
        while capacity < textCount + count { capacity *= 2 }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: text, count: textCount)
        text.deallocate()
        text = larger
        textCapacity = capacity
    }

    /// libxml2 keeps one copy of each name, so that its address stands for it.
    @inline(__always)
    private mutating func lookUp(_ name: UnsafePointer<xmlChar>) -> NameSlot {
        let key = UInt(bitPattern: name)
        var slot = Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 52)
        while true {
            let known = slots[slot]
            if known.key == key { return known }
            if known.key == 0 { return learn(name, at: slot, key) }
            slot = (slot &+ 1) & (XMLTape.slotCount - 1)
        }
    }

    @inline(never)
    private mutating func learn(_ name: UnsafePointer<xmlChar>, at slot: Int, _ key: UInt) -> NameSlot {
        let count = strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
        if count > limits.nameBytes { refuse(.limit, "a name is longer than \(limits.nameBytes) bytes") }
        let heldCount = UInt16(truncatingIfNeeded: min(count, 256))
        if namesHeld >= limits.distinctNames || namesHeld >= XMLTape.slotCount / 2 {
            refuse(.limit, "the document has more than \(limits.distinctNames) different names")
            return NameSlot(key: key, place: 0, count: heldCount)
        }
        namesHeld += 1
        let written = String(decoding: UnsafeBufferPointer(start: name, count: Int(heldCount)), as: UTF8.self)
        let parts = written.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        var known = NameSlot(key: key, count: heldCount)
        if let prefix = parts.first, parts.count > 1 {
            // The library has seen to it that the whole is a name; after the colon one must begin anew.
            let isWhole = parts.count == 2 && !prefix.isEmpty && XMLNamespaceScope.canBegin(parts[1])
            if !isWhole { refuse(libraryCode: Int(XML_NS_ERR_QNAME.rawValue), line: line) }
            known.isDeclaration = prefix == "xmlns"
            known.prefix = scope.number(ofPrefix: String(known.isDeclaration ? parts[1] : prefix))
            known.place = vocabulary.place(of: String(parts[1]))
        } else {
            known.isDeclaration = written == "xmlns"
            known.place = vocabulary.place(of: written)
        }
        slots[slot] = known
        return known
    }
}

// Namespaces: rare, so out of the way of what every element needs.
extension XMLTape {
    /// An element whose name has a prefix, or is what only attributes may be called.
    @inline(never)
    private mutating func namespace(of name: NameSlot) -> UInt8 {
        if name.isDeclaration {
            // `xmlns` alone is a name like others; nothing can declare it as a prefix.
            if name.prefix == 0 { return unprefixed }
        } else if let namespace = scope.namespace(ofPrefix: name.prefix) {
            return namespace
        }
        refuse(libraryCode: Int(XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue), line: line)
        return 0
    }

    @inline(never)
    private mutating func declare(_ declared: NameSlot, _ value: UnsafePointer<xmlChar>?) {
        guard let value else { return }
        let count = strlen(UnsafeRawPointer(value).assumingMemoryBound(to: CChar.self))
        let name = String(decoding: UnsafeBufferPointer(start: value, count: min(count, 512)), as: UTF8.self)
        if count > 0 {
            let resource = xmlParseURI(UnsafeRawPointer(value).assumingMemoryBound(to: CChar.self))
            if resource == nil { refuse(libraryCode: Int(XML_WAR_NS_URI.rawValue), line: line) }
            xmlFreeURI(resource)
        }
        if !scope.declare(name, prefix: declared.prefix, depth: depth) {
            refuse(libraryCode: Int(XML_NS_ERR_XML_NAMESPACE.rawValue), line: line)
        }
        unprefixed = scope.unprefixed
        declaringDepth = scope.innermost
    }

    @inline(never)
    private mutating func leaveDeclarations() {
        scope.leave(depth: depth)
        unprefixed = scope.unprefixed
        declaringDepth = scope.innermost
    }

    /// Prefixes of attributes must be declared, and no two attributes may have the same local part in one namespace.
    @inline(never)
    private mutating func checkPrefixed(_ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>, _ count: Int) {
        var met: Set<String> = []
        for index in 0..<count {
            guard let name = attributes[2 * index] else { continue }
            let known = lookUp(name)
            if known.prefix == 0 || known.isDeclaration { continue }
            guard let namespace = scope.namespace(ofPrefix: known.prefix) else {
                return refuse(libraryCode: Int(XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue), line: line)
            }
            let written = String(decoding: UnsafeBufferPointer(start: name, count: Int(known.count)), as: UTF8.self)
            let local = written.drop { $0 != ":" }
            if !met.insert("\(namespace)\(local)").inserted {
                return refuse(libraryCode: Int(XML_NS_ERR_ATTRIBUTE_REDEFINED.rawValue), line: line)
            }
        }
    }
}

// What ends the reading.
extension XMLTape {
    /// Refuses what waits too long for its end: a tag or comment that never closes would be buffered whole.
    mutating func checkWaiting() {
        guard fault == nil, let input = context?.pointee.input, let end = input.pointee.end,
            let current = input.pointee.cur
        else { return }
        if end - current > limits.waitingBytes {
            refuse(.limit, "a tag or comment is longer than \(limits.waitingBytes) bytes")
        }
    }

    mutating func checkEncoding() {
        guard let context else { return }
        guard let declared = context.pointee.encoding ?? context.pointee.input?.pointee.encoding else { return }
        let name = String(cString: UnsafeRawPointer(declared).assumingMemoryBound(to: CChar.self)).uppercased()
        let isWide = name.hasPrefix("UTF-16")
        switch mark {
        case .utf8 where name != "UTF-8" && name != "UTF8":
            refuse(.encodingMismatch, "the file begins with a UTF-8 mark and declares another encoding")
        case .utf16 where !isWide:
            refuse(.encodingMismatch, "the file is UTF-16 and declares an encoding of eight-bit characters")
        case .none where isWide:
            refuse(.encodingMismatch, "the file declares UTF-16 and is of eight-bit characters")
        default: break
        }
        let supported = ["UTF-8", "UTF8", "US-ASCII", "ASCII", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252", "CP1252"]
        if fault == nil, !isWide, !supported.contains(name) {
            refuse(.encodingUnsupported, "the declared encoding is none that banks' files use")
        }
    }

    mutating func refuseDocumentType() {
        refuse(.documentType, "a document type declaration (<!DOCTYPE), which may hide entities and outside files")
        if let context { xmlStopParser(context) }
    }

    /// The library's own messages may quote the document, so only their numbers are used.
    mutating func refuse(libraryCode code: Int, line: Int) {
        switch UInt32(truncatingIfNeeded: code) {
        case _ where isEnding && hasRoot && depth > 0:
            refuse(.truncated, "the file ends before its document does", line: line)
        case XML_ERR_DOCUMENT_EMPTY.rawValue: refuse(.syntax, "no element where the document should begin", line: line)
        case XML_ERR_DOCUMENT_END.rawValue where hasRoot && depth == 0:
            refuse(.syntax, "something follows the end of the document", line: line)
        case XML_ERR_DOCUMENT_END.rawValue, XML_ERR_TAG_NOT_FINISHED.rawValue:
            refuse(.truncated, "the file ends before its document does", line: line)
        case XML_ERR_INVALID_ENCODING.rawValue, XML_I18N_CONV_FAILED.rawValue:
            refuse(.encoding, "bytes that are no characters of the encoding", line: line)
        case XML_ERR_UNKNOWN_ENCODING.rawValue, XML_ERR_UNSUPPORTED_ENCODING.rawValue:
            refuse(.encodingUnsupported, "an encoding that is not known", line: line)
        case XML_ERR_INVALID_CHAR.rawValue:
            refuse(.encoding, "a byte or character that XML does not allow", line: line)
        case XML_ERR_TAG_NAME_MISMATCH.rawValue:
            refuse(.syntax, "an end tag that does not fit its start tag", line: line)
        case XML_ERR_UNDECLARED_ENTITY.rawValue, XML_WAR_UNDECLARED_ENTITY.rawValue:
            refuse(.syntax, "an entity other than the five of XML", line: line)
        case XML_ERR_ATTRIBUTE_REDEFINED.rawValue: refuse(.syntax, "the same attribute twice", line: line)
        case XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue:
            refuse(.syntax, "a prefix without a declared namespace", line: line)
        case XML_ERR_NAME_TOO_LONG.rawValue: refuse(.limit, "a name that is too long", line: line)
        default: refuse(.syntax, "XML that is not well-formed (libxml2 error \(code))", line: line)
        }
    }

    private mutating func refuse(_ kind: XMLFault.Kind, _ sentence: String, line: Int? = nil) {
        if fault != nil { return }
        hasFault = true
        fault = XMLFault(kind: kind, sentence: sentence, offset: offset, line: line ?? self.line)
    }
}
