// A small piece of a message as a tree: one header, one block's head, one transfer. Filled while the XML is read, decoded
// when the piece is whole, then filled anew: memory is that of the largest piece.
// Relies on PaymentWord for names and on XMLEvent for places.

import Money
import Parsing

/// Elements of one piece of a message, each with its text and its place in the file.
struct ElementTree {
    private struct Node {
        let word: PaymentWord
        let parent: Int
        var firstChild = -1
        var lastChild = -1
        var nextSibling = -1
        var textStart = 0
        var textCount = 0
        var currency: Currency?
        let offset: Int
        let line: Int
    }

    /// Bounds of one piece: what is beyond is no transfer.
    static let nodeLimit = 100_000
    static let textLimit = 4 << 20

    private var nodes: [Node] = []
    private var text: [UInt8] = []
    private var current = -1
    /// Depth below the limit: elements that were met and not put.
    private var lost = 0
    /// Path of the piece's root, without the root itself.
    private(set) var place = ""
    private(set) var ordinal = 0
    /// Elements that no word stands for.
    private(set) var unreadCount = 0
    private(set) var firstUnread: Int?
    private(set) var isOverfull = false

    var isEmpty: Bool { nodes.isEmpty }
    /// Whether an element is open.
    var isOpen: Bool { current >= 0 }

    /// Forgets everything; the next element to open is the root. `ordinal` counts its like from 1; 0 for one of a kind.
    mutating func begin(in place: String, ordinal: Int) {
        nodes.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        current = -1
        lost = 0
        self.place = place
        self.ordinal = ordinal
        unreadCount = 0
        firstUnread = nil
        isOverfull = false
    }

    /// Puts an element below the one that is open.
    mutating func open(_ word: PaymentWord, offset: Int, line: Int, currency: Currency?) {
        guard nodes.count < ElementTree.nodeLimit, lost == 0 else {
            isOverfull = true
            lost += 1
            return
        }
        let index = nodes.count
        nodes.append(Node(word: word, parent: current, currency: currency, offset: offset, line: line))
        if current >= 0 {
            let last = nodes[current].lastChild
            if last >= 0 { nodes[last].nextSibling = index } else { nodes[current].firstChild = index }
            nodes[current].lastChild = index
        }
        current = index
    }

    /// Text of the open element; blanks at its ends are no part of it.
    mutating func setText(_ bytes: RawSpan) {
        guard current >= 0, lost == 0 else { return }
        let content = bytes.extracting(FieldText.content(bytes))
        guard text.count + content.byteCount <= ElementTree.textLimit else {
            isOverfull = true
            return
        }
        nodes[current].textStart = text.count
        nodes[current].textCount = content.byteCount
        content.withUnsafeBytes { text.append(contentsOf: $0) }
    }

    mutating func close() {
        if lost > 0 {
            lost -= 1
        } else if current >= 0 {
            current = nodes[current].parent
        }
    }

    /// An element that is not read: it is counted, and the first one's parent remembered.
    mutating func noteUnread() {
        unreadCount += 1
        if firstUnread == nil { firstUnread = current }
    }
}

extension ElementTree {
    /// The root; -1 stands for no element, and has no children and no text.
    var root: Int { nodes.isEmpty ? -1 : 0 }

    var rootWord: PaymentWord { nodes.first?.word ?? .unread }

    func first(_ word: PaymentWord, of parent: Int) -> Int {
        guard parent >= 0 else { return -1 }
        var child = nodes[parent].firstChild
        while child >= 0, nodes[child].word != word { child = nodes[child].nextSibling }
        return child
    }

    func first(_ word: PaymentWord, _ below: PaymentWord, of parent: Int) -> Int {
        first(below, of: first(word, of: parent))
    }

    func all(_ word: PaymentWord, of parent: Int) -> [Int] {
        guard parent >= 0 else { return [] }
        var found: [Int] = []
        var child = nodes[parent].firstChild
        while child >= 0 {
            if nodes[child].word == word { found.append(child) }
            child = nodes[child].nextSibling
        }
        return found
    }

    /// The element's text; nil where there is no element or no text.
    func text(_ index: Int) -> String? {
        guard index >= 0, nodes[index].textCount > 0 else { return nil }
        return String(decoding: bytes(index), as: UTF8.self)
    }

    func bytes(_ index: Int) -> ArraySlice<UInt8> {
        guard index >= 0 else { return [] }
        let node = nodes[index]
        return text[node.textStart..<node.textStart + node.textCount]
    }

    func text(_ word: PaymentWord, of parent: Int) -> String? { text(first(word, of: parent)) }

    func texts(_ word: PaymentWord, of parent: Int) -> [String] { all(word, of: parent).compactMap(text) }

    func currency(_ index: Int) -> Currency? { index >= 0 ? nodes[index].currency : nil }

    /// Where an element stands; the piece's root for no element.
    func location(_ index: Int) -> Location {
        guard !nodes.isEmpty else { return Location(offset: 0, path: place) }
        let node = nodes[max(0, index)]
        var parts: [String] = []
        var at = max(0, index)
        while at > 0 {
            parts.append(nodes[at].word.tag)
            at = nodes[at].parent
        }
        parts.append(ordinal > 0 ? "\(nodes[0].word.tag)[\(ordinal)]" : nodes[0].word.tag)
        parts.append(place)
        return Location(offset: node.offset, line: node.line, path: parts.reversed().joined(separator: "/"))
    }
}
