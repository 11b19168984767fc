// What has to hold of an order before it is sent, beyond the form of its elements: dates, amounts, and what each rail needs.
// Relies on OrderEncoder for findings and on Money's BankingCalendar for days.

import Money

extension OrderEncoder {
    /// Ten digits of cents: the width of the amount in an ACH entry.
    private static let achLimit: Int64 = 9_999_999_999

    /// The day that is written for the day that is asked for.
    mutating func executionDate(_ execution: RequestedExecution) -> CalendarDate {
        let date = execution.date
        let today = profile.today
        if date < today {
            report(
                CreditTransferRules.datePast, "Execution on \(date) is asked for on \(today).",
                .requestedExecution)
        }
        if rail?.needsBankingDay == false { return date }
        let isEuro = rail == .sepa
        if isEuro ? TargetCalendar.isBankingDay(date) : profile.calendar.isBankingDay(date) { return date }
        if profile.nonBankingDay == .refuse {
            report(CreditTransferRules.dateNotBankingDay, "\(date) is no banking day.", .requestedExecution)
            return date
        }
        let following =
            isEuro ? TargetCalendar.bankingDay(onOrAfter: date) : profile.calendar.bankingDay(onOrAfter: date)
        report(
            CreditTransferRules.dateShifted, "\(following) is written for \(date), which is no banking day.",
            .requestedExecution)
        return following
    }

    mutating func check(_ transfer: CreditTransfer) {
        let money = transfer.amount.money
        if money.minorUnits <= 0 {
            report(CreditTransferRules.amountNotPositive, "The amount is not above zero.", .amount)
        }
        if let currency = instruction?.debtorAccount.currency, case .instructed = transfer.amount,
            currency != money.currency, transfer.exchange == nil
        {
            report(
                CreditTransferRules.currencyOfAccount,
                "The amount is in \(money.currency), the account is kept in \(currency).", .amount)
        }
        if instruction?.method == .check {
            checkCheck(transfer)
            return
        }
        if transfer.check != nil {
            report(
                CreditTransferRules.checkMismatch, "A check instruction stands in a block that orders no checks.",
                .checkInstruction)
        }
        if transfer.creditorAccount == nil {
            report(CreditTransferRules.creditorAccountMissing, "No account is named.", .creditorAccount)
        }
        if transfer.creditor == nil { report(CreditTransferRules.missing, "No creditor is named.", .creditor) }
        checkRail(transfer, money)
    }

    private mutating func checkCheck(_ transfer: CreditTransfer) {
        let isNamed = !(transfer.creditor?.name ?? "").isEmpty
        if !isNamed || transfer.creditor?.address == nil && transfer.check?.deliverTo == nil {
            report(CreditTransferRules.checkMismatch, "A check needs a payee with name and address.", .creditor)
        }
    }

    private mutating func checkRail(_ transfer: CreditTransfer, _ money: Money) {
        switch rail {
        case .ach(let entryClass):
            checkACH(transfer, money, entryClass)
        case .realTime:
            if transfer.creditorAgent?.memberID == nil, transfer.creditorAgent?.bic == nil {
                report(CreditTransferRules.creditorAgentMissing, "The creditor's bank is not named.", .creditorAgent)
            }
        case .wire:
            if transfer.creditorAgent?.routingNumber == nil, transfer.creditorAgent?.bic == nil {
                report(
                    CreditTransferRules.creditorAgentMissing, "A wire needs the routing number or the BIC of a bank.",
                    .creditorAgent)
            }
        case .sepa: checkSEPA(transfer, money)
        case nil: break
        }
    }

    private mutating func checkACH(_ transfer: CreditTransfer, _ money: Money, _ entryClass: ACHEntryClass) {
        if money.minorUnits > OrderEncoder.achLimit {
            report(CreditTransferRules.amountLimit, "An ACH entry holds 99,999,999.99 at most.", .amount)
        }
        if entryClass == .international { return }
        if transfer.creditorAgent?.routingNumber == nil {
            report(CreditTransferRules.creditorAgentMissing, "ACH needs a routing number (USABA).", .creditorAgent)
        }
        if let account = transfer.creditorAccount, account.type?.text != "CACC", account.type?.text != "SVGS" {
            report(
                CreditTransferRules.accountType, "ACH needs CACC or SVGS as the account's type.", .creditorAccount,
                .type)
        }
        let length = transfer.remittance.unstructured.reduce(0) { $0 + $1.unicodeScalars.count }
        if entryClass != .corporateTradeExchange, length > 80 {
            report(
                CreditTransferRules.remittanceLength,
                "\(entryClass.rawValue) carries 80 characters of remittance, and \(length) are given.", .remittance)
        }
    }

    private mutating func checkSEPA(_ transfer: CreditTransfer, _ money: Money) {
        if money.currency != .eur {
            report(CreditTransferRules.sepa, "A SEPA transfer is in EUR, and this one in \(money.currency).", .amount)
        }
        for (account, word) in [
            (instruction?.debtorAccount, PaymentWord.debtorAccount), (transfer.creditorAccount, .creditorAccount),
        ] {
            if case .other = account?.number {
                report(CreditTransferRules.sepa, "A SEPA transfer needs an IBAN.", word)
            }
        }
        if let bearer = transfer.chargeBearer ?? instruction?.chargeBearer, bearer != .followingServiceLevel {
            report(CreditTransferRules.sepa, "A SEPA transfer has the charge bearer SLEV.", .chargeBearer)
        }
    }
}
