// How the reader tells which entry, batch or file an error belongs to, and closes a batch's account.
// Relies on records being read in order: an entry's errors come while it is open, or just before it is opened.

import Parsing

extension NACHAReader {
    /// Files an error with the entry, the batch or the file it stands in.
    mutating func noteError(_ rule: FindingRule, _ finding: @autoclosure () -> Finding, at place: RecordPlace) {
        switch scope(of: rule, at: place) {
        case .openEntry:
            entry.row.isSound = false
            noteFault(entry.row.ordinal, finding)
        case .nextEntry:
            hasPendingEntryError = true
            noteFault(entryCount, finding)
        case .batch: if keepsAccounts { account.note(finding()) }
        case .nextBatch: if keepsAccounts { nextAccount.note(finding()) }
        case .file: if keepsAccounts { strayErrors.add(finding()) }
        }
    }

    private enum Scope { case openEntry, nextEntry, batch, nextBatch, file }

    private func scope(of rule: FindingRule, at place: RecordPlace) -> Scope {
        if rule.code.hasPrefix("nacha.file.") { return .file }
        if rule == NACHARules.noBatchControl { return .batch }
        switch place.type {
        case RecordType.entry: return entry.isOpen ? .openEntry : .nextEntry
        case RecordType.addenda where entry.isOpen: return .openEntry
        case RecordType.batchHeader:
            return batch.isOpen && batch.place.offset == place.offset ? .batch : .nextBatch
        case RecordType.fileHeader, RecordType.fileControl: return .file
        default: return batch.isOpen || batch.tally.entries > 0 ? .batch : .file
        }
    }

    private mutating func noteFault(_ ordinal: Int, _ finding: () -> Finding) {
        guard keepsAccounts else { return }
        let made = finding()
        account.note(made)
        if takesEntries && rows.faults.count < NACHAEntryRows.faultCapacity {
            rows.faults.append(EntryFault(ordinal: ordinal, finding: made))
        }
    }

    /// Counts an entry that is not sound. Called when it closes.
    mutating func countUnsound() {
        guard keepsAccounts else { return }
        account.unsoundEntries += 1
        let amount = entry.row.amount
        let isDebit = TransactionCodes.isDebit(Int(entry.row.transactionCode))
        let sum = isDebit ? account.unsoundDebits : account.unsoundCredits
        let (total, overflow) = sum.addingReportingOverflow(amount)
        let kept = overflow ? Int64.max : total
        if isDebit { account.unsoundDebits = kept } else { account.unsoundCredits = kept }
    }

    /// Takes up the errors of a header that was read before its batch was open.
    mutating func openAccount() {
        guard keepsAccounts else { return }
        account = nextAccount
        nextAccount = BatchAccount()
        account.header = batch.header
        account.line = batch.place.line
    }

    /// Closes the account of the batch that ends here, or of entries outside of any batch.
    mutating func closeAccount(_ control: NACHABatchControl?) {
        guard keepsAccounts, batch.isOpen || batch.tally.entryAndAddendaCount > 0 else { return }
        accountCount += 1
        account.ordinal = accountCount
        account.control = control
        account.entries = batch.tally.entries
        account.addenda = batch.tally.addenda
        account.debits = batch.tally.debits.total ?? .max
        account.credits = batch.tally.credits.total ?? .max
        if let control {
            account.addsUp =
                control.entryAndAddendaCount == Int64(batch.tally.entryAndAddendaCount)
                && control.entryHash == batch.tally.hash % Tally.hashLimit && control.totalDebit == account.debits
                && control.totalCredit == account.credits
        }
        finishedAccounts.append(account)
        account = BatchAccount()
    }
}
