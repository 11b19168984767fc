// What the XML reader hands on: a flat run of events, each with its place in the file, and the vocabulary that turns
// element names into integers. Relies on nothing; no text of an element is a String here.

/// One thing met in an XML document. Texts are ranges of the text that is handed over together with the events.
struct XMLEvent {
    enum Kind: UInt8 {
        /// An element with children (or one whose content is not yet known at the end of the document).
        case open
        /// The end of an element that was opened.
        case close
        /// An element without child elements, with its whole text.
        case leaf
        /// An unprefixed attribute of the element that the next event (other than an attribute) begins.
        case attribute
    }

    var kind: Kind
    /// 0 no namespace, 1-254 the namespaces in the order met, 255 one of those beyond.
    var namespace: UInt8
    /// Place in the vocabulary; 0 for a name outside it.
    var name: UInt16
    var line: UInt32
    /// The lower 32 bits of the byte offset of the element's `<`.
    var offset: UInt32
    var textStart: UInt32
    var textCount: UInt32

    /// Stands for the document's first byte.
    static let beginning = XMLEvent(
        kind: .open, namespace: 0, name: 0, line: 1, offset: 0, textStart: 0, textCount: 0)
}

/// The element and attribute names that a reader knows; all others are one and the same to it.
struct XMLVocabulary: Sendable {
    let names: [String]
    private let places: [String: UInt16]

    /// Duplicates are dropped. Place 0 stands for every unknown name.
    init(_ words: some Sequence<String>) {
        var names = [""]
        var places: [String: UInt16] = [:]
        for word in words where places[word] == nil {
            places[word] = UInt16(names.count)
            names.append(word)
        }
        self.names = names
        self.places = places
    }

    func place(of name: String) -> UInt16 { places[name] ?? 0 }
}

/// Bounds of what the XML reader accepts; what exceeds them is refused before memory is spent on it.
struct XMLLimits: Sendable {
    /// Nesting of elements. Messages of ISO 20022 stay below 32.
    var depth = 64
    /// Bytes of the text of one element.
    var textBytes = 1 << 20
    /// Bytes of one name.
    var nameBytes = 128
    /// Attributes of one element.
    var attributes = 64
    /// Different names in one document.
    var distinctNames = 2048
    /// Bytes that may wait for the end of one tag, comment or the like.
    var waitingBytes = 1 << 20
}

/// Why the XML reader stopped before the end.
struct XMLFault: Error {
    enum Kind {
        case syntax, truncated, empty, nul, encoding, encodingMismatch, encodingUnsupported, documentType, limit
        /// Something other than comments, instructions and white space behind the document's element.
        case trailing
        /// Not XML's own: one entry of a statement is too large to be held.
        case entryTooLarge
    }

    let kind: Kind
    /// What is wrong, without any of the document's content.
    let sentence: String
    let offset: Int
    let line: Int
}
