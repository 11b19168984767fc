// Denials by the payer's reason codes (CARC).

import Money
import Store

extension ReportMaker {
    func denialReasons(_ span: (first: CalendarDate, last: CalendarDate)) throws -> ReportTable {
        var table = ReportTable(
            "Denied claim lines by reason (CARC) and payer",
            [.text("reason"), .text("payer"), .number("denied"), .text("currency"), .number("charged")])
        table.nothing = "Nothing was denied in these days."
        var sums = CurrencySums()
        for sum in try installation.database.read({ try $0.denialReasonSums(from: span.first, through: span.last) }) {
            table.rows.append([
                sum.reason.isEmpty ? "not given" : sum.reason, sum.payer, String(sum.count), sum.charged.currency.code,
                sum.charged.decimalText,
            ])
            sums.add(sum.count, sum.charged)
        }
        table.totals = sums.all.map { ["total", "", String($0.count), $0.currency.code, $0.amount] }
        return table
    }
}
