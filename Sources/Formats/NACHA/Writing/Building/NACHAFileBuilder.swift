// The shortest way to a small file of CCD credits with reassociation traces, in memory: what a health plan's bank sends.
// Relies on NACHAFileWriter, which writes every class and any size.

public import Money

/// Builds one file of CCD credits in memory: batches, credits, then `finish`.
public struct NACHAFileBuilder: Sendable {
    private var writer: NACHAFileWriter

    /// A file from `origin` to `destination`. Routing numbers have nine digits with a right check digit; the origin may be
    /// ten characters that the bank gives. Time as HHMM.
    public init(
        destination: String, destinationName: String, origin: String, originName: String, created: CalendarDate,
        time: String = "0000", idModifier: String = "A"
    ) throws(NACHABuildFault) {
        writer = try NACHAFileWriter(
            FileHeading(
                destination: destination, destinationName: destinationName, origin: origin, originName: originName,
                created: created, time: time, idModifier: idModifier))
    }

    /// Opens a batch of CCD credits; the one before is closed. The originating DFI has eight digits, or nine.
    public mutating func beginBatch(
        companyName: String, companyID: String,
        description: String = EntryDescription.Kind.healthcareClaimPayment.rawValue,
        effective: CalendarDate, originatingDFI: String
    ) throws(NACHABuildFault) {
        let company = CompanyHeading(
            name: companyName, identification: companyID, descriptiveDate: SixDigitDate.text(of: effective))
        try writer.beginBatch(
            BatchHeading(
                .corporate, .company(company), entryDescription: description, effectiveDate: effective,
                originatingDFI: try RoutingNumber(originatingDFI), serviceClass: .creditsOnly))
    }

    /// Adds a credit to a checking account; with a trace, an addenda 05 carries its TRN segment. Gives the entry's
    /// fifteen-digit trace number.
    @discardableResult
    public mutating func addCredit(
        routingNumber: String, accountNumber: String, cents: Int64, identification: String, name: String,
        trace: ReassociationTrace?
    ) throws(NACHABuildFault) -> String {
        let entry = DomesticEntry(
            AccountTransaction(.checking, .credit), receivingDFI: try RoutingNumber(routingNumber),
            accountNumber: accountNumber, cents: cents,
            details: .receiver(ReceiverDetails(identification: identification, name: name)),
            addenda: trace.map { .payment($0) } ?? .none)
        return Digits.text(try writer.add(entry), width: EntryFields.traceNumber.length)
    }

    /// Closes the file and gives its bytes: records of 94 characters with LF, filled to whole blocks.
    public mutating func finish() throws(NACHABuildFault) -> [UInt8] {
        try writer.finish()
        return writer.takeBytes()
    }
}
