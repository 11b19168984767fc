// The row of a NACHA entry. Relies on NACHA's layouts: the places of account, name and identification differ by class.

import NACHA

/// What the rows of one batch share.
struct BatchCells {
    private var number = RowCell.none
    private var entryClass = RowCell.none
    private var companyName = RowCell.none
    private var companyID = RowCell.none
    private var description = RowCell.none
    private var effectiveDate = RowCell.none
    private var isInternational = false

    init() {}

    init(_ header: NACHABatchHeader) {
        number = .integer(header.batchNumber)
        entryClass = .text(header.secCode)
        companyName = .optional(header.companyName)
        companyID = .optional(header.companyID)
        description = .optional(header.entryDescription)
        effectiveDate = .optional(header.effectiveDate)
        isInternational = header.isInternational
    }

    func fill(_ cells: inout [RowCell], _ entry: NACHAEntry, _ rows: NACHAEntryRows) {
        let record = rows.record(of: entry)
        let texts = record.map(EntryTexts.init) ?? EntryTexts()
        cells.append(.integer(entry.line))
        cells.append(number)
        cells.append(entryClass)
        cells.append(companyName)
        cells.append(companyID)
        cells.append(description)
        cells.append(effectiveDate)
        cells.append(.text(kind(entry)))
        cells.append(.integer(Int(entry.transactionCode)))
        cells.append(.text(entry.isDebit ? "debit" : "credit"))
        cells.append(.amount(entry.amount, decimals: 2))
        cells.append(.text("USD"))
        cells.append(.optional(texts.routing))
        cells.append(.optional(texts.account))
        cells.append(.optional(isInternational ? receiverName(entry, rows) : texts.name))
        cells.append(.optional(texts.identification))
        cells.append(.text(entry.traceNumber))
        cells.append(.integer(Int(entry.addendaCount)))
        cells.append(.optional(entry.reasonCode))
        cells.append(.optional(entry.originalTraceNumber))
        let information = entry.addendaCount > 0 ? rows.paymentInformation(of: entry) : []
        cells.append(information.isEmpty ? .none : .text(String(decoding: information, as: UTF8.self)))
    }

    private func kind(_ entry: NACHAEntry) -> String {
        if entry.isReturn { return "return" }
        if entry.isChange { return "change" }
        return entry.isPrenote ? "prenote" : "forward"
    }

    /// In an IAT entry the receiver stands in addenda 10.
    private func receiverName(_ entry: NACHAEntry, _ rows: NACHAEntryRows) -> String? {
        rows.addenda(of: entry).first { $0.layout == InternationalAddendaFields.transaction }?[
            InternationalAddendaFields.receiverName]
    }
}

/// The texts of an entry's own record, found by the names of the fields.
private struct EntryTexts {
    var routing: String?
    var account: String?
    var name: String?
    var identification: String?

    private static let accounts: Set<String> = [
        EntryFields.accountNumber.name, InternationalEntryFields.foreignAccount.name,
    ]
    private static let names: Set<String> = [
        EntryFields.name.name, EntryFields.individualName.name, EntryFields.companyName.name,
    ]
    private static let identifications: Set<String> = [
        EntryFields.identification.name, EntryFields.individualID.name, EntryFields.checkSerial.name,
        EntryFields.originalTrace.name,
    ]

    init() {}

    init(_ record: NACHARecord) {
        routing = record[EntryFields.receivingDFI] + record[EntryFields.checkDigit]
        for field in record.layout.fields where field.content == .text {
            if account == nil, EntryTexts.accounts.contains(field.name) {
                account = EntryTexts.trimmed(record[field])
            } else if name == nil, EntryTexts.names.contains(field.name) {
                name = record[field]
            } else if identification == nil, EntryTexts.identifications.contains(field.name) {
                identification = record[field]
            }
        }
    }

    private static func trimmed(_ text: String) -> String { String(text.drop { $0 == " " }) }
}
