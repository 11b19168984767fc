// From a NACHA file that we originate to facts: its batches, which a bank will settle, and its entries, which may come back.
// Relies on the NACHA reader and on Facts. Names and account numbers never leave the reader; identifications go beside the
// facts, to be sealed.

public import Facts
import Money
public import NACHA
public import Parsing

/// Maps a file of our own orders to `OriginatedBatch` and `OriginatedEntry`.
public enum OriginationIntake {
    /// Reads the file and adds its entries and, after those of each batch, the batch; places are counted in that order.
    /// What stands among them that answers a return or a change (a dishonor, a refusal) orders nothing and becomes an
    /// `ACHItem`, like those that a bank passes on.
    /// Throws what the source and the sink throw, and `NACHAIntake.Failure` as for a file of the bank's.
    @discardableResult
    public static func load(
        _ source: inout some ByteSource, arrival: ArrivalID, keys: some KeyMaker, forms: [SettlementForm],
        into sink: inout some FactSink
    ) throws -> NACHAReport {
        try read(&source, arrival: arrival, keys: keys, forms: forms) { fact in
            switch fact {
            case .entry(let entry, let identification): try sink.add(entry, identification: identification)
            case .answer(let item, let texts):
                try sink.add(item, identification: texts.identification, correction: texts.correction)
            case .batch(let batch): try sink.add(batch)
            }
        }
    }

    private static func read(
        _ source: inout some ByteSource, arrival: ArrivalID, keys: some KeyMaker, forms: [SettlementForm],
        add: (OriginatedFact) throws -> Void
    ) throws -> NACHAReport {
        try withoutActuallyEscaping(add) { add in
            var handler = OrderHandler(arrival: arrival, keys: keys, forms: forms, add: add)
            return try NACHAReader.read(&source, into: &handler)
        }
    }
}

private enum OriginatedFact {
    case entry(OriginatedEntry, identification: String)
    case answer(ACHItem, ReturnTexts)
    case batch(OriginatedBatch)
}

/// Sums each batch while its entries go by.
private struct OrderHandler<Keys: KeyMaker>: NACHAHandler {
    let arrival: ArrivalID
    let keys: Keys
    let forms: [SettlementForm]
    let add: (OriginatedFact) throws -> Void
    var ordinal = 0
    /// `YYMMDDm`.
    var stamp = ""
    var creationDate: CalendarDate?
    var credits = CheckedSum()
    var debits = CheckedSum()
    var header: NACHABatchHeader?

    init(arrival: ArrivalID, keys: Keys, forms: [SettlementForm], add: @escaping (OriginatedFact) throws -> Void) {
        self.arrival = arrival
        self.keys = keys
        self.forms = forms
        self.add = add
    }

    /// Identifications stand in the records.
    var keepsRecords: Bool { true }

    mutating func fileHeader(_ file: NACHAFileHeader) {
        creationDate = file.creationDate
        stamp = file.record[FileHeaderFields.creationDate] + file.idModifier
    }

    mutating func batchHeader(_ batch: NACHABatchHeader) {
        header = batch
        credits = CheckedSum()
        debits = CheckedSum()
    }

    mutating func entries(_ rows: NACHAEntryRows) throws {
        guard let first = rows.entries.first else { return }
        guard let header = rows.header else { throw NACHAIntake.Failure.noBatch(ordinal: first.ordinal) }
        guard let date = header.effectiveDate ?? creationDate else {
            throw NACHAIntake.Failure.noDate(ordinal: first.ordinal)
        }
        for entry in rows.entries {
            let identification = rows.identification(of: entry)
            if entry.reasonCode != nil {
                let settled = header.settlementDate(madeOn: creationDate) ?? date
                let item = ACHItem(entry, in: rows, header, at: nextPlace(), on: settled)
                try add(.answer(item, ReturnTexts(entry, in: rows)))
                continue
            }
            let amount = entry.signedAmount
            // What a credit gives, it takes from our account.
            if amount > 0 { credits.add(-amount) } else if amount < 0, amount != .min { debits.add(-amount) }
            let fact = OriginatedEntry(
                evidence: nextPlace(), achTrace: entry.traceNumber, amount: Money.dollars(cents: amount).magnitude,
                effectiveOn: date, secCode: header.secCode, isDebit: entry.isDebit,
                receiver: rows.receiver(of: entry).map { keys.key(.account, $0) })
            try add(.entry(fact, identification: identification))
        }
    }

    mutating func batchControl(_ control: NACHABatchControl) throws {
        guard let header, let date = header.effectiveDate ?? creationDate, let out = credits.total,
            let back = debits.total
        else { return }
        self.header = nil
        let number = header.record[BatchHeaderFields.batchNumber]
        try add(
            .batch(
                OriginatedBatch(
                    evidence: nextPlace(), reference: "\(header.companyID)/\(stamp)/\(number)",
                    fileReference: keys.key(.reference, NormalisedReference.text(stamp)),
                    batchReference: keys.key(.reference, NormalisedReference.text("\(stamp)-\(number)")),
                    companyReference: keys.key(.reference, NormalisedReference.text(header.companyID)),
                    effectiveOn: date, credits: .dollars(cents: out), debits: .dollars(cents: back), forms: forms)))
    }

    private mutating func nextPlace() -> Evidence {
        defer { ordinal += 1 }
        return Evidence(arrival: arrival, ordinal: ordinal)
    }
}
