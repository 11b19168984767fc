// What must hold when a statement is complete: identity, balances, summary, sequence, continuity.
// Relies on StatementParser's state and on BalanceEquation.

import Money
import Parsing

extension StatementParser {
    /// Fills in what the header may leave open, once, before the first entry or at the statement's end.
    mutating func completeHeader() {
        if header.currency == nil { header.currency = header.balances.lazy.compactMap { $0.amount?.currency }.first }
        if header.page == nil, let messagePage, messagePage > 1 || !isLastMessagePage {
            header.page = Int(messagePage)
            header.isLastPage = isLastMessagePage
        }
        accountHash = header.account.hashValue
    }

    mutating func endedStatement() -> StatementSignals {
        var signals = StatementSignals.statementEnded
        if !hasBegun {
            hasBegun = true
            signals.insert(.statementBegan)
            completeHeader()
        }
        if header.currency == nil { header.currency = figures.byCurrency.first?.currency }
        checkIdentity()
        let balanced = checkBalances()
        checkSummary()
        checkSuccession()
        summarise(balanced)
        return signals
    }

    private mutating func checkIdentity() {
        if header.id.isEmpty {
            report(ISO20022Rules.statementIDMissing, "The statement has no Id.", at: statementEvent)
        }
        if !hasAccount || header.account.isEmpty && (message?.version ?? 9) < 9 {
            report(ISO20022Rules.accountMissing, "The statement does not name its account.", at: statementEvent)
        }
        if header.copyDuplicate != nil {
            report(ISO20022Rules.declaredDuplicate, "The statement says that it is a copy.", at: statementEvent)
        }
        if !header.isLastPage || (header.page ?? 1) > 1 {
            let page = "page \(header.page ?? 1)" + (header.isLastPage ? ", the last one" : "")
            report(ISO20022Rules.partOfPages, "The statement is \(page).", at: statementEvent)
        }
        let date = header.closing?.date ?? header.periodTo
        if let date, let created = messageCreatedOn, date.dayNumber > created.dayNumber &+ 31 {
            report(
                ISO20022Rules.futureDate,
                "The statement's date \(date) is more than a month after the message was made (\(created)).",
                at: statementEvent)
        }
    }

    /// The equation and what surrounds it; whether it holds, or nil.
    private mutating func checkBalances() -> Bool? {
        if header.kind == .notification { return nil }
        let isStatement = header.kind == .statement
        if isStatement, header.balances.isEmpty, header.isLastPage, (header.page ?? 1) <= 1 {
            report(ISO20022Rules.balancesMissing, "The statement has no balances.", at: statementEvent)
        }
        let opening = header.opening
        let closing = header.closing
        if isStatement, header.isLastPage, opening != nil, closing == nil, figures.entries > 0 {
            report(ISO20022Rules.noClosing, "The statement has no closing balance (CLBD).", at: statementEvent)
        }
        if isStatement, (header.page ?? 1) <= 1, opening == nil, closing != nil {
            report(
                ISO20022Rules.noOpening, "The statement has no opening balance (OPBD or PRCD).", at: statementEvent)
        }
        if let declared = header.declaredCurrency {
            for balance in [opening, closing] {
                if let amount = balance?.amount, amount.currency != declared {
                    report(
                        ISO20022Rules.balanceCurrency,
                        "A booked balance is in \(amount.currency), and the account is kept in \(declared).",
                        at: statementEvent)
                }
            }
        }
        switch BalanceEquation(opening: opening?.amount, closing: closing?.amount, figures: figures) {
        case .holds: return true
        case .notCheckable: return nil
        case .overflow:
            report(ISO20022Rules.overflow, "The sum of the entries does not fit 64 bits.", at: statementEvent)
            return nil
        case .fails(let difference, let holdsWithReversalsFlipped):
            report(equation: difference, opening: opening?.amount, closing: closing?.amount)
            if holdsWithReversalsFlipped {
                report(
                    ISO20022Rules.reversalSign,
                    "The equation would hold if entries marked RvslInd counted the other way round.",
                    at: statementEvent)
            }
            return false
        }
    }

    private mutating func report(equation difference: Money, opening: Money?, closing: Money?) {
        let sums = figures.figures(of: difference.currency)
        let credits = Money(minorUnits: sums.credits.total ?? 0, currency: difference.currency).decimalText
        let debits = Money(minorUnits: sums.debits.total ?? 0, currency: difference.currency).decimalText
        report(
            ISO20022Rules.equation,
            "Opening \(opening?.decimalText ?? "-") plus booked credits \(credits) less booked debits \(debits) "
                + "differs from the closing balance \(closing?.decimalText ?? "-") by \(difference.decimalText) "
                + "\(difference.currency.code).",
            at: statementEvent)
    }

    private mutating func checkSummary() {
        let all = (figures.entries, figures.booked)
        check(count: figures.claimed.count, all, "entries")
        check(count: figures.claimedCredits.count, (figures.creditCount, figures.bookedCreditCount), "credits")
        check(count: figures.claimedDebits.count, (figures.debitCount, figures.bookedDebitCount), "debits")
        if figures.hasUnreadable || figures.byCurrency.count > 1 { return }
        guard let currency = header.currency else { return }
        let booked = figures.figures(of: currency)
        let credits = (figures.creditSum.total, booked.credits.total)
        let debits = (figures.debitSum.total, booked.debits.total)
        check(sum: figures.claimedCredits.sum, credits, currency, "credits")
        check(sum: figures.claimedDebits.sum, debits, currency, "debits")
        check(sum: figures.claimed.sum, (sum(credits.0, debits.0), sum(credits.1, debits.1)), currency, "entries")
    }

    private func sum(_ left: Int64?, _ right: Int64?) -> Int64? {
        guard let left, let right else { return nil }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : sum
    }

    /// Banks differ on whether pending entries count, so either is right.
    private mutating func check(count: Int64?, _ found: (all: Int64, booked: Int64), _ what: String) {
        guard let count, count != found.all, count != found.booked else { return }
        report(
            ISO20022Rules.summaryCount, "TxsSummry counts \(count) \(what), and \(found.all) are there.",
            at: statementEvent)
    }

    private mutating func check(
        sum: [UInt8]?, _ found: (all: Int64?, booked: Int64?), _ currency: Currency, _ what: String
    ) {
        guard let sum else { return }
        switch DecimalText.minorUnits(of: sum.span.bytes, exponent: currency.exponent) {
        case .success(let units):
            guard let all = found.all, units != all, units != found.booked else { return }
            let text = Money(minorUnits: all, currency: currency).decimalText
            report(
                ISO20022Rules.summarySum,
                "TxsSummry sums the \(what) to \(Money(minorUnits: units, currency: currency).decimalText), "
                    + "and they come to \(text).",
                at: statementEvent)
        case .failure(.subMinor):
            report(
                ISO20022Rules.summarySum, "The sum of the \(what) in TxsSummry has more decimals than \(currency) has.",
                at: statementEvent)
        case .failure:
            report(
                ISO20022Rules.amountMalformed, "The sum of the \(what) in TxsSummry is not a decimal number.",
                at: statementEvent)
        }
    }

    /// Duplicates, gaps and continuity among the statements of one message.
    private mutating func checkSuccession() {
        for trouble in series.take(header) {
            switch trouble {
            case .repeated:
                report(
                    ISO20022Rules.duplicateStatement, "A statement of the same account with the same Id came before.",
                    at: statementEvent)
            case .sequenceTaken(let sequence):
                report(
                    ISO20022Rules.conflictingStatement,
                    "Another statement of the account has the sequence number \(sequence) too.", at: statementEvent)
            case .sequenceGap(let last, let next):
                report(
                    ISO20022Rules.sequenceGap,
                    "After the statement with sequence number \(last) comes \(next) of the same account.",
                    at: statementEvent)
            case .opening(let opening, let closing):
                report(
                    ISO20022Rules.continuity,
                    "The statement opens with \(opening.decimalText), and the one before closed with "
                        + "\(closing.decimalText).",
                    at: statementEvent)
            }
        }
    }

    private mutating func summarise(_ balanced: Bool?) {
        if statements.count >= StatementParser.listedStatements {
            report(
                ISO20022Rules.tooManyStatements,
                "Only the first \(StatementParser.listedStatements) statements are listed.", at: statementEvent)
            return
        }
        let own = header.currency.map { figures.figures(of: $0) }
        let others = figures.byCurrency.filter { $0.currency != header.currency }
        statements.append(
            StatementSummary(
                id: header.id, account: AccountMask.text(header.account), currency: header.currency?.code,
                sequence: header.electronicSequence, entries: figures.entries, details: figures.details,
                credits: own.flatMap { money($0.credits, $0.currency) },
                debits: own.flatMap { money($0.debits, $0.currency) },
                opening: header.opening?.amount, closing: header.closing?.amount, balanced: balanced,
                otherCurrencies: others.sorted { $0.currency < $1.currency }.map {
                    StatementSummary.OtherCurrency(
                        currency: $0.currency.code, credits: money($0.credits, $0.currency)?.decimalText ?? "",
                        debits: money($0.debits, $0.currency)?.decimalText ?? "")
                }))
    }

    private func money(_ sum: CheckedSum, _ currency: Currency) -> Money? {
        sum.total.map { Money(minorUnits: $0, currency: currency) }
    }

    mutating func endedMessage() {
        if statementCount == 0 {
            report(ISO20022Rules.noStatement, "The message holds no statement, report or notification.")
        }
        if header.messageID.isEmpty {
            report(ISO20022Rules.messageIDMissing, "GrpHdr has no MsgId.")
        }
    }
}
