// A guide's table, compiled: loops, the places (slots) for segments in them, and the element rules of each segment.
// Relies on the data element dictionary and the code lists. Read once from text; immutable after that.
//
// A table is lines of text. `TAG usage maximum | elements` is a segment, `@loop usage maximum` begins a loop (its first
// segment begins each repeat), `@@` ends it; maximum 0 means without bound. Lines of one tag in a row in one loop are
// variants of one slot, told apart by the codes of their first element: their order does not matter.
// An element is `usage number[=codes]`, usage R required, S situational, N not used; codes are `A|B` or `@list`.
// `C003(...)` is a composite with its components. `*` leaves a segment's elements unchecked.

enum Usage: UInt8, Sendable { case required, situational, notUsed }

/// What the guide says of one element or component.
struct TableElement: Sendable {
    let usage: Usage
    let type: ElementType
    let minimum: Int
    let maximum: Int
    /// Data element number; 0 for a composite.
    let number: Int
    let codes: [String]?
    /// Components of a composite.
    let parts: [TableElement]
}

/// One of the uses of a segment at its place, told by the code in its first element.
struct TableVariant: Sendable {
    let isRequired: Bool
    /// 0: without bound.
    let maximum: Int
    let qualifiers: [String]?
    let elements: [TableElement]
    let isUnchecked: Bool
}

/// A place for segments of one tag in one loop.
struct TableSlot: Sendable {
    let tag: SegmentTag
    let loop: Int
    var variants: [TableVariant]
    var isRequired: Bool { variants.contains(where: \.isRequired) }
}

/// What a loop holds, in order.
enum LoopItem: Sendable {
    case slot(Int)
    case loop(Int)
}

struct Loop: Sendable {
    let name: String
    let parent: Int?
    let isRequired: Bool
    /// 0: without bound.
    let maximum: Int
    var items: [LoopItem] = []
}

struct GuideTable: Sendable {
    let set: String
    private(set) var slots: [TableSlot] = []
    /// Loop 0 is the set itself.
    private(set) var loops: [Loop] = [Loop(name: "", parent: nil, isRequired: true, maximum: 1)]
    /// Lines that could not be read; none in a right table (a test holds that).
    private(set) var faults: [String] = []

    init(set: String, text: String) {
        self.set = set
        var current = 0
        for line in text.split(separator: "\n") {
            if line == "@@" {
                current = loops[current].parent ?? 0
            } else if line.hasPrefix("@") {
                current = beginLoop(line.dropFirst(), in: current)
            } else if !addSegment(line, to: current) {
                faults.append(String(line))
            }
        }
    }

    private mutating func beginLoop(_ line: Substring, in parent: Int) -> Int {
        let words = line.split(separator: " ")
        guard words.count == 2, let usage = words[1].first, let maximum = Int(words[1].dropFirst()) else {
            faults.append(String(line))
            return parent
        }
        loops.append(Loop(name: String(words[0]), parent: parent, isRequired: usage == "R", maximum: maximum))
        loops[parent].items.append(.loop(loops.count - 1))
        return loops.count - 1
    }

    private mutating func addSegment(_ line: Substring, to loop: Int) -> Bool {
        let halves = line.split(separator: "|", maxSplits: 1)
        guard halves.count == 2 else { return false }
        let words = halves[0].split(separator: " ")
        guard words.count == 2, let usage = words[1].first, let maximum = Int(words[1].dropFirst()) else {
            return false
        }
        let isUnchecked = halves[1].contains("*")
        var reader = TableElementReader(halves[1])
        let elements = isUnchecked ? [] : reader.rules()
        if reader.hasFailed { return false }
        let variant = TableVariant(
            isRequired: usage == "R", maximum: maximum, qualifiers: elements.first?.codes, elements: elements,
            isUnchecked: isUnchecked)
        let tag = SegmentTag(text: words[0])
        if case .slot(let last) = loops[loop].items.last, slots[last].tag == tag {
            slots[last].variants.append(variant)
        } else {
            slots.append(TableSlot(tag: tag, loop: loop, variants: [variant]))
            loops[loop].items.append(.slot(slots.count - 1))
        }
        return true
    }

    /// The slot that begins a loop.
    func firstSlot(of loop: Int) -> Int? {
        if case .slot(let slot) = loops[loop].items.first { return slot }
        return nil
    }
}

/// Reads the element part of a table's line.
private struct TableElementReader {
    private var rest: Substring
    private(set) var hasFailed = false

    init(_ text: Substring) { rest = text }

    /// Rules up to the end or to a closing parenthesis.
    mutating func rules() -> [TableElement] {
        var rules: [TableElement] = []
        while let usage = rest.first {
            rest.removeFirst()
            switch usage {
            case " ": continue
            case ")": return rules
            case "R": rules.append(rule(.required))
            case "S": rules.append(rule(.situational))
            case "N": rules.append(rule(.notUsed))
            default: hasFailed = true
            }
            if hasFailed { return rules }
        }
        return rules
    }

    private mutating func rule(_ usage: Usage) -> TableElement {
        let isComposite = rest.first == "C"
        if isComposite { rest.removeFirst() }
        let digits = rest.prefix { $0.isNumber }
        rest = rest.dropFirst(digits.count)
        let number = Int(digits) ?? 0
        if isComposite {
            var parts: [TableElement] = []
            if rest.first == "(" {
                rest.removeFirst()
                parts = rules()
            }
            return TableElement(
                usage: usage, type: .composite, minimum: 1, maximum: .max, number: number, codes: nil, parts: parts)
        }
        var codes: [String]?
        if rest.first == "=" {
            let list = rest.dropFirst().prefix { $0 != " " && $0 != ")" }
            rest = rest.dropFirst(list.count + 1)
            codes = codeSet(list)
        }
        // Element numbers that only ever stand for "not used" need no entry in the dictionary.
        let element = DataElements.byNumber[number] ?? DataElement(type: .text, minimum: 1, maximum: 80)
        if DataElements.byNumber[number] == nil && usage != .notUsed { hasFailed = true }
        return TableElement(
            usage: usage, type: element.type, minimum: element.minimum, maximum: element.maximum, number: number,
            codes: codes, parts: [])
    }

    private mutating func codeSet(_ list: Substring) -> [String]? {
        if list.first != "@" { return list.split(separator: "|").map(String.init) }
        guard let codes = CodeLists.byName[String(list.dropFirst())] else {
            hasFailed = true
            return nil
        }
        return codes
    }
}
