// One XML document, piece by piece: bytes go in, runs of XMLEvent come out.
// Relies on XMLDecoder for encodings, on XMLDeclaration, and on XMLScanner for everything behind it.

/// A push parser of one document. Not to be shared between threads.
final class XMLStream {
    private enum Stage {
        /// The first four bytes tell whether there is a byte order mark.
        case lead
        /// Until the XML declaration is read, or seen not to be there, the encoding of eight-bit characters is not known.
        case declaration
        case document
        case finished
    }

    private var stage = Stage.lead
    private var lead: [UInt8] = []
    private var decoder = XMLDecoder(.utf8)
    private var hasMark = false
    private var window: XMLWindow
    private var scanner: XMLScanner
    /// Up to here the window's characters were looked at.
    private var checked = 0
    private var hasLineFeeds = false
    /// Bytes of a character that the next piece completes.
    private var rest: [UInt8] = []
    /// Bytes that are no characters follow the window's data.
    private var badCharacter: XMLFault.Kind?
    /// Bytes that the window must have before it is worth scanning again.
    private var wanted = 0

    /// Bytes of text taken so far.
    private(set) var taken = 0

    /// Input is parsed in slices of this many bytes, so that a slice and its events stay in the cache.
    private static let sliceSize = 1 << 15

    init(vocabulary: XMLVocabulary, limits: XMLLimits = XMLLimits()) {
        window = XMLWindow(margin: limits.nameBytes + 64)
        scanner = XMLScanner(vocabulary: vocabulary, limits: limits)
    }

    /// The namespaces met so far; `XMLEvent.namespace` less one is the place in it.
    var namespaces: [String] { scanner.scope.names }

    /// Byte offset in the file of an event just handed over. In documents of another encoding than UTF-8 the offset counts
    /// the bytes of the text as UTF-8.
    func offset(of event: XMLEvent) -> Int {
        taken &+ Int(Int32(bitPattern: event.offset &- UInt32(truncatingIfNeeded: taken)))
    }

    /// Takes the next piece of the file. `consume` gets events and the bytes that their texts are ranges of.
    /// Throws `XMLFault` after the events before the fault were consumed, or what `consume` throws.
    func push(_ piece: RawSpan, _ consume: (Span<XMLEvent>, RawSpan) throws -> Void) throws {
        var piece = piece
        if stage == .lead {
            let count = min(4 - lead.count, piece.byteCount)
            for place in 0..<count { lead.append(piece.byte(place)) }
            piece = piece.extracting(droppingFirst: count)
            if lead.count < 4 { return }
            try begin(consume)
        }
        while piece.byteCount > 0 {
            let slice = piece.extracting(first: min(piece.byteCount, XMLStream.sliceSize))
            try take(slice, consume)
            piece = piece.extracting(droppingFirst: slice.byteCount)
        }
    }

    /// Says that the file has ended.
    func finish(_ consume: (Span<XMLEvent>, RawSpan) throws -> Void) throws {
        if stage == .finished { return }
        if stage == .lead {
            if lead.isEmpty { throw XMLFault(kind: .empty, sentence: "the file is empty", offset: 0, line: 1) }
            try begin(consume)
        }
        if stage == .declaration {
            scanner.finish(window.bytes.span.bytes, end: window.count)
            stage = .finished
            throw scanner.fault ?? XMLFault(kind: .truncated, sentence: "the file ends", offset: taken, line: 1)
        }
        wanted = 0
        try scan(consume)
        if !rest.isEmpty || !decoder.isComplete {
            throw fault(.encoding, "the file ends in the middle of a character")
        }
        scanner.finish(window.bytes.span.bytes, end: window.count)
        stage = .finished
        if let fault = scanner.fault { throw fault }
    }

    private func begin(_ consume: (Span<XMLEvent>, RawSpan) throws -> Void) throws {
        let detected = XMLEncoding.detect(lead)
        if let detected {
            decoder = XMLDecoder(detected.encoding)
            hasMark = detected.markCount > 0
            if detected.encoding == .utf8 {
                scanner.base = detected.markCount
                taken = detected.markCount
            }
        }
        stage = .declaration
        let first = Array(lead.dropFirst(detected?.markCount ?? 0))
        try take(first.span.bytes, consume)
    }

    /// Takes a slice of the file: decodes it if need be, and reads on.
    private func take(_ slice: RawSpan, _ consume: (Span<XMLEvent>, RawSpan) throws -> Void) throws {
        if stage == .finished { return }
        append(slice)
        if stage == .declaration, try !readDeclaration() { return }
        try scan(consume)
    }

    private func append(_ slice: RawSpan) {
        if !rest.isEmpty {
            window.append(rest.span.bytes)
            rest.removeAll(keepingCapacity: true)
        }
        let before = window.count
        if decoder.encoding == .utf8 {
            window.append(slice)
        } else {
            var text: [UInt8] = []
            text.reserveCapacity(slice.byteCount * 2)
            if !decoder.decode(slice, into: &text) { badCharacter = .encoding }
            window.append(text.span.bytes)
        }
        taken += window.count - before
    }

    /// Whether the document's text may be read on.
    private func readDeclaration() throws -> Bool {
        switch XMLDeclaration.read(window.bytes.span.bytes, end: window.count) {
        case .unfinished:
            if window.count > scanner.limits.waitingBytes {
                throw fault(.limit, "the XML declaration is longer than \(scanner.limits.waitingBytes) bytes")
            }
            if badCharacter != nil { throw fault(.encoding, "bytes that are no characters of the encoding") }
            return false
        case .malformed(let sentence): throw fault(.syntax, sentence)
        case .none: stage = .document
        case .found(let declaration):
            stage = .document
            let behind = window.bytes[declaration.count..<window.count]
            hasLineFeeds = window.bytes[..<declaration.count].contains(0x0A)
            // What the declaration itself holds is ASCII, or it would be malformed.
            scanner.position = declaration.count
            checked = declaration.count
            guard let encoding = try encoding(declared: declaration.encoding), encoding != .utf8 else { return true }
            decoder = XMLDecoder(encoding)
            taken -= behind.count
            window.cut(to: declaration.count)
            append(Array(behind).span.bytes)
        }
        return true
    }

    /// The encoding that the rest of the file is to be decoded from; nil to go on as before.
    private func encoding(declared name: String?) throws -> XMLEncoding? {
        guard let name else { return nil }
        guard let declared = XMLEncoding.declared(name) else {
            throw fault(.encodingUnsupported, "the declared encoding is none that banks' files use")
        }
        let isWide = if case .utf16 = decoder.encoding { true } else { false }
        switch declared {
        case .utf16:
            if isWide { return nil }
            throw fault(.encodingMismatch, "the file declares UTF-16 and is of eight-bit characters")
        case .eightBit(let encoding):
            if isWide {
                throw fault(
                    .encodingMismatch, "the file is UTF-16 and declares an encoding of eight-bit characters")
            }
            if hasMark, encoding != .utf8 {
                throw fault(.encodingMismatch, "the file begins with a UTF-8 mark and declares another encoding")
            }
            return encoding
        }
    }

    private func fault(_ kind: XMLFault.Kind, _ sentence: String) -> XMLFault {
        stage = .finished
        scanner.refuse(kind, sentence, window.bytes.span.bytes, at: window.count)
        return scanner.fault ?? XMLFault(kind: kind, sentence: sentence, offset: taken, line: 1)
    }

    private func scan(_ consume: (Span<XMLEvent>, RawSpan) throws -> Void) throws {
        checkCharacters()
        if window.count < wanted, badCharacter == nil { return }
        scanner.scan(
            window.bytes.span.bytes, end: window.count, decodedStart: window.decodedStart, hasLineFeeds: hasLineFeeds)
        if !scanner.decoded.isEmpty { window.place(decoded: scanner.decoded) }
        try handOver(consume)
        if let fault = scanner.fault {
            stage = .finished
            throw fault
        }
        if let badCharacter {
            throw fault(
                badCharacter,
                badCharacter == .nul
                    ? "a NUL byte, which no XML document may hold" : "a byte or character that XML does not allow")
        }
        let forgotten = scanner.needed
        window.forget(forgotten)
        scanner.forget(forgotten)
        checked -= forgotten
        if hasLineFeeds {
            hasLineFeeds = XMLSearch.lineFeeds(window.bytes.span.bytes, from: 0, to: window.count) > 0
        }
        // A long token is not begun anew with every slice, or many small slices would cost the square of its length.
        wanted = window.count > 4096 ? window.count + window.count / 4 : 0
    }

    /// The arrays have a second owner only while this runs, so that nothing is copied.
    private func handOver(_ consume: (Span<XMLEvent>, RawSpan) throws -> Void) throws {
        let events = scanner.events
        let bytes = window.bytes
        try consume(events.span.extracting(first: scanner.readyCount), bytes.span.bytes)
    }

    /// Looks at the characters that came last. A character whose end is missing waits outside of the window.
    private func checkCharacters() {
        let check = XMLCharacterCheck(window.bytes.span.bytes, from: checked, to: window.count)
        if check.hasLineFeeds { hasLineFeeds = true }
        checked = check.end
        if let kind = check.fault {
            badCharacter = kind
            window.cut(to: check.end)
        } else if check.end < window.count {
            rest = Array(window.bytes[check.end..<window.count])
            window.cut(to: check.end)
        }
    }
}
