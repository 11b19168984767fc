// libxml2's push parser as one Swift type: bytes go in by pieces, runs of XMLEvent come out.
// Relies on libxml2's SAX2 interface. No C pointer leaves this file. Document types, entities of one's own, the network
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
    var namespaces: [String] { tape.pointee.namespaces }

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
        // What the library has to say outside of a parser goes to standard error, document content and all, unless its
        // thread's handler is ours.
        xmlSetStructuredErrorFunc(nil) { _, _ in }
        slice.withUnsafeBytes { bytes in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            _ = xmlParseChunk(context, start, Int32(truncatingIfNeeded: bytes.count), isLast ? 1 : 0)
        }
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
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { context, name, _, namespace, _, _, attributeCount, _, attributes in
            guard let tape = context?.assumingMemoryBound(to: XMLTape.self), let name else { return }
            tape.pointee.open(name, namespace, attributeCount, attributes)
        }
        handler.endElementNs = { context, _, _, _ in
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
        handler.serror = { context, error in
            guard let tape = context?.assumingMemoryBound(to: XMLTape.self), let error else { return }
            if error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue {
                tape.pointee.refuse(libraryCode: Int(error.pointee.code), line: Int(error.pointee.line))
            }
        }
        return handler
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
    private(set) var namespaces: [String] = []
    private(set) var fault: XMLFault?
    /// Whether there is a fault: asked at every event.
    private var hasFault = false
    /// The file's end was told: whatever is wrong from here on is what is missing.
    var isEnding = false
    private var depth = 0
    private var hasRoot = false
    private var lastNamespace: UnsafePointer<xmlChar>?
    private var lastNamespacePlace: UInt8 = 0

    private var events: UnsafeMutablePointer<XMLEvent>
    private var eventCount = 0
    private var eventCapacity = 4096
    /// Place of the element begun last while nothing but text has followed it, else -1.
    private var pending = -1

    private var text: UnsafeMutablePointer<UInt8>
    private var textCount = 0
    private var textCapacity = 1 << 16
    private var leafStart = 0
    /// Position in the document's text of the first byte held.
    private(set) var textBase = 0

    private struct NameSlot {
        var key: UInt = 0
        var place: UInt16 = 0
        var count: UInt16 = 0
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
        let isWaiting = pending >= 0 && pending == eventCount - 1 && fault == nil
        return UnsafeBufferPointer(start: events, count: isWaiting ? eventCount - 1 : eventCount)
    }

    var heldText: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: text, count: textCount) }

    /// Forgets the events handed over, and the text before a position that nobody needs any more.
    mutating func discard(textBefore position: Int) {
        if pending >= 0, pending == eventCount - 1 {
            events[0] = events[pending]
            eventCount = 1
            pending = 0
        } else {
            eventCount = 0
            pending = -1
        }
        let keep = min(max(0, position - textBase), leafStart)
        if keep > 0 {
            let left = textCount - keep
            text.update(from: text + keep, count: left)
            textCount = left
            leafStart -= keep
            textBase += keep
        }
    }

    mutating func open(
        _ name: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?, _ attributeCount: Int32,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        if hasFault { return }
        hasRoot = true
        depth += 1
        if depth > limits.depth {
            refuse(.limit, "elements are nested more than \(limits.depth) deep")
            return
        }
        let (place, nameCount) = lookUp(name)
        textCount = leafStart
        if attributeCount > 0 { addAttributes(Int(attributeCount), attributes) }
        guard let input = context?.pointee.input, let base = input.pointee.base, let current = input.pointee.cur else {
            return
        }
        var back = min(current - base, nameCount + 1)
        while back < current - base, current[-back] != 0x3C { back += 1 }
        let start = Int(input.pointee.consumed) + (current - base) - back
        pending = eventCount
        put(
            XMLEvent(
                kind: .open, namespace: namespacePlace(namespace), name: place,
                line: UInt32(truncatingIfNeeded: input.pointee.line), offset: UInt32(truncatingIfNeeded: start),
                textStart: UInt32(truncatingIfNeeded: leafStart), textCount: 0))
    }

    mutating func close() {
        if hasFault { return }
        depth -= 1
        if pending >= 0 {
            events[pending].kind = .leaf
            events[pending].textStart = UInt32(truncatingIfNeeded: leafStart)
            events[pending].textCount = UInt32(truncatingIfNeeded: textCount - leafStart)
            leafStart = textCount
            pending = -1
        } else {
            textCount = leafStart
            put(XMLEvent(kind: .close, namespace: 0, name: 0, line: 0, offset: 0, textStart: 0, textCount: 0))
        }
    }

    mutating func append(_ bytes: UnsafePointer<xmlChar>, _ count: Int) {
        if hasFault || pending < 0 { return }
        if textCount - leafStart + count > limits.textBytes {
            refuse(.limit, "the text of one element is longer than \(limits.textBytes) bytes")
            return
        }
        reserveText(count)
        (text + textCount).update(from: bytes, count: count)
        textCount += count
    }

    private mutating func addAttributes(_ count: Int, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        guard let attributes else { return }
        if count > limits.attributes {
            refuse(.limit, "an element has more than \(limits.attributes) attributes")
            return
        }
        for index in 0..<count {
            // Five pointers an attribute: name, prefix, namespace, first byte of the value, byte after it.
            let parts = attributes + index * 5
            guard parts[1] == nil, let name = parts[0], let first = parts[3], let end = parts[4] else { continue }
            let (place, _) = lookUp(name)
            let length = end - first
            if place == 0 || length < 0 || length > limits.textBytes { continue }
            reserveText(length)
            (text + leafStart).update(from: first, count: length)
            put(
                XMLEvent(
                    kind: .attribute, namespace: 0, name: place, line: UInt32(truncatingIfNeeded: line), offset: 0,
                    textStart: UInt32(truncatingIfNeeded: leafStart), textCount: UInt32(truncatingIfNeeded: length)))
            leafStart += length
            textCount = leafStart
        }
    }

    @inline(__always)
    private mutating func put(_ event: XMLEvent) {
        if eventCount == eventCapacity { growEvents() }
        events[eventCount] = event
        eventCount += 1
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
        if textCount + count > textCapacity { growText(count) }
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
    private mutating func lookUp(_ name: UnsafePointer<xmlChar>) -> (place: UInt16, count: Int) {
        let key = UInt(bitPattern: name)
        var slot = Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 52)
        while slots[slot].key != 0 {
            if slots[slot].key == key { return (slots[slot].place, Int(slots[slot].count)) }
            slot = (slot + 1) & (XMLTape.slotCount - 1)
        }
        return learn(name, at: slot, key)
    }

    @inline(never)
    private mutating func learn(
        _ name: UnsafePointer<xmlChar>, at slot: Int, _ key: UInt
    ) -> (place: UInt16, count: Int) {
        let count = strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
        if count > limits.nameBytes { refuse(.limit, "a name is longer than \(limits.nameBytes) bytes") }
        if namesHeld >= limits.distinctNames || namesHeld >= XMLTape.slotCount / 2 {
            refuse(.limit, "the document has more than \(limits.distinctNames) different names")
            return (0, count)
        }
        namesHeld += 1
        let known = String(decoding: UnsafeBufferPointer(start: name, count: min(count, 256)), as: UTF8.self)
        slots[slot] = NameSlot(
            key: key, place: vocabulary.place(of: known), count: UInt16(truncatingIfNeeded: min(count, 256)))
        return (slots[slot].place, Int(slots[slot].count))
    }

    @inline(__always)
    private mutating func namespacePlace(_ address: UnsafePointer<xmlChar>?) -> UInt8 {
        guard let address else { return 0 }
        return address == lastNamespace ? lastNamespacePlace : learnNamespace(address)
    }

    @inline(never)
    private mutating func learnNamespace(_ address: UnsafePointer<xmlChar>) -> UInt8 {
        let count = strlen(UnsafeRawPointer(address).assumingMemoryBound(to: CChar.self))
        let name = String(decoding: UnsafeBufferPointer(start: address, count: min(count, 512)), as: UTF8.self)
        if let index = namespaces.firstIndex(of: name) {
            lastNamespacePlace = UInt8(index + 1)
        } else if namespaces.count < 254 {
            namespaces.append(name)
            lastNamespacePlace = UInt8(namespaces.count)
        } else {
            lastNamespacePlace = 255
        }
        lastNamespace = address
        return lastNamespacePlace
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
