// Takes file headers and batch headers apart into typed values. What is taken apart is laid out again and compared, so that
// nothing is lost without notice. Relies on RecordSheet and the layouts.

extension FileHeading {
    /// The typed values of a header that was read. Throws where they would not give the same record again.
    public init(_ header: NACHAFileHeader) throws(NACHAIrregularity) {
        guard let created = header.creationDate else {
            throw NACHAIrregularity(line: nil, reason: "file header: the creation date is no day of the calendar")
        }
        self.init(
            destination: FileHeading.institution(header.record[FileHeaderFields.immediateDestination]),
            destinationName: header.destinationName,
            origin: FileHeading.institution(header.record[FileHeaderFields.immediateOrigin]),
            originName: header.originName, created: created, time: header.creationTime, idModifier: header.idModifier,
            referenceCode: header.referenceCode)
        var sheet = RecordSheet()
        do { try sheet.encode(self) } catch { throw NACHAIrregularity(line: nil, reason: "file header: \(error)") }
        try header.record.requireSame(as: sheet.bytes)
    }

    /// A blank and nine characters are the nine; anything else stands as it is.
    private static func institution(_ text: String) -> String {
        text.utf8.count == 10 && text.utf8.first == 0x20 && text.utf8.dropFirst().first != 0x20
            ? String(text.dropFirst()) : text
    }
}

extension BatchHeading {
    /// The typed values of a header that was read; service class, settlement day and batch number are stated. Throws where
    /// they would not give the same record again.
    public init(_ header: NACHABatchHeader) throws(NACHAIrregularity) {
        let record = header.record
        guard let entryClass = StandardEntryClass(rawValue: header.secCode) else {
            throw NACHAIrregularity(line: nil, reason: "batch header: there is no such standard entry class")
        }
        guard let bank = try? RoutingNumber(header.originatingDFI) else {
            throw NACHAIrregularity(line: nil, reason: "batch header: the originating DFI is not eight digits")
        }
        guard let serviceClass = ServiceClass(rawValue: header.serviceClass) else {
            throw NACHAIrregularity(line: nil, reason: "batch header: there is no such service class")
        }
        self.init(
            entryClass,
            header.isInternational
                ? .international(InternationalHeading(record)) : .company(CompanyHeading(record)),
            entryDescription: header.entryDescription, effectiveDate: header.effectiveDate, originatingDFI: bank,
            settlementDay: record.number(BatchHeaderFields.settlementDay).map { Int($0) },
            originatorStatus: record[BatchHeaderFields.originatorStatus], batchNumber: header.batchNumber,
            serviceClass: serviceClass)
        writesNoDateAsZeros = record.number(BatchHeaderFields.effectiveDate) == 0
        var sheet = RecordSheet()
        do {
            try sheet.encode(self, number: header.batchNumber, serviceClass: header.serviceClass)
        } catch {
            throw NACHAIrregularity(line: nil, reason: "batch header: \(error)")
        }
        try record.requireSame(as: sheet.bytes)
    }
}

extension CompanyHeading {
    fileprivate init(_ record: NACHARecord) {
        self.init(
            name: record[BatchHeaderFields.companyName], identification: record[BatchHeaderFields.companyID],
            discretionaryData: record[BatchHeaderFields.discretionaryData],
            descriptiveDate: record[BatchHeaderFields.descriptiveDate])
    }
}

extension InternationalHeading {
    fileprivate init(_ record: NACHARecord) {
        typealias Fields = InternationalBatchHeaderFields
        self.init(
            originatorID: record[Fields.originatorID], exchangeIndicator: record[Fields.exchangeIndicator],
            exchangeReferenceIndicator: record[Fields.exchangeReferenceIndicator],
            exchangeReference: record[Fields.exchangeReference], destinationCountry: record[Fields.destinationCountry],
            originatingCurrency: record[Fields.originatingCurrency],
            destinationCurrency: record[Fields.destinationCurrency])
    }
}

extension NACHARecord {
    /// Throws unless the record, laid out, has these 94 bytes.
    fileprivate func requireSame(as bytes: [UInt8]) throws(NACHAIrregularity) {
        var own: [UInt8] = []
        write(to: &own)
        if own == bytes { return }
        let column = zip(own, bytes).enumerated().first { $1.0 != $1.1 }.map { $0.offset + 1 } ?? 1
        let field = layout.fields.last { $0.column <= column }
        throw NACHAIrregularity(
            line: nil, reason: "\(layout.name): columns \(field?.columns ?? "") hold more than their value")
    }
}
