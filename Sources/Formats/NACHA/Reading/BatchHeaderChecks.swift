// Rules on the batch header, and what they set up for the entries that follow.

import Parsing

extension NACHAReader {
    /// A batch header of 94 bytes.
    mutating func takeBatchHeader(_ span: RawSpan, _ start: Int) -> Event? {
        if stage == .beforeHeader { noteMissingHeader() }
        endOpenBatch()
        let code = span.text(BatchHeaderFields.secCode, at: start)
        let isChange = code == "COR"
        let isInternationalChange =
            isChange && span.text(InternationalBatchHeaderFields.indicator, at: start) == "IATCOR"
        let isInternational = code == "IAT" || isInternationalChange
        let layout = isInternational ? InternationalBatchHeaderFields.layout : BatchHeaderFields.layout
        guard let record = NACHARecord(layout, reading: span, at: start) else { return nil }
        let header = NACHABatchHeader(record, isInternational: isInternational)
        batchHeader = header
        reportNonNumeric(layout, span, start)
        if secCodes.count < 100 && !code.isEmpty && !secCodes.contains(code) { secCodes.append(code) }

        let rules = EntryClass.of(code: code, isInternationalChange: isInternationalChange)
        if rules == nil {
            add(NACHARules.entryClass, BatchHeaderFields.secCode, "There is no standard entry class of this code.")
        }
        let description = open(header, rules ?? .unknown, span, start)
        checkDescription(header, description)
        if isInternational { checkInternationalHeader(span, start) }
        checkParties(header, span, start)
        checkServiceClass(header)
        checkDates(header, span, start)
        let number = Int64(header.batchNumber)
        if number <= lastBatchNumber {
            add(
                NACHARules.batchNumberOrder, BatchHeaderFields.batchNumber,
                "Batch number \(number) follows \(lastBatchNumber).")
        }
        lastBatchNumber = max(lastBatchNumber, number)
        return .batchHeader
    }

    /// A batch whose control never came ends where the next record of its rank stands.
    mutating func endOpenBatch() {
        if batch.isOpen {
            add(
                NACHARules.noBatchControl, nil,
                "Batch \(batch.header?.batchNumber ?? 0) has no batch control before this record.")
        }
        closeAccount(nil)
        tally.add(batch.tally)
        batch = BatchState()
    }

    /// Sets up what holds for the entries that follow. Gives the description, where it has a meaning.
    private mutating func open(
        _ header: NACHABatchHeader, _ rules: EntryClass, _ span: RawSpan, _ start: Int
    ) -> EntryDescription? {
        batch.isOpen = true
        batch.place = place
        let description = readDescription(header)
        batch.header = header
        openAccount()
        batch.rules = rules
        batch.isChange = header.secCode == "COR"
        batch.mask = rules.layout.mask
        batch.originatingDFI = span.word(start + 79)
        batch.repeated = RepeatedFields(span, start, companyOffset: 40)
        batch.comparesTrace = rules.shape != .advice
        batch.allowedCodes = TransactionCodes.allowed(in: rules, isReversal: batch.isReversal)
        batch.checksFields = rules.hasFieldRules || batch.isMicro
        batch.refusesCredits = header.serviceClass == 225
        batch.refusesDebits = header.serviceClass == 220
        batch.nameOffset = rules.nameField?.offset ?? 0
        batch.amountLimit = rules.amountLimit
        batch.fingerprint = RepetitionFilter.mix(span.word(start + 69), span.word(start + 79))
        // Columns 41-63 in three words, and the effective date.
        batch.identity = RepetitionFilter.mix(span.word(start + 40), span.word(start + 48))
        batch.identity = RepetitionFilter.mix(batch.identity, span.word(start + 55))
        batch.identity = RepetitionFilter.mix(batch.identity, span.word(start + 69) & 0xFFFF_FFFF_FFFF)
        batch.plain = PlainEntries(of: batch, header)
        batch.tally.batches = 1
        hasOnlyAdvices = rules.shape == .advice && (tally.batches == 0 || hasOnlyAdvices)
        return description
    }

    private mutating func checkParties(_ header: NACHABatchHeader, _ span: RawSpan, _ start: Int) {
        if !header.isInternational && span.isBlank(BatchHeaderFields.companyName, at: start, zerosToo: true) {
            add(NACHARules.companyName, BatchHeaderFields.companyName, "The company name is blank or zeros.")
        }
        if span.isBlank(BatchHeaderFields.companyID, at: start, zerosToo: true) {
            add(NACHARules.companyID, BatchHeaderFields.companyID, "The company identification is blank or zeros.")
        }
        if span.isBlank(BatchHeaderFields.entryDescription, at: start, zerosToo: true) {
            add(
                NACHARules.entryDescription, BatchHeaderFields.entryDescription,
                "The company entry description is blank or zeros.")
        }
        if span.isBlank(BatchHeaderFields.originatingDFI, at: start, zerosToo: true) {
            add(
                NACHARules.originatingDFI, BatchHeaderFields.originatingDFI,
                "The originating DFI identification is blank or zeros.")
        }
        let status = span.byte(start + BatchHeaderFields.originatorStatus.offset)
        let isAdvice = batch.rules.shape == .advice
        if status != 0x31 && status != 0x32 && !(isAdvice && status == 0x30) {
            add(
                NACHARules.originatorStatus, BatchHeaderFields.originatorStatus,
                "The originator status code is neither 1 nor 2.")
        }
    }

    private mutating func checkServiceClass(_ header: NACHABatchHeader) {
        let isAdvice = batch.rules.shape == .advice
        switch header.serviceClass {
        case 200, 220, 225: if !isAdvice { return }
        case 280: if isAdvice { return }
        default: break
        }
        add(
            NACHARules.serviceClass, BatchHeaderFields.serviceClass,
            "Service class code \(header.serviceClass) is not one of "
                + (isAdvice ? "ADV: 280." : "200, 220 and 225."))
    }

    private mutating func checkDates(_ header: NACHABatchHeader, _ span: RawSpan, _ start: Int) {
        if header.effectiveDate == nil {
            if span.isBlank(BatchHeaderFields.effectiveDate, at: start, zerosToo: true) {
                if header.secCode != "ENR" {
                    add(
                        NACHARules.noEffectiveDate, BatchHeaderFields.effectiveDate, "There is no effective entry date."
                    )
                }
            } else if span.number(BatchHeaderFields.effectiveDate, at: start) == nil {
                add(
                    NACHARules.unreadableEffectiveDate, BatchHeaderFields.effectiveDate,
                    "The effective entry date is not six digits.")
            } else {
                add(
                    NACHARules.effectiveDate, BatchHeaderFields.effectiveDate,
                    "The effective entry date is no day of the calendar.")
            }
        }
        if !span.isBlank(BatchHeaderFields.settlementDay, at: start, zerosToo: true) {
            let day = span.number(BatchHeaderFields.settlementDay, at: start) ?? 0
            if !(1...366).contains(day) {
                add(
                    NACHARules.settlementDay, BatchHeaderFields.settlementDay,
                    "The settlement date is no day of the year.")
            }
        }
    }
}
