// What of an entry the books keep sealed: the individual identification, by which departments know a payment, and what a
// notification of change corrects. And the day on which what came back settles.
// Relies on NACHA's layouts.

import Money
import NACHA

extension NACHAEntryRows {
    /// The individual identification number, by the entry's class; empty where the class has none.
    func identification(of entry: NACHAEntry) -> String {
        guard let record = record(of: entry) else { return "" }
        for field in [
            EntryFields.identification, EntryFields.individualID, EntryFields.terminalUserID,
        ] where record.layout.fields.contains(field) {
            return record[field].trimmingBlanks()
        }
        // Of an international entry the receiver's identification stands in addenda 15.
        let receiver = addenda(of: entry).first { $0.layout.fields.contains(InternationalAddendaFields.receiverID) }
        return receiver?[InternationalAddendaFields.receiverID].trimmingBlanks() ?? ""
    }

    /// The receiver's bank, eight digits, and account, as one text; nil where the entry has no such account.
    func receiver(of entry: NACHAEntry) -> String? {
        guard let record = record(of: entry), record.layout.fields.contains(EntryFields.accountNumber) else {
            return nil
        }
        return Self.receiver(record[EntryFields.receivingDFI], record[EntryFields.accountNumber])
    }

    private static func receiver(_ bank: String, _ account: String) -> String? {
        let account = account.filter { $0 != " " }
        return account.isEmpty ? nil : "\(bank.prefix(8))/\(account)"
    }

    /// The receiver of the original and the one in its place; nil where a change asks for no other bank or account.
    func changedReceivers(of entry: NACHAEntry) -> (from: String, to: String)? {
        guard case .change(let change)? = returnDetail(of: entry), let data = change.correctedData,
            data.routingNumber != nil || data.accountNumber != nil, let record = record(of: entry)
        else { return nil }
        let (bank, account) = (change.originalReceivingDFI, record[EntryFields.accountNumber])
        guard let from = Self.receiver(bank, account),
            let to = Self.receiver(data.routingNumber ?? bank, data.accountNumber ?? account), from != to
        else { return nil }
        return (from, to)
    }

    /// The data that a notification of change asks for, as written; empty on all others.
    func correction(of entry: NACHAEntry) -> String {
        if case .change(let change)? = returnDetail(of: entry) { change.correctedText } else { "" }
    }

    /// The trace number that a dishonor, a contest or a refusal answers; nil on all others, and where it is left blank.
    func answeredTrace(of entry: NACHAEntry) -> String? {
        let trace: String? =
            switch returnDetail(of: entry) {
            case .dishonored(let dishonored)?: dishonored.returnTrace
            case .contested(let contested)?: contested.dishonoredTrace
            case .refusedChange(let refused)?: refused.changeSequence
            case .returned?, .change?, nil: nil
            }
        return trace.flatMap { $0.contains { $0 != "0" && $0 != " " } ? $0 : nil }
    }
}

extension NACHABatchHeader {
    /// The day on which the operator settles the batch, by its day of the year and the year that lies nearest to the day on
    /// which the file was made; that day itself where the operator has put in none.
    func settlementDate(madeOn day: CalendarDate?) -> CalendarDate? {
        guard let day, let number = Int(settlementDay), (1...366).contains(number) else { return day }
        let year = day.components.year
        let days = (year - 1...year + 1).compactMap {
            CalendarDate(year: $0, month: 1, day: 1)?.advanced(byDays: number - 1)
        }
        return days.min { abs(day.days(to: $0)) < abs(day.days(to: $1)) }
    }
}
