// The figures of a document as tables: batches, transaction sets or statements as rows, as a bank would print them.

import Delimited
import ISO20022
import Inspection
import Money
import NACHA
import X12

enum FigureTables {
    /// Rows shown at most; how many more there are is said.
    static let limit = 100

    /// The tables of a document with their lines.
    static func text(_ inspection: Inspection, _ batches: [BatchFigures], _ style: Style) -> String {
        switch inspection.summary {
        case .nacha(let summary): nacha(summary, batches, style)
        case .x12(let summary): x12(summary, style)
        case .iso20022(.cash(let cash)): statements(cash, style)
        case .iso20022(.creditTransfers(let order)):
            pairs(
                [
                    ("message", order.messageID), ("payment blocks", FigureText.grouped(order.payments)),
                    ("transfers", FigureText.grouped(order.transactions)),
                ] + amounts(order.amounts))
        case .iso20022(.paymentStatus(let report)):
            pairs([
                ("answers", report.originalMessageID), ("group status", report.groupStatus ?? "none"),
                ("transfers", FigureText.grouped(report.transactions)),
                ("accepted", FigureText.grouped(report.accepted)),
                ("rejected", FigureText.grouped(report.rejected)), ("pending", FigureText.grouped(report.pending)),
            ])
        case .delimited(let table): pairs([("rows", FigureText.grouped(table.rows))] + amounts(table.amount))
        case .none: ""
        }
    }

    private static func nacha(_ summary: NACHASummary, _ batches: [BatchFigures], _ style: Style) -> String {
        var table = ReportTable([
            .figure("BATCH"), .text("SEC"), .text("COMPANY"), .text("DESCRIPTION"), .text("EFFECTIVE"),
            .figure("ENTRIES"), .figure("ADDENDA"), .figure("DEBITS"), .figure("CREDITS"),
        ])
        for batch in batches.prefix(limit) {
            table.rows.append([
                String(batch.number), batch.entryClass, batch.companyName, batch.description,
                batch.effectiveDate?.description ?? "", FigureText.grouped(batch.entries),
                FigureText.grouped(batch.addenda), dollars(batch.debits), dollars(batch.credits),
            ])
        }
        table.totals = [
            FigureText.grouped(summary.batches), "", summary.batches == 1 ? "batch" : "batches", "", "",
            FigureText.grouped(summary.entries), FigureText.grouped(summary.addenda),
            FigureText.grouped(summary.debits),
            FigureText.grouped(summary.credits),
        ]
        var kinds: [String] = []
        if summary.returns > 0 { kinds.append(FigureText.count(summary.returns, "return")) }
        if summary.changes > 0 {
            kinds.append(FigureText.count(summary.changes, "notification of change", "notifications of change"))
        }
        if summary.prenotes > 0 { kinds.append(FigureText.count(summary.prenotes, "prenotification")) }
        return table.render(style) + more(summary.batches - table.rows.count, "batch", "batches")
            + (kinds.isEmpty ? "" : "  of them \(kinds.joined(separator: ", "))\n")
    }

    private static func x12(_ summary: X12Summary, _ style: Style) -> String {
        var table = ReportTable([
            .text("SET"), .text("CONTROL"), .text("METHOD"), .text("TRACE"), .text("PAID ON"), .figure("ITEMS"),
            .figure("CHARGED"), .figure("PAID"), .figure("ADJUSTED"), .figure("PAYMENT"), .text("BALANCED"),
        ])
        for set in summary.transactions.prefix(limit) {
            var row = [set.set, set.controlNumber]
            if let payment = set.payment {
                let isClaims = payment.kind == .claimPayment
                row += [
                    payment.method, payment.trace, payment.effectiveOn?.description ?? "",
                    FigureText.grouped(isClaims ? payment.claims : payment.remittances),
                    isClaims ? dollars(payment.charged) : "", dollars(isClaims ? payment.paid : payment.remitted),
                    dollars(payment.adjustmentTotal), dollars(payment.hundredths), payment.isBalanced ? "yes" : "NO",
                ]
            }
            table.rows.append(row)
        }
        let payments = summary.transactions.compactMap(\.payment)
        if payments.count > 1, !summary.isCut, Set(payments.map(\.currency)).count == 1 {
            table.totals = [
                "", FigureText.count(summary.transactionCount, "set"), "", "", "",
                FigureText.grouped(payments.reduce(0) { $0 + $1.claims + $1.remittances }),
                total(payments, \.charged), total(payments) { $0.kind == .claimPayment ? $0.paid : $0.remitted },
                total(payments, \.adjustmentTotal), total(payments, \.hundredths),
            ]
        }
        let interchanges = FigureText.count(summary.interchanges, "interchange")
        let groups = FigureText.count(summary.groups, "functional group")
        return (table.rows.isEmpty ? "" : table.render(style))
            + more(summary.transactionCount - table.rows.count, "set", "sets") + "  \(interchanges), \(groups)\n"
    }

    private static func statements(_ cash: CashSummary, _ style: Style) -> String {
        var table = ReportTable([
            .text("STATEMENT"), .text("ACCOUNT"), .text("CCY"), .figure("ENTRIES"), .figure("OPENING"),
            .figure("CREDITS"), .figure("DEBITS"), .figure("CLOSING"), .text("BALANCED"),
        ])
        for statement in cash.statements.prefix(limit) {
            let balanced = statement.balanced.map { $0 ? "yes" : "NO" } ?? "not checkable"
            table.rows.append([
                withoutAccount(statement.id), statement.account, statement.currency ?? "",
                FigureText.grouped(Int(statement.entries)),
                money(statement.opening), money(statement.credits), money(statement.debits), money(statement.closing),
                balanced,
            ])
            for other in statement.otherCurrencies {
                table.rows.append([
                    "", "", other.currency, "", "", FigureText.grouped(other.credits),
                    FigureText.grouped(other.debits),
                ])
            }
        }
        return (table.rows.isEmpty ? "" : table.render(style))
            + more(cash.statements.count - min(cash.statements.count, limit), "statement", "statements")
    }

    /// Banks make statement ids of account numbers: long runs of digits keep their last four.
    private static func withoutAccount(_ id: String) -> String {
        id.replacing(/[0-9]{9,}/) { "•••" + $0.output.suffix(4) }
    }

    private static func pairs(_ pairs: [(String, String)]) -> String {
        let shown = pairs.filter { !$0.1.isEmpty }
        let width = shown.map(\.0.count).max() ?? 0
        let figures = shown.map(\.1.count).max() ?? 0
        return shown.map { name, value in
            let isFigure = value.first?.isNumber ?? false
            let padding = isFigure ? String(repeating: " ", count: figures - value.count) : ""
            return "  \(name)\(String(repeating: " ", count: width - name.count))  \(padding)\(value)\n"
        }.joined()
    }

    private static func amounts(_ amounts: [String: String]) -> [(String, String)] {
        amounts.sorted { $0.key < $1.key }.map { ("amount \($0.key)", FigureText.grouped($0.value)) }
    }

    private static func more(_ count: Int, _ one: String, _ many: String) -> String {
        count > 0 ? "  and \(FigureText.count(count, one, many)) more\n" : ""
    }

    private static func dollars(_ cents: Int64?) -> String {
        cents.map { FigureText.grouped(Money.dollars(cents: $0).decimalText) } ?? "?"
    }

    private static func money(_ money: Money?) -> String { money.map { FigureText.grouped($0.decimalText) } ?? "" }

    private static func total(_ payments: [PaymentTransaction], _ figure: (PaymentTransaction) -> Int64?) -> String {
        var sum = CheckedSum()
        for payment in payments { sum.add(figure(payment) ?? 0) }
        return dollars(sum.total)
    }
}
