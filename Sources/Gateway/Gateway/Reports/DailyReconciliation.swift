// The close of a day: what the bank says beside the books, what became of all money that moved, who must act, what is not
// applied, what left for the general ledger, and the trial balance. Written for people in finance, without codes.

import Ledger
import Money
import Store

extension ReportMaker {
    func dailyReconciliation() throws -> Report {
        let duties = try DailyDuties(installation, on: day)
        return try report(
            .dailyReconciliation, "Daily reconciliation",
            [
                accounts(), bankProof(), moved(), byOwner(duties), oneByOne(duties), unapplied(duties),
                clearingAccounts(),
                ledgerBatches(), trialBalance(), booked(),
            ],
            [
                "Bank statements: the latest statement of each account up to the day; difference is opening balance plus lines less closing balance and must be zero.",
                "Bank proof: closing balances of the bank accounts beside the ledger's balance of their cash account, on the latest day up to the report's for which a statement was posted.",
                "Money that moved: every bank line booked on the day, once, by what became of it: its match, else what is open about it, else that people settled it (written off, left unapplied or ignored), else that it waits for its counterpart. The total is all money that moved.",
                "To be acted on: what is open now, whenever it arose; for an earlier day than the latest, what arose up to that day. Age is in banking days.",
                "Not applied: what makes up the balance of the account to which money is booked until a match takes it out. Money that came is positive; what advices applied before their money came is negative.",
                "Clearing accounts: those of the chart that must come back to zero and have not.",
                "Ledger batches: those of the day, and what waits for the next; debits must equal credits.",
                "Trial balance: debits are positive, credits negative; opening is what was booked before the day.",
                "Booked: journal entries effective on the day, by event; the amount is that of their debits, which equal their credits.",
                "Exceptions about clearing accounts, the bank proof and the general ledger tell of money once more that stands elsewhere too.",
            ])
    }

    private func accounts() throws -> ReportTable {
        var table = ReportTable(
            "Bank statements",
            [
                .text("account"), .text("statement"), .text("currency"), .number("opening"), .number("came in"),
                .number("went out"), .number("closing"), .number("lines"), .number("difference"),
            ])
        table.nothing = "No statement was posted up to this day."
        for sum in try installation.database.read({ try $0.latestStatements(through: day) }) {
            let calculated = [sum.credits, sum.debits].reduce(Optional(sum.opening)) { $0?.adding($1) }
            let difference = calculated?.subtracting(sum.closing)
            table.rows.append([
                sum.accountMask, sum.bookedThrough.description, sum.opening.currency.code, sum.opening.decimalText,
                sum.credits.decimalText, sum.debits.decimalText, sum.closing.decimalText, String(sum.lines),
                difference?.decimalText ?? "too large",
            ])
        }
        return table
    }

    /// For each cash account the latest proof up to the day.
    private func bankProof() throws -> ReportTable {
        var table = ReportTable(
            "Bank proof",
            [
                .text("cash account"), .text("day"), .text("currency"), .number("bank says"), .number("books say"),
                .number("difference"), .text("explained by"),
            ])
        table.nothing = "No statement was posted up to this day."
        let chart = installation.configuration.chartOfAccounts
        var latest: [String: BankProof] = [:]
        for proof in try LedgerLooks(installation).proofs() where proof.date <= day {
            latest["\(proof.cashAccount) \(proof.bank.currency.code)"] = proof
        }
        for (_, proof) in latest.sorted(by: { $0.key < $1.key }) {
            table.rows.append([
                chart.name(of: proof.cashAccount), proof.date.description, proof.bank.currency.code,
                proof.bank.decimalText, proof.ledger.decimalText, proof.difference.decimalText,
                Self.words(proof),
            ])
        }
        return table
    }

    private static func words(_ proof: BankProof) -> String {
        switch proof.state {
        case .proved: "nothing to explain: they agree"
        case .explained: "what missing statements moved"
        case .waiting: "statements that are not there yet"
        case .differs: "NOTHING: compare lines and journal"
        }
    }

    private func moved() throws -> ReportTable {
        var table = ReportTable(
            "Money that moved on the day",
            [
                .text("what became of it"), .text("how"), .text("currency"), .number("lines"), .number("came in"),
                .number("went out"),
            ])
        table.nothing = "No line was booked on this day."
        var came = CurrencySums()
        var went = CurrencySums()
        let lines = try installation.database.read { try $0.bankLineSums(from: day, through: day) }
            .map { (line: $0, fate: BankLineFate(of: $0)) }
        for (line, fate) in lines.sorted(by: { $0.fate < $1.fate }) {
            let (incoming, outgoing) = Self.sides(line)
            table.rows.append([
                fate.words, fate.isMatch ? (line.isByHand ? "by hand" : "automatic") : "", line.amount.currency.code,
                String(line.count), incoming.decimalText, outgoing.decimalText,
            ])
            came.add(line.count, incoming)
            went.add(0, outgoing)
        }
        table.totals = zip(came.all, went.all).map { came, went in
            ["all money that moved", "", came.currency.code, String(came.count), came.amount, went.amount]
        }
        return table
    }

    /// The sums of credits and of debits, from their sum with signs and without.
    private static func sides(_ line: BankLineSum) -> (incoming: Money, outgoing: Money) {
        let currency = line.amount.currency
        let (twice, overflow) = line.volume.minorUnits.addingReportingOverflow(line.amount.minorUnits)
        let incoming = Money(minorUnits: overflow ? line.volume.minorUnits : twice / 2, currency: currency)
        return (incoming, line.amount.subtracting(incoming) ?? .zero(currency))
    }

    private func booked() throws -> ReportTable {
        var table = ReportTable(
            "Booked on the day", [.text("event"), .text("currency"), .number("entries"), .number("amount")])
        table.nothing = "Nothing was booked on this day."
        var sums = CurrencySums()
        for sum in try installation.database.read({ try $0.bookedSums(on: day) }) {
            table.rows.append([
                sum.event, sum.amount.currency.code, String(sum.entries), sum.amount.decimalText,
            ])
            sums.add(sum.entries, sum.amount)
        }
        table.totals = sums.all.map { ["total", $0.currency.code, String($0.count), $0.amount] }
        return table
    }
}
