// A Mustache template of one's own for a general-ledger file. What stands between {{#entries}} and {{/entries}} is rendered
// for each entry by itself, so that a batch of any size passes in constant memory.
// Relies on swift-mustache for the language; the values are those of LayoutField, by the same names.

import Mustache

/// A template that was read and found whole.
public struct LedgerTemplate: Sendable, Hashable {
    /// Why a text is no template.
    public struct Fault: Error, Sendable, Hashable {
        public let sentence: String
    }

    /// How values are written: as the file's ending says.
    enum Escaping: String, Sendable, Hashable {
        /// Cells of RFC 4180, guarded against formulas.
        case csv = "CSV"
        /// XML and HTML.
        case markup = "HTML"
        case text = "TEXT"
    }

    public let name: String
    /// What the name of a file ends with.
    public let file: String
    let escaping: Escaping
    let head: String
    let entry: String
    let tail: String

    /// - Parameters:
    ///   - file: the template's own name without `.mustache`: `journal.csv`. Its ending says how values are escaped: csv, xml
    ///     and html have their ways, all others none.
    ///   - text: has {{#entries}} and {{/entries}} once, each outside other sections.
    public init(name: String, file: String, text: String) throws(Fault) {
        self.name = name
        self.file = file
        switch file.split(separator: ".").last.map({ $0.lowercased() }) {
        case "csv": escaping = .csv
        case "xml", "html", "htm": escaping = .markup
        default: escaping = .text
        }
        guard let opening = LedgerTemplate.tag("#", in: text[...]),
            let closing = LedgerTemplate.tag("/", in: text[opening.upperBound...])
        else { throw Fault(sentence: "there is no {{#entries}} with its {{/entries}}") }
        if LedgerTemplate.tag("#", in: text[closing.upperBound...]) != nil {
            throw Fault(sentence: "{{#entries}} stands there twice")
        }
        head = String(text[..<opening.lowerBound])
        entry = String(text[opening.upperBound..<closing.lowerBound])
        tail = String(text[closing.upperBound...])
        for (part, known) in [(head, Self.headNames), (entry, Self.entryNames), (tail, Self.tailNames)] {
            do { _ = try MustacheTemplate(string: part) } catch {
                throw Fault(sentence: "the template cannot be read: \(LedgerTemplate.reason(error))")
            }
            if let stranger = LedgerTemplate.names(in: part).first(where: { !known.contains($0) }) {
                throw Fault(
                    sentence:
                        "there is no value `\(stranger)` here; known are: \(known.sorted().joined(separator: ", "))")
            }
        }
    }

    private static let batchNames: Set<String> = ["batch-id", "batch-number", "business-date", "organisation"]
    private static let headNames = batchNames
    private static let tailNames = batchNames.union([
        "totals", "currency", "total-lines", "total-debit", "total-credit", "last",
    ])
    private static let entryNames: Set<String> = batchNames.union([
        "journal-id", "effective-date", "original-date", "description", "event", "match-id", "arrival-id", "lines",
        "line-number", "line-id", "account", "account-code", "account-type", "entity", "cost-center", "fund", "debit",
        "credit", "amount", "side", "currency", "first", "last",
    ])

    /// The place of a tag of `entries`; of the whole line where nothing else is on it.
    private static func tag(_ mark: String, in text: Substring) -> Range<String.Index>? {
        var rest = text
        while let opening = rest.firstRange(of: "{{\(mark)") {
            guard let closing = rest[opening.upperBound...].firstRange(of: "}}") else { return nil }
            if rest[opening.upperBound..<closing.lowerBound].filter({ $0 != " " }) == "entries" {
                return wholeLine(opening.lowerBound..<closing.upperBound, in: text)
            }
            rest = rest[closing.upperBound...]
        }
        return nil
    }

    private static func wholeLine(_ tag: Range<String.Index>, in text: Substring) -> Range<String.Index> {
        let before = text[..<tag.lowerBound].reversed().prefix { !$0.isNewline }
        let after = text[tag.upperBound...].prefix { !$0.isNewline }
        guard before.allSatisfy({ $0 == " " || $0 == "\t" }), after.allSatisfy({ $0 == " " || $0 == "\t" }) else {
            return tag
        }
        let start = text.index(tag.lowerBound, offsetBy: -before.count)
        return start..<(after.endIndex < text.endIndex ? text.index(after: after.endIndex) : after.endIndex)
    }

    /// The names that tags ask for, without transforms and `.`.
    private static func names(in text: String) -> [String] {
        var names: [String] = []
        var rest = text[...]
        while let opening = rest.firstRange(of: "{{"), let closing = rest[opening.upperBound...].firstRange(of: "}}") {
            var tag = rest[opening.upperBound..<closing.lowerBound]
            rest = rest[closing.upperBound...]
            switch tag.first {
            case "!", "%", "=": continue
            default: tag = tag.drop { "#/^&{ ".contains($0) }
            }
            if let bracket = tag.lastIndex(of: "(") { tag = tag[tag.index(after: bracket)...] }
            let name = tag.filter { !") }".contains($0) }
            if name != "." && !name.isEmpty { names.append(String(name)) }
        }
        return names
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? MustacheTemplate.ParserError else { return "\(error)" }
        return "line \(error.context.lineNumber) of its part, \(error.error)"
    }
}

/// Cells of a CSV.
struct GuardedCells: MustacheContentType {
    private let form: CellForm

    init() {
        form = CellForm(LedgerLayout(name: "", file: "", line: []))
    }

    func escapeText(_ text: String) -> String {
        var cell = Array(text.utf8)
        // An amount is no text, and its minus no formula.
        let isNumber = cell.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
        if !isNumber { form.prepare(text: &cell) }
        var out: [UInt8] = []
        form.append(cell, to: &out)
        return String(decoding: out, as: UTF8.self)
    }
}
