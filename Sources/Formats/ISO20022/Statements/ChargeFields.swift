// Charges and exchanges: their elements, and what must hold among them.
// Relies on StatementParser's state. They inform only, so that nothing wrong with them refuses a statement.

import Money
import Parsing

extension StatementParser {
    mutating func beganCharges() { charge = ChargeState() }

    mutating func beganChargeRecord() {
        noteShape(fromVersion: 3, "Chrgs with Rcrd")
        charge.charge = EntryCharge()
        charge.isInRecord = true
    }

    mutating func endedChargeRecord() {
        charge.records += 1
        take(charge.charge)
        charge.charge = EntryCharge()
        charge.isInRecord = false
    }

    mutating func endedCharges() {
        if charge.records == 0 {
            // Flat, unless there is nothing but the total.
            if charge.charge.amount != nil || charge.total == nil {
                noteShape(untilVersion: 2, "Chrgs without Rcrd")
                take(charge.charge)
            }
        } else if let total = charge.total, charge.isComparable, let sum = charge.sum.total,
            sum.magnitude != total.minorUnits.magnitude
        {
            report(
                ISO20022Rules.chargesTotal,
                "The charges sum to \(Money(minorUnits: sum, currency: total.currency).decimalText), and their total is "
                    + "\(total.decimalText).")
        }
        charge = ChargeState()
    }

    private mutating func take(_ charge: EntryCharge) {
        var charge = charge
        charge.detail = isInDetail ? entry.details.count : nil
        if entry.charges.count < 100_000 { entry.charges.append(charge) }
        if let amount = charge.amount, self.charge.total == nil || self.charge.total?.currency == amount.currency {
            self.charge.sum.add(charge.isCredit ? -amount.minorUnits : amount.minorUnits)
        } else {
            self.charge.isComparable = false
        }
    }

    mutating func chargeLeaf(_ node: StatementNode, _ value: RawSpan) {
        switch node {
        case .chargeTotal: charge.total = chargeMoney(value)
        case .chargeAmount: charge.charge.amount = chargeMoney(value)
        case .chargeSign: charge.charge.isCredit = direction(value) ?? false
        default: charge.charge.isIncluded = indicator(value)
        }
    }

    private mutating func chargeMoney(_ value: RawSpan) -> Money? {
        if attribute == .known, case .success(let units) = FieldText.amount(value, exponent: amountExponent) {
            return Money(minorUnits: units, currency: amountCurrency)
        }
        report(ISO20022Rules.chargesUnreadable, "A charge's amount or currency cannot be read.")
        return nil
    }

    mutating func exchangeLeaf(_ node: StatementNode, _ value: RawSpan) {
        if exchange == nil { return }
        if node == .exchangeRate {
            let text = value.extracting(FieldText.content(value))
            exchange?.rate = FieldText.string(text.extracting(first: min(text.byteCount, 32)))
            // BaseOneRate: eleven digits, ten of them decimals.
            if text.byteCount > 24 || !FieldText.isPositiveDecimal(text) {
                report(ISO20022Rules.exchangeMalformed, "The exchange rate is not a decimal above zero.")
            }
            return
        }
        let currency = Currency(FieldText.string(value))
        if currency == nil {
            report(ISO20022Rules.exchangeMalformed, "A currency of the exchange is not three capital letters.")
        }
        switch node {
        case .sourceCurrency: exchange?.source = currency
        case .targetCurrency: exchange?.target = currency
        default: exchange?.unit = currency
        }
    }

    mutating func endedExchange() {
        if isInDetail, detail.exchange == nil { detail.exchange = exchange }
        exchange = nil
    }
}
