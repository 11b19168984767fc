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
    private var places: EntryPlaces?

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

    mutating func fill(_ cells: inout [RowCell], _ entry: NACHAEntry, _ rows: NACHAEntryRows) {
        let record = rows.record(of: entry)
        if let record, places.map({ !$0.fits(record) }) ?? true { places = EntryPlaces(record.layout) }
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
        if let record, let places {
            cells.append(places.routing(record))
            cells.append(places.account(record))
            cells.append(isInternational ? .optional(receiverName(entry, rows)) : places.name(record))
            cells.append(places.identification(record))
        } else {
            cells += [.none, .none, .none, .none]
        }
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

/// Where the texts of an entry's own record stand, by the names of the layout's fields; found once for each layout.
struct EntryPlaces {
    private let layout: NACHALayout
    private let receivingDFI: Int?
    private let checkDigit: Int?
    private let account: Int?
    private let name: Int?
    private let identification: Int?

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

    init(_ layout: NACHALayout) {
        func place(_ names: Set<String>) -> Int? {
            layout.fields.firstIndex { $0.content == .text && names.contains($0.name) }
        }
        self.layout = layout
        receivingDFI = layout.fields.firstIndex(of: EntryFields.receivingDFI)
        checkDigit = layout.fields.firstIndex(of: EntryFields.checkDigit)
        account = place(EntryPlaces.accounts)
        name = place(EntryPlaces.names)
        identification = place(EntryPlaces.identifications)
    }

    func fits(_ record: NACHARecord) -> Bool { record.layout == layout }

    func routing(_ record: NACHARecord) -> RowCell {
        guard receivingDFI != nil, checkDigit != nil else { return .none }
        return .text(record[EntryFields.receivingDFI] + record[EntryFields.checkDigit])
    }

    func account(_ record: NACHARecord) -> RowCell {
        .optional(text(account, record).map { $0.utf8.first == 0x20 ? String($0.drop { $0 == " " }) : $0 })
    }

    func name(_ record: NACHARecord) -> RowCell { .optional(text(name, record)) }
    func identification(_ record: NACHARecord) -> RowCell { .optional(text(identification, record)) }

    private func text(_ place: Int?, _ record: NACHARecord) -> String? {
        guard let place, record.values.indices.contains(place), case .text(let text) = record.values[place] else {
            return nil
        }
        return text
    }
}
