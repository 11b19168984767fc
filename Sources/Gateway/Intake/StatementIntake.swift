// From bank statements to facts: bank lines with the keys found in their references and texts, and the statement itself.
// Relies on ISO20022 for statements, on StatementTexts for what the texts say, on KeyMaker for keys.

public import Facts
public import ISO20022
import Money
public import Parsing

/// Turns the booked entries of a camt.053 into bank lines. A bank line is a detail that has a bank reference of its own,
/// else the entry. Pending entries of a camt.053 or camt.052 become announced lines. A camt.054, and whatever else a camt.052
/// says, gives no facts: it repeats what a statement books.
public enum StatementIntake {
    /// Why a statement cannot become facts.
    public enum Failure: Error, Sendable {
        /// A booked entry has no date, nor has its statement. The entry's 0-based place in its statement.
        case noDate(entry: Int)
        /// A booked entry, or a detail that stands for one, has no amount or direction that can be read.
        case noAmount(entry: Int)
    }

    /// Reads the message and adds a line for each booked entry or detail, and one fact for each statement after its lines.
    /// The report says whether the message may be used: the caller throws the facts away where it has errors. Statements
    /// that call themselves copies (CpyDplctInd) are added too: whether they came before is for the caller to know, by
    /// account and sequence. `rules` say which lines need no partner, before what is known of banks in general. Throws what source and sink throw, and `Failure`.
    @discardableResult
    public static func load(
        _ source: inout some ByteSource, arrival: ArrivalID, keys: some KeyMaker, rules: [BankRule] = [],
        into sink: inout some FactSink
    ) throws -> ISO20022Report {
        try read(&source, arrival: arrival, keys: keys, rules: rules) { fact in
            switch fact {
            case .line(let line, let text): try sink.add(line, text: text)
            case .announced(let line): try sink.add(line)
            case .statement(let statement, let account): try sink.add(statement, account: account)
            }
        }
    }

    private static func read(
        _ source: inout some ByteSource, arrival: ArrivalID, keys: some KeyMaker, rules: [BankRule],
        add: (LoadedFact) throws -> Void
    ) throws -> ISO20022Report {
        try withoutActuallyEscaping(add) { add in
            var handler = LineHandler(arrival: arrival, keys: keys, rules: rules, add: add)
            return try ISO20022Reader.read(&source, into: &handler)
        }
    }
}

private enum LoadedFact {
    case line(BankLine, text: String)
    case announced(AnnouncedLine)
    case statement(StatementFact, account: String)
}

/// Makes facts of what the reader hands over.
private struct LineHandler<Keys: KeyMaker>: StatementHandler {
    let arrival: ArrivalID
    let keys: Keys
    let rules: [BankRule]
    let add: (LoadedFact) throws -> Void
    var ordinal = 0
    var account = LookupKey(high: 0, low: 0)

    init(arrival: ArrivalID, keys: Keys, rules: [BankRule], add: @escaping (LoadedFact) throws -> Void) {
        self.arrival = arrival
        self.keys = keys
        self.rules = rules
        self.add = add
    }

    mutating func statementBegan(_ header: StatementHeader) {
        account = keys.key(.account, header.account.filter { $0 != " " })
    }

    mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) throws {
        if entry.status == .pending, header.kind != .notification { return try announce(entry, header) }
        guard header.kind == .statement, entry.status == .booked else { return }
        // A profile may have let a finding pass; money that cannot be read is never passed over.
        guard let amount = entry.signedAmount else { throw StatementIntake.Failure.noAmount(entry: entry.ordinal) }
        guard standsByDetails(entry, amount) else {
            try addLine(entry, detail: nil, amount: amount, header)
            return
        }
        for index in entry.details.indices {
            guard let part = entry.details[index].signedAmount else {
                throw StatementIntake.Failure.noAmount(entry: entry.ordinal)
            }
            try addLine(entry, detail: index, amount: part, header)
        }
    }

    /// Adds what is announced as it will be booked, by details or whole. What has no amount or no day announces nothing.
    private mutating func announce(_ entry: StatementEntry, _ header: StatementHeader) throws {
        guard let amount = entry.signedAmount,
            let day = entry.valueOn ?? entry.bookedOn ?? header.periodTo ?? header.closing?.date
        else { return }
        let parts = standsByDetails(entry, amount) ? entry.details.indices.map(Optional.some) : [nil]
        for part in parts {
            let announced = AnnouncedLine(
                evidence: nextEvidence(), reference: bankReference(entry, part) ?? "", account: account,
                accountMask: AccountMask.text(header.account),
                amount: part.flatMap { entry.details[$0].signedAmount } ?? amount, expectedOn: day)
            try add(.announced(announced))
        }
    }

    mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) throws {
        guard header.kind == .statement, let opening = header.opening?.amount, let closing = header.closing?.amount,
            let date = header.closing?.date ?? header.periodTo
        else { return }
        let statement = StatementFact(
            evidence: nextEvidence(), account: account, accountMask: AccountMask.text(header.account),
            bookedThrough: date, sequence: header.electronicSequence, opening: opening, closing: closing)
        try add(.statement(statement, account: header.account.filter { $0 != " " }))
    }

    /// Whether details are the lines: one at least has a bank reference of its own, and together they are the entry.
    private func standsByDetails(_ entry: StatementEntry, _ amount: Money) -> Bool {
        guard entry.details.contains(where: { $0.hasServicerReference }) else { return false }
        var sum = Money.zero(amount.currency)
        for detail in entry.details {
            guard let part = detail.signedAmount, let next = sum.adding(part) else { return false }
            sum = next
        }
        return sum == amount
    }

    private mutating func nextEvidence() -> Evidence {
        defer { ordinal += 1 }
        return Evidence(arrival: arrival, ordinal: ordinal)
    }

    private mutating func addLine(
        _ entry: StatementEntry, detail: Int?, amount: Money, _ header: StatementHeader
    ) throws {
        guard let bookedOn = entry.bookedOn ?? header.closing?.date ?? header.periodTo ?? entry.valueOn else {
            throw StatementIntake.Failure.noDate(entry: entry.ordinal)
        }
        let texts = StatementTexts(entry, detail: detail, isCredit: amount.minorUnits >= 0)
        // The hospital's own rules come before what is known of banks in general.
        let category =
            rules.first { $0.fits(bankCode: texts.bankCode, domain: texts.domain, texts: texts.texts, amount: amount) }?
            .category
            ?? texts.category
        let line = BankLine(
            evidence: nextEvidence(), reference: reference(entry, detail, header), account: account, amount: amount,
            bookedOn: bookedOn, isReversal: entry.isReversal, bankCode: texts.bankCode, category: category,
            traceKey: texts.trace.map { NormalisedReference.text($0.number) },
            tracePayerID: texts.trace?.payerID ?? texts.companyID,
            achTrace: texts.achTrace,
            achBatchNumber: detail == nil ? texts.batchNumber : nil, checkNumber: texts.checkNumber,
            references: referenceKeys(texts.references), partyNameKey: texts.partyName.flatMap(keys.partyNameKey))
        try add(.line(line, text: texts.shown))
    }

    /// The bank's reference, or one made from statement, entry and detail, which is the same at each reading.
    private func reference(_ entry: StatementEntry, _ detail: Int?, _ header: StatementHeader) -> String {
        if let bank = bankReference(entry, detail) { return bank }
        let part = detail.map { "/\($0 + 1)" } ?? ""
        let number = entry.text(.entryReference)?.trimmingBlanks() ?? ""
        return "\(header.id)/\(entry.ordinal + 1)" + (number.isEmpty ? "" : "/\(number)") + part
    }

    /// The bank's own reference; nil where it gives none.
    private func bankReference(_ entry: StatementEntry, _ detail: Int?) -> String? {
        let own = detail.flatMap { entry.text(.servicerReference, detail: $0) }?.trimmingBlanks() ?? ""
        if !own.isEmpty { return own }
        let part = detail.map { "/\($0 + 1)" } ?? ""
        let bank = entry.text(.servicerReference)?.trimmingBlanks() ?? ""
        return bank.isEmpty ? nil : bank + part
    }

    private func referenceKeys(_ references: [String]) -> [LookupKey] {
        var found: [LookupKey] = []
        for reference in references {
            let key = keys.key(.reference, reference)
            if !found.contains(key) { found.append(key) }
            if found.count == 64 { break }
        }
        return found
    }
}
