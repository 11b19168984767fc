// From a NACHA file to facts: every entry that the bank passed on becomes one ACH item.
// Relies on the NACHA reader and on Facts. Account numbers and names never leave the reader.

public import Facts
import Money
public import NACHA
public import Parsing

/// Maps a NACHA file to `ACHItem` facts.
public struct NACHAIntake {
    /// Why an entry cannot become a fact. A file that was checked and accepted has none such.
    public enum Failure: Error, Sendable {
        /// The batch has no effective entry date and the file no creation date. The entry's 0-based number.
        case noDate(ordinal: Int)
        /// The entry stands outside of a batch. The entry's 0-based number.
        case noBatch(ordinal: Int)
    }

    /// Reads the file and adds one item for each entry, in the order of the file; the evidence's ordinal is the entry's
    /// 0-based number. The report says whether the file may be used: the caller throws the facts away where it has errors.
    /// Throws what the source and the sink throw, and `Failure`.
    @discardableResult
    public static func load(
        _ source: inout some ByteSource, arrival: ArrivalID, keys: some KeyMaker, into sink: inout some FactSink
    ) throws -> NACHAReport {
        try read(&source, arrival: arrival) { item, texts in
            guard let texts else { return try sink.add(item) }
            try sink.add(item, identification: texts.identification, correction: texts.correction)
            if let change = texts.change(at: item.evidence, keys) { try sink.add(change) }
        }
    }

    private static func read(
        _ source: inout some ByteSource, arrival: ArrivalID, add: (ACHItem, ReturnTexts?) throws -> Void
    ) throws -> NACHAReport {
        try withoutActuallyEscaping(add) { add in
            var handler = ItemHandler(arrival: arrival, add: add)
            return try NACHAReader.read(&source, into: &handler)
        }
    }
}

/// What of a return or change only the few may see.
struct ReturnTexts {
    let identification: String
    let correction: String
    /// The receivers that a notification of change names, before and after; nil where it changes none.
    let receivers: (from: String, to: String)?

    init(_ entry: NACHAEntry, in rows: NACHAEntryRows) {
        identification = rows.identification(of: entry)
        correction = rows.correction(of: entry)
        receivers = rows.changedReceivers(of: entry)
    }

    func change(at evidence: Evidence, _ keys: some KeyMaker) -> ReceiverChange? {
        receivers.map {
            ReceiverChange(evidence: evidence, from: keys.key(.account, $0.from), to: keys.key(.account, $0.to))
        }
    }
}

/// Turns rows of entries into items.
private struct ItemHandler: NACHAHandler {
    let arrival: ArrivalID
    let add: (ACHItem, ReturnTexts?) throws -> Void
    var creationDate: CalendarDate?

    init(arrival: ArrivalID, add: @escaping (ACHItem, ReturnTexts?) throws -> Void) {
        self.arrival = arrival
        self.add = add
    }

    /// The addenda's reassociation trace stands in the records.
    var keepsRecords: Bool { true }

    mutating func fileHeader(_ header: NACHAFileHeader) { creationDate = header.creationDate }

    func entries(_ rows: NACHAEntryRows) throws {
        guard let first = rows.entries.first else { return }
        guard let header = rows.header else { throw NACHAIntake.Failure.noBatch(ordinal: first.ordinal) }
        guard let date = header.effectiveDate ?? creationDate else {
            throw NACHAIntake.Failure.noDate(ordinal: first.ordinal)
        }
        for entry in rows.entries {
            let isBack = entry.reasonCode != nil
            let settled = isBack ? header.settlementDate(madeOn: creationDate) : nil
            try add(
                ACHItem(
                    entry, in: rows, header, at: Evidence(arrival: arrival, ordinal: entry.ordinal), on: settled ?? date
                ),
                isBack ? ReturnTexts(entry, in: rows) : nil)
        }
    }
}

extension ACHItem {
    init(
        _ entry: NACHAEntry, in rows: NACHAEntryRows, _ header: NACHABatchHeader, at evidence: Evidence,
        on date: CalendarDate
    ) {
        let trace = rows.reassociationTrace(of: entry)
        self.init(
            evidence: evidence, achTrace: entry.traceNumber, secCode: header.secCode,
            transactionCode: Int(entry.transactionCode), amount: .dollars(cents: entry.signedAmount),
            effectiveOn: date, companyID: header.companyID,
            batchNumber: header.record[BatchHeaderFields.batchNumber],
            traceKey: trace.flatMap { ACHItem.normalised($0.traceNumber) }, tracePayerID: trace?.payerID,
            returnCode: entry.reasonCode, originalTrace: entry.originalTraceNumber,
            answeredTrace: entry.reasonCode == nil ? nil : rows.answeredTrace(of: entry))
    }

    private static func normalised(_ reference: String) -> String? {
        let text = NormalisedReference.text(reference)
        return text.isEmpty ? nil : text
    }
}
