// From open-items files to facts.
// Relies on Delimited for rows and on KeyMaker for the keys that stand for references and names.

public import Delimited
public import Facts
public import Parsing

/// Turns the rows of an open-items file into open items. The ordinal of an item is its place among the rows, from 0.
public enum OpenItemsIntake {
    /// Reads the file and adds one item for each sound row. The report says whether the file may be used: the caller throws
    /// the facts away where it has errors. Throws what source and sink throw.
    @discardableResult
    public static func load(
        _ source: inout some ByteSource, arrival: ArrivalID, keys: some KeyMaker, into sink: inout some FactSink
    ) throws -> DelimitedReport {
        try read(&source, arrival: arrival, keys: keys) { item, row in
            // Who files claims gives the day of service as the day of issue.
            let print =
                item.kind == .claim
                ? ClaimPrint.key(
                    patient: row.patientReference, servedOn: item.issuedOn, charged: item.amount, keys) : nil
            try sink.add(item, reference: row.reference, partyName: row.partyName, claimPrint: print)
        }
    }

    private static func read(
        _ source: inout some ByteSource, arrival: ArrivalID, keys: some KeyMaker,
        add: (OpenItem, OpenItemRow) throws -> Void
    ) throws -> DelimitedReport {
        try withoutActuallyEscaping(add) { add in
            var handler = OpenItemHandler(arrival: arrival, keys: keys, add: add)
            return try DelimitedDocument.read(&source, into: &handler)
        }
    }
}

private struct OpenItemHandler<Keys: KeyMaker>: DelimitedHandler {
    let arrival: ArrivalID
    let keys: Keys
    let add: (OpenItem, OpenItemRow) throws -> Void
    var ordinal = 0

    init(arrival: ArrivalID, keys: Keys, add: @escaping (OpenItem, OpenItemRow) throws -> Void) {
        self.arrival = arrival
        self.keys = keys
        self.add = add
    }

    mutating func openItemRead(_ row: OpenItemRow) throws {
        guard let amount = row.amount, let issuedOn = row.issuedOn else { return }
        let reference = keys.referenceKeys(row.reference)
        let item = OpenItem(
            evidence: Evidence(arrival: arrival, ordinal: ordinal), id: row.id, kind: kind(row.kind),
            partyID: row.partyID, partyNameKey: keys.partyNameKey(row.partyName), exactReference: reference.exact,
            reference: reference.normalised, amount: amount, issuedOn: issuedOn, dueOn: row.dueOn)
        ordinal += 1
        try add(item, row)
    }

    private func kind(_ kind: OpenItemRow.Kind) -> OpenItemKind {
        switch kind {
        case .claim: .claim
        case .invoice: .invoice
        case .premium: .premium
        case .rent: .rent
        case .loanRepayment: .loanRepayment
        case .cashierDeposit: .cashierDeposit
        }
    }
}
