// A YAML mapping being read: known keys are taken, unknown ones complained of, each with its line.
// Relies on Yams for the tree and its marks.

import Yams

/// Collects complaints while a file is read.
final class ComplaintList {
    var complaints: [Complaint] = []
}

/// One mapping of a file.
struct Section {
    let file: String
    private let node: Node
    private let mapping: Node.Mapping
    private let list: ComplaintList

    /// Complains and gives nil when the node is no mapping.
    init?(_ node: Node, file: String, list: ComplaintList) {
        self.file = file
        self.list = list
        self.node = node
        guard let mapping = node.mapping else {
            list.complaints.append(
                Complaint(file: file, line: node.mark?.line, sentence: "here `key: value` lines are expected"))
            return nil
        }
        self.mapping = mapping
    }

    /// Reads a file's text; complains of syntax errors.
    static func root(of text: String, file: String, list: ComplaintList) -> Section? {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                list.complaints.append(Complaint(file: file, line: nil, sentence: "the file is empty"))
                return nil
            }
            return Section(node, file: file, list: list)
        } catch let error as YamlError {
            list.complaints.append(
                Complaint(file: file, line: line(of: error), sentence: "not YAML: \(summary(error))"))
            return nil
        } catch {
            list.complaints.append(Complaint(file: file, line: nil, sentence: "not YAML"))
            return nil
        }
    }

    var line: Int? { node.mark?.line }

    func complain(_ sentence: String, at key: String? = nil) {
        let line = key.flatMap { mapping[$0]?.mark?.line } ?? line
        list.complaints.append(Complaint(file: file, line: line, sentence: sentence))
    }

    /// Complains of every key that is not among these.
    func allow(_ keys: String...) { allow(keys) }

    func allow(_ keys: [String]) {
        for (key, _) in mapping {
            guard let name = key.string, !keys.contains(name) else { continue }
            let known = keys.joined(separator: ", ")
            list.complaints.append(
                Complaint(
                    file: file, line: key.mark?.line, sentence: "unknown key `\(name)`; known here are: \(known)"))
        }
    }

    func has(_ key: String) -> Bool { mapping[key] != nil }

    /// Whether the key has just this one value; no complaint when it has another, or a mapping.
    func says(_ key: String, _ value: String) -> Bool { mapping[key]?.scalar?.string == value }

    func text(_ key: String) -> String? {
        guard let value = mapping[key] else { return nil }
        guard let text = value.scalar?.string else {
            complain("`\(key)` takes one value", at: key)
            return nil
        }
        return text
    }

    func requiredText(_ key: String) -> String? {
        guard has(key) else {
            complain("`\(key)` is missing")
            return nil
        }
        return text(key)
    }

    func texts(_ key: String) -> [String]? {
        guard let value = mapping[key] else { return nil }
        if let one = value.scalar?.string { return [one] }
        guard let sequence = value.sequence else {
            complain("`\(key)` takes a list", at: key)
            return nil
        }
        return sequence.compactMap { element in
            if element.scalar == nil { complain("`\(key)` takes a list of single values", at: key) }
            return element.scalar?.string
        }
    }

    func flag(_ key: String) -> Bool? {
        guard let value = text(key) else { return nil }
        switch value {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            complain("`\(key)` takes true or false, not `\(value)`", at: key)
            return nil
        }
    }

    /// A value of a closed vocabulary.
    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        guard let value = text(key) else { return nil }
        if let choice = Choice(rawValue: value) { return choice }
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        complain("`\(key)` takes one of \(known), not `\(value)`", at: key)
        return nil
    }

    func section(_ key: String) -> Section? {
        mapping[key].flatMap { Section($0, file: file, list: list) }
    }

    /// The mappings of a list of mappings; empty when the key is absent.
    func sections(_ key: String) -> [Section] {
        guard let value = mapping[key] else { return [] }
        guard let sequence = value.sequence else {
            complain("`\(key)` takes a list", at: key)
            return []
        }
        return sequence.compactMap { Section($0, file: file, list: list) }
    }

    /// Whether the key has one value, and no mapping or list.
    func isText(_ key: String) -> Bool { mapping[key]?.scalar != nil }

    /// The mappings of a key that takes one mapping or a list of them.
    func sections(_ key: String, orOne: Bool) -> [Section] {
        if orOne, mapping[key]?.mapping != nil { return section(key).map { [$0] } ?? [] }
        return sections(key)
    }

    /// Every key with its text, in the order of the file.
    func entries() -> [(key: String, line: Int?, value: Section?, text: String?)] {
        mapping.compactMap { key, value in
            key.string.map {
                (
                    $0, key.mark?.line, value.mapping == nil ? nil : Section(value, file: file, list: list),
                    value.scalar?.string
                )
            }
        }
    }

    private static func line(of error: YamlError) -> Int? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }

    private static func summary(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let keys, _): "a key stands twice: \(keys.sorted().joined(separator: ", "))"
        default: "it cannot be read"
        }
    }
}
