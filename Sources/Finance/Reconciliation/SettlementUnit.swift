// What a bank settles by one line, by each form in which it books: the batches of a file as units with one amount.
// Relies on Facts only.

import Facts
import Money

/// What settles by one line: a side of a batch, a batch, or the same of a file's batches of one day.
struct SettlementUnit {
    struct Part {
        let batch: OriginatedBatch
        let amount: Money
    }

    let parts: [Part]
    let amount: Money
    let form: SettlementForm

    var day: CalendarDate { parts[0].batch.effectiveOn }
    var key: LookupKey { form.isByFile ? parts[0].batch.fileReference : parts[0].batch.batchReference }
    var company: LookupKey { parts[0].batch.companyReference }

    private init?(_ parts: [Part], _ form: SettlementForm) {
        guard let first = parts.first else { return nil }
        var sum = CheckedSum()
        for part in parts { sum.add(part.amount.minorUnits) }
        guard let total = sum.total, total != 0 else { return nil }
        self.parts = parts
        amount = Money(minorUnits: total, currency: first.amount.currency)
        self.form = form
    }

    /// All units of the batches, in an order that depends on the batches alone.
    static func all(of batches: [OriginatedBatch]) -> [SettlementUnit] {
        struct FileDay: Hashable {
            let arrival: ArrivalID
            let company: LookupKey
            let day: CalendarDate
        }
        let batches = batches.sorted { $0.evidence < $1.evidence }
        let files = Dictionary(grouping: batches) {
            FileDay(arrival: $0.evidence.arrival, company: $0.companyReference, day: $0.effectiveOn)
        }
        var units: [SettlementUnit] = []
        for form in SettlementForm.allCases {
            let groups = form.isByFile ? files.values.map { $0 } : batches.map { [$0] }
            for group in groups {
                let members = group.filter { $0.forms.contains(form) }
                // A file of one batch settles as the batch does, where both forms are in use.
                if form.isByFile, members.count == 1, members[0].forms.contains(form.isNet ? .netBatch : .grossBatch) {
                    continue
                }
                units += sides(of: members, form)
            }
        }
        return units.sorted {
            ($0.parts[0].batch.evidence, $0.form.rawValue, $0.amount.minorUnits)
                < ($1.parts[0].batch.evidence, $1.form.rawValue, $1.amount.minorUnits)
        }
    }

    private static func sides(of batches: [OriginatedBatch], _ form: SettlementForm) -> [SettlementUnit] {
        func unit(_ amount: (OriginatedBatch) -> Money?) -> SettlementUnit? {
            SettlementUnit(
                batches.compactMap { batch in
                    amount(batch).flatMap { $0.isZero ? nil : Part(batch: batch, amount: $0) }
                }, form)
        }
        if form.isNet { return [unit { $0.debits.adding($0.credits) }].compactMap(\.self) }
        return [unit(\.credits), unit(\.debits)].compactMap(\.self)
    }
}
