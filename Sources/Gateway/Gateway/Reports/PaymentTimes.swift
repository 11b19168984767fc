// How long payers take: from the claim to the advice, from the advice to the money.

import Money
import Store

extension ReportMaker {
    private static let lagDays = 90

    func paymentLag() throws -> Report {
        let span = span(days: Self.lagDays)
        let (claims, funds) = try installation.database.read {
            (
                try $0.claimLags(from: span.first, through: span.last),
                try $0.fundsLags(from: span.first, through: span.last)
            )
        }
        return report(
            .paymentLag, "Payment lag",
            [
                table("From the claim's day of issue to the advice's effective date", claims),
                table("From the advice's effective date to the money's booking date", funds),
            ],
            [
                "Counted are matches that stand: paid claim lines whose advice is effective, and advices whose money was booked, in the \(Self.lagDays) days up to the day. Days are calendar days; negative: the money came before its advice was effective.",
                "Payer is the identification of TRN03.",
            ])
    }

    private func table(_ title: String, _ lags: [LagSum]) -> ReportTable {
        var table = ReportTable(
            title,
            [
                .text("payer"), .number("count"), .number("shortest"), .number("average days"), .number("longest"),
                .text("currency"), .number("amount"),
            ])
        table.nothing = "Nothing was paid in these days."
        struct Group: Hashable {
            let payer: String
            let currency: Currency
        }
        struct Lag {
            var count: Int64 = 0
            var days: Int64 = 0
            var shortest = Int64.max
            var longest = Int64.min
            var amount = CheckedSum()
        }
        var groups: [Group: Lag] = [:]
        for sum in lags {
            let days = Int64(sum.from.days(to: sum.to))
            var lag = groups[Group(payer: sum.payer, currency: sum.amount.currency)] ?? Lag()
            lag.count += sum.count
            lag.days += days * sum.count
            lag.shortest = min(lag.shortest, days)
            lag.longest = max(lag.longest, days)
            lag.amount.add(sum.amount.minorUnits)
            groups[Group(payer: sum.payer, currency: sum.amount.currency)] = lag
        }
        for (group, lag) in groups.sorted(by: { ($0.key.payer, $0.key.currency) < ($1.key.payer, $1.key.currency) }) {
            table.rows.append([
                group.payer, String(lag.count), String(lag.shortest), average(lag.days, over: lag.count),
                String(lag.longest), group.currency.code,
                lag.amount.total.map { Money(minorUnits: $0, currency: group.currency).decimalText } ?? "too large",
            ])
        }
        return table
    }
}
