// Rules on an entry with its addenda, once the next record shows that no more follow.

import Parsing

extension NACHAReader {
    /// Ends the open entry and puts its row among the rows.
    @inline(__always)
    mutating func closeEntry() {
        let count = entry.row.addendaCount
        let isForward = !entry.hasReturn && !entry.hasChange
        let isPlain =
            isForward && (count > 0) == entry.hasIndicator && Int(count) <= batch.rules.addendaMost
            && Int(count) >= batch.rules.addendaLeast && entry.row.amount > 0 && entry.statedAddenda == -1
            && batch.rules.shape == .domestic && !batch.isChange && !batch.demandsTrace
        if !isPlain { checkClosed(Int(count), isForward) }
        entry.isOpen = false
        if !entry.row.isSound { countUnsound() }
        if takesEntries { rows.entries.append(entry.row) }
    }

    private mutating func checkClosed(_ count: Int, _ isForward: Bool) {
        if (count > 0) != entry.hasIndicator {
            let saying = entry.hasIndicator ? "1, but no addenda follow" : "0, but \(count) addenda follow"
            add(
                NACHARules.addendaIndicator, EntryFields.addendaIndicator, at: entry.place,
                "The addenda record indicator is \(saying).")
        }
        let code = Int(entry.row.transactionCode)
        let isPrenote = TransactionCodes.prenoteCodes.contains(code)
        if isPrenote { prenoteCount += 1 }
        if entry.hasReturn { returnCount += 1 }
        if entry.hasChange { changeCount += 1 }
        if isForward {
            checkForward(count, code, isPrenote)
        } else {
            checkReturned(count, code)
        }
    }

    private mutating func checkForward(_ count: Int, _ code: Int, _ isPrenote: Bool) {
        if batch.isChange {
            add(NACHARules.changeMissing, nil, at: entry.place, "The entry of a COR batch carries no addenda 98.")
            return
        }
        if count > batch.rules.addendaMost {
            add(
                NACHARules.addendaExcess, EntryFields.addendaIndicator, at: entry.place,
                "\(count) addenda follow; class \(batch.rules.code) allows \(batch.rules.addendaMost).")
        }
        if batch.rules.shape == .international {
            checkInternational()
        } else if count < batch.rules.addendaLeast && !isPrenote {
            add(
                NACHARules.addendaMissing, EntryFields.addendaIndicator, at: entry.place,
                "\(count) addenda follow; class \(batch.rules.code) demands \(batch.rules.addendaLeast).")
        }
        if entry.row.amount == 0 && TransactionCodes.live.contains(code) && !batch.rules.isAmountless {
            add(
                NACHARules.amountZero, batch.rules.layout.amountField, at: entry.place,
                "Transaction code \(code) moves money, but the amount is 0.")
        }
        // An offsetting debit in the same batch is no claim payment.
        if batch.demandsTrace && count != 1 && TransactionCodes.liveCreditCodes.contains(code) {
            add(
                NACHARules.healthcareAddenda, EntryFields.addendaIndicator, at: entry.place,
                "\(count) addenda follow; a healthcare claim payment carries one.")
        }
        checkStated(count)
    }

    private mutating func checkStated(_ count: Int) {
        guard entry.statedAddenda != -1, entry.statedAddenda != count else { return }
        let stated = entry.statedAddenda < 0 ? "no number" : "\(entry.statedAddenda)"
        if batch.rules.shape == .international {
            add(
                NACHARules.looseAddendaCount, InternationalEntryFields.addendaCount, at: entry.place,
                "The entry states \(stated) of addenda; \(count) follow.")
        } else if batch.rules.addendaCount == .loose {
            add(
                NACHARules.looseAddendaCount, EntryFields.addendaCount, at: entry.place,
                "The entry states \(stated) of addenda; \(count) follow.")
        } else if entry.statedAddenda >= 0 {
            add(
                NACHARules.addendaCount, EntryFields.addendaCount, at: entry.place,
                "The entry states \(stated) addenda; \(count) follow.")
        }
    }

    private mutating func checkReturned(_ count: Int, _ code: Int) {
        if !TransactionCodes.returnCodes.contains(code) && batch.rules.shape != .advice {
            add(
                NACHARules.returnTransactionCode, EntryFields.transactionCode, at: entry.place,
                "A return or change has the original's transaction code \(code).")
        }
        let most = batch.rules.shape == .international ? 13 : 1
        if count > most {
            add(
                NACHARules.addendaExcess, EntryFields.addendaIndicator, at: entry.place,
                "\(count) addenda follow a return or change; \(most) are allowed.")
        }
        if batch.isChange && !entry.hasChange {
            add(NACHARules.changeMissing, nil, at: entry.place, "The entry of a COR batch carries no addenda 98.")
        }
    }
}
