// Where a finding of a cash message stands: the XML path with the places of repeated elements, line and byte offset.
// Relies on StatementParser's stack. Nothing here runs for a document without findings.

import Parsing

extension StatementParser {
    /// Reports at the element at hand.
    @inline(never)
    mutating func report(_ rule: FindingRule, _ message: @autoclosure () -> String) {
        report(rule, message(), at: event, leaf: event.name)
    }

    /// Reports at an element that encloses the one at hand; the path ends with that element.
    @inline(never)
    mutating func report(_ rule: FindingRule, _ message: @autoclosure () -> String, at event: XMLEvent) {
        report(rule, message(), at: event, leaf: 0)
    }

    private mutating func report(
        _ rule: FindingRule, _ message: @autoclosure () -> String, at event: XMLEvent, leaf: UInt16
    ) {
        if findings.counts[rule.code, default: 0] >= findings.keptPerCode {
            findings.add(rule, "", at: Location(offset: 0))
            return
        }
        let offset = taken &+ Int(Int32(bitPattern: event.offset &- UInt32(truncatingIfNeeded: taken)))
        findings.add(
            rule, message(), at: Location(offset: offset, line: Int(event.line), path: path(leaf: leaf)))
    }

    private func path(leaf: UInt16) -> String {
        var parts = ["Document"]
        for place in 0..<stack.count { parts.append(name(stack[place].name) + self.place(stack[place].node)) }
        if leaf != 0, leaf != stack.last?.name { parts.append(name(leaf)) }
        return parts.joined(separator: "/")
    }

    private func name(_ place: UInt16) -> String {
        let names = grammar.vocabulary.names
        return Int(place) < names.count ? names[Int(place)] : ""
    }

    private func place(_ node: StatementNode) -> String {
        switch node {
        case .statement: "[\(counts.statement)]"
        case .balance: "[\(counts.balance)]"
        case .entry: "[\(counts.entry)]"
        case .details: "[\(counts.details)]"
        case .detail: "[\(counts.detail)]"
        default: ""
        }
    }
}
