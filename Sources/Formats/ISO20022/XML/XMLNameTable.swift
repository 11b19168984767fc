// The names of one document as small integers: each is looked at in full once, and afterwards known by its bytes.
// Relies on XMLBytes and XMLCharacters. Names of elements and of attributes share the table.

/// A table of names with open addressing. Its hash is keyed by chance anew in each process, so that no sender can make
/// names collide.
struct XMLNameTable {
    struct Name {
        /// The first eight bytes, zeros behind a shorter name. An empty slot holds what no name begins with, so that it
        /// is not found for an empty name.
        var head = UInt64.max
        /// The last eight bytes of a name of more than eight.
        var tail: UInt64 = 0
        /// Bytes of the whole name as it is written; 0 for an empty slot.
        var count: UInt16 = 0
        /// Place of the local part in the vocabulary.
        var place: UInt16 = 0
        /// Number of the prefix; of `xmlns:p` and `xmlns` the one declared.
        var prefix: UInt16 = 0
        var isDeclaration = false
        /// Where the whole name stands in `written`, for names of more than sixteen bytes.
        var start: UInt32 = 0

        var isPlain: Bool { prefix == 0 && !isDeclaration }
    }

    enum Refusal: Error {
        case tooLong, tooMany, noName, noQualifiedName
    }

    private static let slotCount = 4096

    private let vocabulary: XMLVocabulary
    private let limits: XMLLimits
    private var slots = [Name](repeating: Name(), count: XMLNameTable.slotCount)
    private var written: [UInt8] = []
    private var held = 0
    private let key = UInt64(bitPattern: Int64("name".hashValue))

    init(vocabulary: XMLVocabulary, limits: XMLLimits) {
        self.vocabulary = vocabulary
        self.limits = limits
    }

    @inline(__always)
    subscript(_ number: Int) -> Name { slots[number] }

    /// The number of the name from `start` to `end`, if it is known; else the slot that it may take, less one, negated.
    @inline(__always)
    func find(_ window: RawSpan, from start: Int, to end: Int) -> Int {
        let count = end &- start
        let word = window.word(start)
        var hash: UInt64
        let head: UInt64
        var tail: UInt64 = 0
        if count <= 8 {
            head = word & XMLNameTable.mask(count)
            hash = (head ^ key) &* 0x9E37_79B9_7F4A_7C15
        } else {
            head = word
            tail = window.word(end &- 8)
            hash = (head ^ key) &* 0x9E37_79B9_7F4A_7C15
            hash = (hash ^ hash >> 32 ^ tail) &* 0xC2B2_AE3D_27D4_EB4F
            if count > 16 { hash = XMLNameTable.middleHash(hash, window, start, end) }
        }
        var slot = Int(truncatingIfNeeded: (hash ^ hash >> 29) >> 20) & (XMLNameTable.slotCount - 1)
        while true {
            let known = slots[slot]
            if known.head == head, Int(known.count) == count, known.tail == tail,
                count <= 16 || XMLNameTable.isEqual(written, known, window, start)
            {
                return slot
            }
            if known.count == 0 { return -1 &- slot }
            slot = (slot &+ 1) & (XMLNameTable.slotCount - 1)
        }
    }

    /// Whether the bytes from a place on begin with the name of this number.
    @inline(__always)
    func matches(_ name: Name, _ window: RawSpan, at place: Int) -> Bool {
        let count = Int(name.count)
        let word = window.word(place)
        if count <= 8 { return word & XMLNameTable.mask(count) == name.head }
        return word == name.head && window.word(place &+ count &- 8) == name.tail
            && (count <= 16 || XMLNameTable.isEqual(written, name, window, place))
    }

    /// The lowest one to eight bytes.
    @inline(__always)
    private static func mask(_ count: Int) -> UInt64 { UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- count &* 8) }

    @inline(never)
    private static func middleHash(_ hash: UInt64, _ window: RawSpan, _ start: Int, _ end: Int) -> UInt64 {
        var hash = hash
        var place = start + 8
        while place + 8 < end {
            hash = (hash ^ hash >> 32 ^ window.word(place)) &* 0xC2B2_AE3D_27D4_EB4F
            place += 8
        }
        return hash
    }

    @inline(never)
    private static func isEqual(_ written: [UInt8], _ name: Name, _ window: RawSpan, _ start: Int) -> Bool {
        for index in 0..<Int(name.count) where window.byte(start + index) != written[Int(name.start) + index] {
            return false
        }
        return true
    }

    /// Takes a name that was looked for in vain (`slot` is what `find` gave) and tells what it is.
    @inline(never)
    mutating func learn(
        _ window: RawSpan, from start: Int, to end: Int, slot: Int, _ scope: inout XMLNamespaceScope
    ) throws(Refusal) -> Int {
        let count = end - start
        if count > limits.nameBytes { throw .tooLong }
        if held >= limits.distinctNames || held >= XMLNameTable.slotCount / 2 { throw .tooMany }
        let bytes = window.extracting(start..<end).withUnsafeBytes { Array($0) }
        let text = String(decoding: bytes, as: UTF8.self)
        if !XMLCharacters.isName(text) { throw .noName }
        var name = Name(count: UInt16(truncatingIfNeeded: count), start: UInt32(truncatingIfNeeded: written.count))
        let word = window.word(start)
        name.head = count >= 8 ? word : word & XMLNameTable.mask(count)
        if count > 8 { name.tail = window.word(end - 8) }
        // Among bytes, because a colon and a combining accent behind it are one character of a String.
        let parts = bytes.split(separator: 0x3A, maxSplits: 2, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        if let prefix = parts.first, parts.count > 1 {
            let isWhole = parts.count == 2 && !prefix.isEmpty && XMLCharacters.isName(parts[1])
            if !isWhole { throw .noQualifiedName }
            name.isDeclaration = prefix == "xmlns"
            name.prefix = scope.number(ofPrefix: name.isDeclaration ? parts[1] : prefix)
            name.place = vocabulary.place(of: parts[1])
        } else {
            name.isDeclaration = text == "xmlns"
            name.place = vocabulary.place(of: text)
        }
        if count > 16 { written.append(contentsOf: bytes) }
        held += 1
        slots[-1 - slot] = name
        return -1 - slot
    }
}
