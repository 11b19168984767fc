// What must hold when an entry, a group of details, a statement or the message is complete.
// Relies on StatementParser's state. Each rule is told in ISO20022Rules.

import Money
import Parsing

// Entries.
extension StatementParser {
    mutating func endedEntry() -> StatementSignals {
        figures.entries += 1
        figures.details += Int64(entry.details.count)
        if !entryState.hasAmount {
            report(ISO20022Rules.amountMissing, "The entry has no amount.", at: entryEvent)
        }
        if !entryState.hasSign {
            report(ISO20022Rules.directionMissing, "The entry has no CdtDbtInd.", at: entryEvent)
        }
        if !entryState.hasStatus {
            report(ISO20022Rules.statusMissing, "The entry has no status; it was taken as booked.", at: entryEvent)
        }
        if !entryState.hasCode {
            report(ISO20022Rules.codeMissing, "The entry has no bank transaction code.", at: entryEvent)
        }
        checkDates()
        count()
        if let amount = entry.amount {
            sum(amount)
            checkDetails(of: amount)
            checkDuplicate(amount)
        } else {
            figures.hasUnreadable = true
        }
        entryState.isOpen = false
        return .entryEnded
    }

    private mutating func checkDates() {
        guard let booked = entry.bookedOn else {
            if entry.status == .booked {
                report(ISO20022Rules.bookingDateMissing, "The booked entry has no booking date.", at: entryEvent)
            }
            return
        }
        if let created = messageCreatedOn, booked.dayNumber > created.dayNumber &+ 31 {
            report(
                ISO20022Rules.futureDate,
                "The booking date \(booked) is more than a month after the message was made (\(created)).",
                at: entryEvent)
        }
    }

    /// Counts the entry, also where its amount cannot be read.
    private mutating func count() {
        let isBooked = entry.status == .booked
        if entry.isCredit {
            figures.creditCount += 1
            if isBooked { figures.bookedCreditCount += 1 }
        } else {
            figures.debitCount += 1
            if isBooked { figures.bookedDebitCount += 1 }
        }
        if isBooked { figures.booked += 1 }
    }

    private mutating func sum(_ amount: Money) {
        if entry.isCredit {
            figures.creditSum.add(amount.minorUnits)
        } else {
            figures.debitSum.add(amount.minorUnits)
        }
        if entry.status == .booked {
            figures.book(amount, isCredit: entry.isCredit, isReversal: entry.isReversal)
        }
    }

    /// Equal lines without a bank reference may be two equal payments, so only references can show a duplicate.
    private mutating func checkDuplicate(_ amount: Money) {
        if entryState.referenceCount == 0 { return }
        if duplicates.isFull {
            if findings.counts[ISO20022Rules.duplicatesUnchecked.code] == nil {
                let limit = duplicates.limit
                report(
                    ISO20022Rules.duplicatesUnchecked,
                    "Duplicates were looked for among the first \(limit) entries.", at: entryEvent)
            }
            return
        }
        var hasher = Hasher()
        hasher.combine(accountHash)
        hasher.combine(amount.minorUnits)
        hasher.combine(entry.isCredit)
        hasher.combine(entry.bookedOn?.dayNumber ?? 0)
        let end = entryState.referenceStart + entryState.referenceCount
        if entryState.referenceStart >= 0, end <= entry.bytes.count {
            entry.bytes.withUnsafeBytes { bytes in
                hasher.combine(
                    bytes: UnsafeRawBufferPointer(rebasing: bytes[entryState.referenceStart..<end]))
            }
        }
        let mark = UInt8(min(entry.details.count, 255))
        switch duplicates.insert(UInt64(bitPattern: Int64(hasher.finalize())), mark: mark) {
        case .first: break
        case .repeatedAlike:
            report(
                ISO20022Rules.duplicateEntry,
                "An entry with the same bank reference, amount, direction and booking date came before.",
                at: entryEvent)
        case .repeatedOtherwise:
            report(
                ISO20022Rules.referenceReused,
                "An entry with the same bank reference, amount, direction and booking date, but with other details, "
                    + "came before.",
                at: entryEvent)
        }
    }
}

// Details.
extension StatementParser {
    /// The NtryDtls at hand is complete: its batch against its details.
    mutating func endedDetails() {
        let sent = entry.details.count - counts.detailsInGroup
        guard let batch = entry.batches.last, let count = batch.count, sent > 0, count != sent else { return }
        let isComparable = batch.total == nil || batch.total?.currency == entry.amount?.currency
        if isComparable, count < sent || sent > 1 && (batch.total != nil || isComplete(sent)) {
            report(
                ISO20022Rules.batchCount, "The batch counts \(count) transactions, and \(sent) details are there.",
                at: event)
        } else {
            report(
                ISO20022Rules.batchCountPartial,
                "The batch counts \(count) transactions, and only \(sent) details are there.", at: event)
        }
    }

    /// Several details that sum to the entry are all there are; a single one may stand for the whole batch.
    private func isComplete(_ sent: Int) -> Bool {
        guard sent > 1, let amount = entry.amount else { return false }
        var sum = CheckedSum()
        for detail in entry.details {
            guard let part = detail.amount(in: amount.currency) else { return false }
            sum.add(detail.isCredit == entry.isCredit ? part.minorUnits : -part.minorUnits)
        }
        return sum.total == amount.minorUnits
    }

    private mutating func checkDetails(of amount: Money) {
        var total = CheckedSum()
        for batch in entry.batches {
            guard let part = batch.total else { continue }
            if entry.batches.count == 1, part.currency == amount.currency, part.minorUnits != amount.minorUnits {
                report(
                    ISO20022Rules.batchTotal,
                    "The batch totals \(part.decimalText), and the entry is of \(amount.decimalText).", at: entryEvent)
            }
        }
        if entry.details.isEmpty || entryState.hasUnreadableDetail { return }
        var isComparable = true
        for detail in entry.details {
            if let other = detail.transactionAmount, other.currency != amount.currency, detail.exchange == nil,
                let own = detail.amount, own.currency == amount.currency, detail.amountIsOwn
            {
                report(
                    ISO20022Rules.detailCurrency,
                    "A detail's transaction amount is in \(other.currency), without exchange.", at: entryEvent)
            }
            guard let part = detail.amount(in: amount.currency) else {
                isComparable = false
                continue
            }
            total.add(detail.isCredit == entry.isCredit ? part.minorUnits : -part.minorUnits)
        }
        // A single detail of nothing is an amount left out, not a sum.
        let isLeftOut = entry.details.count == 1 && entry.details[0].amount?.isZero == true
        guard isComparable, !isPartial, !isLeftOut else { return }
        if let sum = total.total {
            if sum != amount.minorUnits {
                let text = Money(minorUnits: sum, currency: amount.currency).decimalText
                report(
                    ISO20022Rules.batchSum,
                    "The details sum to \(text), and the entry is of \(amount.decimalText).", at: entryEvent)
            }
        } else {
            report(ISO20022Rules.overflow, "The sum of the details does not fit 64 bits.", at: entryEvent)
        }
    }

    /// Whether the bank sent fewer details than its batches count.
    private var isPartial: Bool {
        let counted = entry.batches.reduce(into: 0) { $0 = max($0, $0 &+ ($1.count ?? 0)) }
        return counted > entry.details.count
    }
}
