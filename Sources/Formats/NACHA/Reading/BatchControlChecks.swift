// Rules on the batch control: what it says against what the batch holds.

import Parsing

extension NACHAReader {
    /// A batch control of 94 bytes.
    mutating func takeBatchControl(_ span: RawSpan, _ start: Int) -> Event? {
        if stage == .beforeHeader { noteMissingHeader() }
        let isAdvice = batch.rules.shape == .advice
        let layout = isAdvice ? AdviceBatchControlFields.layout : BatchControlFields.layout
        guard let record = NACHARecord(layout, reading: span, at: start) else { return nil }
        let control = NACHABatchControl(record: record, isAdvice: isAdvice)
        batchControl = control
        reportNonNumeric(layout, span, start)
        if let header = batch.header, batch.isOpen {
            if batch.repeated != RepeatedFields(span, start, companyOffset: 44) { compare(control, with: header) }
            checkTotals(control)
            checkCalendar(header)
            noteBatch()
        } else {
            add(NACHARules.order, nil, "A batch control stands outside of a batch.")
        }
        closeAccount(control)
        batch.isOpen = false
        tally.add(batch.tally)
        batch = BatchState()
        return .batchControl
    }

    private mutating func compare(_ control: NACHABatchControl, with header: NACHABatchHeader) {
        let fields = control.record
        if fields[BatchControlFields.serviceClass] != header.record[BatchHeaderFields.serviceClass] {
            add(
                NACHARules.controlServiceClass, BatchControlFields.serviceClass,
                "The batch control has another service class code than the header.")
        }
        if !control.isAdvice { compareCompany(fields, header) }
        if fields[BatchControlFields.originatingDFI] != header.originatingDFI {
            add(
                NACHARules.controlOriginatingDFI, BatchControlFields.originatingDFI,
                "The batch control has another originating DFI than the header.")
        }
        if let number = control.batchNumber, number != Int64(header.batchNumber) {
            add(
                NACHARules.controlBatchNumber, BatchControlFields.batchNumber,
                "The batch control has number \(number), the header \(header.batchNumber).")
        }
    }

    private mutating func compareCompany(_ fields: NACHARecord, _ header: NACHABatchHeader) {
        let written = fields[BatchControlFields.companyID]
        if written == header.record[BatchHeaderFields.companyID] { return }
        if written.isEmpty && header.isInternational { return }
        if written.drop(while: { $0 == " " }) == header.companyID {
            add(
                NACHARules.controlAlignment, BatchControlFields.companyID,
                "The company identification stands in other columns than in the header.")
        } else {
            add(
                NACHARules.controlCompanyID, BatchControlFields.companyID,
                "The batch control has another company identification than the header.")
        }
    }

    private mutating func checkTotals(_ control: NACHABatchControl) {
        let found = batch.tally
        if found.entries == 0 { add(NACHARules.emptyBatch, nil, "The batch holds no entry.") }
        if let count = control.entryAndAddendaCount, count != Int64(found.entryAndAddendaCount) {
            add(
                NACHARules.batchEntryCount, BatchControlFields.entryCount,
                "The batch control counts \(count) entries and addenda, the batch holds \(found.entryAndAddendaCount).")
        }
        if batch.isMicro { checkMicroBalance() }
        let hash = found.hash % Tally.hashLimit
        if let written = control.entryHash, written != hash {
            add(
                NACHARules.batchEntryHash, BatchControlFields.entryHash,
                "The entry hash is \(written), the entries sum to \(hash).")
        }
        if let debit = control.totalDebit, debit != found.debits.total {
            add(
                NACHARules.batchTotalDebit,
                control.isAdvice ? AdviceBatchControlFields.totalDebit : BatchControlFields.totalDebit,
                "The total debit is \(dollars(debit)), the entries sum to \(dollars(found.debits.total)).")
        }
        if let credit = control.totalCredit, credit != found.credits.total {
            add(
                NACHARules.batchTotalCredit,
                control.isAdvice ? AdviceBatchControlFields.totalCredit : BatchControlFields.totalCredit,
                "The total credit is \(dollars(credit)), the entries sum to \(dollars(found.credits.total)).")
        }
    }

    /// What an account verification takes back is not more than what it gave.
    private mutating func checkMicroBalance() {
        if let debits = batch.tally.debits.total, let credits = batch.tally.credits.total, debits > credits {
            add(
                NACHARules.microBalance, BatchControlFields.totalDebit,
                "The debits of the account verification are above its credits.")
        }
    }

    /// Remembers what tells the batch from others, and says when there was one like it.
    private mutating func noteBatch() {
        var fingerprint = batch.identity
        for number in [
            batch.tally.hash % Tally.hashLimit, batch.tally.debits.total ?? 0, batch.tally.credits.total ?? 0,
            Int64(batch.tally.entryAndAddendaCount),
        ] {
            fingerprint = RepetitionFilter.mix(fingerprint, UInt64(bitPattern: number))
        }
        seenBatches.makeRoom(for: tally.batches)
        if batch.tally.entries > 0 && seenBatches.hasSeen(fingerprint, way: tally.batches) {
            add(
                NACHARules.repeatedBatch, BatchControlFields.batchNumber,
                "A batch with the same company, class, description, date, count, hash and totals stands earlier.")
        }
    }
}
