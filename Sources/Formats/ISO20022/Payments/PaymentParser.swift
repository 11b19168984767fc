// Reads payment messages as far as their summary and their control figures: pain.001 and pain.002.
// Relies on PaymentGrammar. These files are small beside statements, so texts become Strings here.

import Money
import Parsing

struct PaymentParser {
    private struct Frame {
        var node: PaymentNode
        var name: UInt16
    }

    var findings: FindingLog
    /// Bytes of the file taken so far, from which the offsets of findings are completed.
    var taken = 0
    private let kind: MessageKind
    private let namespace: UInt8
    private let names = StatementGrammar.shared.vocabulary.names
    private let currencyPlace = StatementGrammar.shared.currencyAttribute
    private var stack: [Frame] = []
    private var skipped = 0
    private var event = XMLEvent.beginning
    private(set) var isFinished = false
    private var currency: Currency?

    // pain.001
    private var messageID = ""
    private var headerCount: Int64?
    private var headerSum: Int64?
    private var paymentCount: Int64?
    private var paymentSum: Int64?
    private var payments = 0
    private var transfers = 0
    private var transfersOfPayment: Int64 = 0
    private var sum = CheckedSum()
    private var sumOfPayment = CheckedSum()
    private var amounts: [Currency: CheckedSum] = [:]
    private var references: Set<String> = []
    /// Decimals of control sums, which add up currencies of different decimals.
    private static let sumDecimals = 5

    // pain.002
    private var originalMessageID = ""
    private var hasOriginalName = false
    private var originalCount: Int64?
    private var groupStatus: String?
    private var paymentStatus: String?
    private var transactionStatus: String?
    private var transactions = 0
    private var accepted = 0
    private var rejected = 0

    init(kind: MessageKind, namespace: UInt8, bodyName: UInt16, findings: FindingLog) {
        self.kind = kind
        self.namespace = namespace
        self.findings = findings
        stack.append(Frame(node: kind == .creditTransferOrder ? .order : .report, name: bodyName))
    }

    mutating func advance(_ events: Span<XMLEvent>, _ cursor: inout Int, text: RawSpan) {
        while cursor < events.count, !isFinished {
            let event = events[cursor]
            cursor += 1
            switch event.kind {
            case .attribute:
                if skipped == 0, event.name == currencyPlace { currency = Currency(string(event, text)) }
            case .open:
                let node = skipped > 0 ? PaymentNode.nowhere : node(of: event)
                if node == .nowhere {
                    skipped += 1
                } else {
                    self.event = event
                    stack.append(Frame(node: node, name: event.name))
                    began(node)
                }
                currency = nil
            case .close:
                if skipped > 0 {
                    skipped -= 1
                } else if let frame = stack.last {
                    ended(frame.node)
                    if stack.count == 1 { endedMessage() }
                    stack.removeLast()
                }
            case .leaf:
                let node = skipped > 0 ? PaymentNode.nowhere : node(of: event)
                if node != .nowhere {
                    self.event = event
                    leaf(node, string(event, text))
                }
                currency = nil
            }
        }
    }

    private func node(of event: XMLEvent) -> PaymentNode {
        guard event.name != 0, Int(event.name) < names.count, event.namespace == namespace, let above = stack.last
        else { return .nowhere }
        return PaymentGrammar.node(names[Int(event.name)], under: above.node)
    }

    private func string(_ event: XMLEvent, _ text: RawSpan) -> String {
        let start = Int(event.textStart)
        let end = start + Int(event.textCount)
        return end <= text.byteCount ? FieldText.string(text.extracting(start..<end)) : ""
    }

    private mutating func began(_ node: PaymentNode) {
        switch node {
        case .payment:
            payments += 1
            transfersOfPayment = 0
            sumOfPayment = CheckedSum()
            paymentCount = nil
            paymentSum = nil
        case .transfer:
            transfers += 1
            transfersOfPayment += 1
        case .originalPayment: paymentStatus = nil
        case .transaction:
            transactions += 1
            transactionStatus = nil
        default: break
        }
    }

    private mutating func ended(_ node: PaymentNode) {
        switch node {
        case .payment:
            check(count: paymentCount, transfersOfPayment, "The payment information block")
            check(sum: paymentSum, sumOfPayment, "The payment information block")
        case .transaction: count(transactionStatus ?? paymentStatus ?? groupStatus)
        default: break
        }
    }

    private mutating func leaf(_ node: PaymentNode, _ text: String) {
        switch node {
        case .messageID: messageID = text
        case .headerCount: headerCount = number(text)
        case .paymentCount: paymentCount = number(text)
        case .headerSum: headerSum = controlSum(text)
        case .paymentSum: paymentSum = controlSum(text)
        case .endToEndID:
            if text != "NOTPROVIDED", references.count < 1_000_000, !references.insert(text).inserted {
                report(ISO20022Rules.endToEndRepeated, "The EndToEndId came before in this message.")
            }
        case .money: money(text)
        case .originalMessageID: originalMessageID = text
        case .originalName: hasOriginalName = true
        case .originalCount: originalCount = number(text)
        case .groupStatus: groupStatus = text
        case .paymentStatus: paymentStatus = text
        case .transactionStatus: transactionStatus = text
        default:
            began(node)
            ended(node)
        }
    }

    private mutating func money(_ text: String) {
        guard let currency else {
            report(ISO20022Rules.currencyMissing, "The amount has no currency of three capital letters.")
            return
        }
        let bytes = Array(text.utf8)
        switch FieldText.amount(bytes.span.bytes, exponent: currency.exponent) {
        case .success(let units):
            amounts[currency, default: CheckedSum()].add(units)
            if units == 0 { report(ISO20022Rules.transferZero, "The amount to transfer is zero.") }
        case .failure(.malformed): report(ISO20022Rules.amountMalformed, "The amount is not a plain decimal number.")
        case .failure(.tooLong): report(ISO20022Rules.amountTooLong, "The amount has too many digits.")
        case .failure(.subMinor):
            report(ISO20022Rules.amountSubMinor, "The amount has more decimals than \(currency) has.")
        }
        if case .success(let part) = DecimalText.minorUnits(
            of: bytes.span.bytes, exponent: PaymentParser.sumDecimals)
        {
            sum.add(part)
            sumOfPayment.add(part)
        }
    }

    private mutating func number(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        let number = FieldText.count(bytes.span.bytes)
        if number == nil { report(ISO20022Rules.badCount, "A count is not made of digits.") }
        return number
    }

    private mutating func controlSum(_ text: String) -> Int64? {
        switch DecimalText.minorUnits(of: text, exponent: PaymentParser.sumDecimals) {
        case .success(let sum): return sum
        case .failure:
            report(ISO20022Rules.amountMalformed, "The control sum is not a decimal number of five decimals at most.")
            return nil
        }
    }

    private mutating func check(count: Int64?, _ found: Int64, _ what: String) {
        if let count, count != found {
            report(ISO20022Rules.transferCount, "\(what) counts \(count) transfers, and \(found) are there.")
        }
    }

    private mutating func check(sum: Int64?, _ found: CheckedSum, _ what: String) {
        guard let sum else { return }
        guard let total = found.total else {
            report(ISO20022Rules.overflow, "The sum of the transfers does not fit 64 bits.")
            return
        }
        if sum != total { report(ISO20022Rules.controlSum, "\(what) has another control sum than its transfers.") }
    }

    /// Accepted is what went on or is settled; rejected what ended; all else waits.
    private mutating func count(_ status: String?) {
        switch status ?? "" {
        case "ACCP", "ACFC", "ACSP", "ACSC", "ACCC", "ACTC", "ACWC", "ACWP": accepted += 1
        case "RJCT", "CANC", "BLCK": rejected += 1
        default: break
        }
    }

    private mutating func endedMessage() {
        isFinished = true
        if kind == .creditTransferOrder {
            if payments == 0 { report(ISO20022Rules.noTransfers, "The order holds no payment.") }
            check(count: headerCount, Int64(transfers), "The group header")
            check(sum: headerSum, sum, "The group header")
            return
        }
        if !hasOriginalName { report(ISO20022Rules.originalNameMissing, "The report has no OrgnlMsgNmId.") }
        let settled = ["ACSC", "ACCC", "ACSP", "ACCP"].contains(groupStatus ?? "")
        if transactions > 0, settled && rejected == transactions || groupStatus == "RJCT" && accepted > 0 {
            report(
                ISO20022Rules.statusContradiction,
                "The group's status and the statuses of its transactions exclude each other.")
        }
        if let originalCount, originalCount < Int64(transactions) {
            report(
                ISO20022Rules.statusContradiction,
                "The original message had \(originalCount) transfers, and \(transactions) are reported on.")
        }
    }

    private mutating func report(_ rule: FindingRule, _ message: String) {
        let offset = taken &+ Int(Int32(bitPattern: event.offset &- UInt32(truncatingIfNeeded: taken)))
        var parts = ["Document"]
        for frame in stack { parts.append(names[Int(frame.name)]) }
        if event.name != stack.last?.name { parts.append(names[Int(event.name)]) }
        findings.add(
            rule, message,
            at: Location(offset: offset, line: Int(event.line), path: parts.joined(separator: "/")))
    }

    func summary(_ message: String) -> ISO20022Summary {
        if kind == .creditTransferOrder {
            var texts: [String: String] = [:]
            for (currency, sum) in amounts {
                texts[currency.code] = sum.total.map { Money(minorUnits: $0, currency: currency).decimalText }
            }
            return .creditTransfers(
                CreditTransferSummary(
                    message: message, messageID: messageID, payments: payments, transactions: transfers,
                    amounts: texts))
        }
        return .paymentStatus(
            PaymentStatusSummary(
                message: message, originalMessageID: originalMessageID, groupStatus: groupStatus,
                transactions: transactions, accepted: accepted, rejected: rejected,
                pending: transactions - accepted - rejected))
    }
}
