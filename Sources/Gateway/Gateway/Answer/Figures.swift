// The figures of a document as names and values for people.

import ISO20022
import Inspection
import Money

enum Figures {
    static func of(_ summary: InspectionSummary) -> [(name: String, value: String)] {
        switch summary {
        case .nacha(let nacha):
            return [
                ("batches", "\(nacha.batches)"), ("entries", "\(nacha.entries)"), ("addenda", "\(nacha.addenda)"),
                ("debits", nacha.debits), ("credits", nacha.credits),
                ("sec codes", nacha.secCodes.joined(separator: " ")),
            ]
        case .x12(let x12):
            return [("interchanges", "\(x12.interchanges)"), ("groups", "\(x12.groups)")]
                + x12.transactions.prefix(100).flatMap { set -> [(name: String, value: String)] in
                    guard let payment = set.payment else { return [("set", "\(set.set) \(set.controlNumber)")] }
                    let amount = payment.hundredths.map { Money.dollars(cents: $0).decimalText } ?? "unreadable"
                    let lines =
                        payment.kind == .claimPayment ? "\(payment.claims) claims" : "\(payment.remittances) items"
                    return [("set", "\(set.set) \(set.controlNumber), trace \(payment.trace), \(amount), \(lines)")]
                }
        case .iso20022(.cash(let cash)):
            return [("message", cash.message)]
                + cash.statements.flatMap { statement -> [(name: String, value: String)] in
                    [
                        ("account", statement.account), ("entries", "\(statement.entries)"),
                        ("credits", statement.credits?.description ?? "-"),
                        ("debits", statement.debits?.description ?? "-"),
                        ("opening", statement.opening?.description ?? "-"),
                        ("closing", statement.closing?.description ?? "-"),
                    ]
                }
        case .iso20022: return []
        case .delimited(let table):
            return [("rows", "\(table.rows)")]
                + table.amount.sorted { $0.key < $1.key }.map { ("amount", "\($0.value) \($0.key)") }
        case .none: return []
        }
    }
}
