import Facts
import Money
import Testing

@testable import Ledger

private let rows = ChartOfAccounts.standard.accounts.map { account in
    var row = ["code": account.code, "name": account.name, "type": account.type.rawValue]
    if let days = account.clearsWithin { row["clears-within"] = String(days) }
    return row
}
private let monday = CalendarDate(dayNumber: 20_514)
private let account = LookupKey(high: 1, low: 2)

private func line(_ cents: Int64) -> BankLine {
    BankLine(
        evidence: Evidence(arrival: ArrivalID(2), ordinal: 1), reference: "FB1", account: account,
        amount: .dollars(cents: cents), bookedOn: monday, isReversal: false, bankCode: "", category: nil, traceKey: nil,
        tracePayerID: nil, achTrace: nil, achBatchNumber: nil, checkNumber: nil, references: [], partyNameKey: nil)
}

/// `account entity cost-center +debit`.
private func shape(_ entry: JournalEntry?) -> [String] {
    (entry?.lines ?? []).map {
        "\($0.account) \($0.dimensions.entity) \($0.dimensions.costCenter) \($0.side == .debit ? "+" : "-")\($0.amount.decimalText)"
    }
}

@Suite("Dimensions, entities and periods")
struct DimensionTests {
    private func chart(
        _ dimensions: [String: [String: [String: String]]], interEntity: [String: String] = [:]
    ) throws -> ChartOfAccounts {
        try ChartOfAccounts(accounts: rows, dimensions: dimensions, interEntity: interEntity)
    }

    private func books(_ chart: ChartOfAccounts, closedThrough: CalendarDate? = nil) throws -> Bookkeeping {
        var books = try Bookkeeping(chart: chart) { _ in account }
        books.periods = ClosedPeriods(through: closedThrough)
        return books
    }

    @Test("What is more specific wins: account, event, bank account, default")
    func order() throws {
        let chart = try chart([
            "default": ["": ["entity": "10", "cost-center": "1"]], "events": ["bank-line": ["cost-center": "2"]],
            "accounts": ["2010": ["cost-center": "3"]],
        ])
        #expect(shape(try books(chart).bankLine(line(100))) == ["1010 10 2 +1.00", "2010 10 3 -1.00"])
    }

    @Test("A line between two entities balances in each, by due-from and due-to", arguments: [100, -100] as [Int64])
    func interEntity(cents: Int64) throws {
        let chart = try chart(
            [
                "default": ["": ["entity": "10"]], "bank-accounts": ["123456": ["entity": "20"]],
                "accounts": ["2010": ["entity": "10"]],
            ], interEntity: ["due-from": "1910", "due-to": "2910"])
        let entry = try books(chart).bankLine(line(cents))
        #expect(
            shape(entry)
                == (cents > 0
                    ? ["1010 20  +1.00", "2010 10  -1.00", "2910 20  -1.00", "1910 10  +1.00"]
                    : ["1010 20  -1.00", "2010 10  +1.00", "1910 20  +1.00", "2910 10  -1.00"]))
        let mirrored = try books(chart).mirror(of: try #require(entry), on: monday)
        var trial = PeriodBalance(from: monday, through: monday)
        for entry in [try #require(entry), mirrored] { AccountDay.booked(entry).forEach { trial.add($0) } }
        #expect(try #require(trial.rows).allSatisfy { $0.closing.isZero } && trial.isBalanced)
    }

    @Test("An entry that balances in sum but not in each entity cannot be made")
    func unbalancedEntity() {
        let lines = [
            JournalLine(
                account: "1", side: .debit, amount: .dollars(cents: 1), dimensions: Dimensions(entity: "10")),
            JournalLine(
                account: "2", side: .credit, amount: .dollars(cents: 1), dimensions: Dimensions(entity: "20")),
        ]
        #expect(
            JournalEntry(
                id: "1", event: "e", effectiveOn: monday, lines: lines, description: "", matchID: "",
                arrival: ArrivalID(1)) == nil)
    }

    @Test("What belongs to a closed day is booked on the first open one and keeps its own day")
    func closedPeriod() throws {
        let late = try #require(try books(.standard, closedThrough: monday).bankLine(line(100)))
        #expect(late.effectiveOn == monday.advanced(byDays: 1) && late.originalOn == monday)
        let open = try #require(
            try books(.standard, closedThrough: monday.advanced(byDays: -1)).bankLine(line(100)))
        #expect(open.effectiveOn == monday && open.originalOn == nil && open.occurredOn == monday)
        let mirrored = try books(.standard, closedThrough: monday).mirror(of: open, on: monday)
        #expect(mirrored.effectiveOn == monday.advanced(byDays: 1) && mirrored.originalOn == monday)
    }

    @Test("Each fault of the dimensions is named with its place, bank accounts only by their end")
    func faults() {
        func paths(_ dimensions: [String: [String: [String: String]]], _ interEntity: [String: String] = [:])
            -> [String]
        {
            do throws(ChartOfAccountsError) {
                _ = try ChartOfAccounts(accounts: rows, dimensions: dimensions, interEntity: interEntity)
                return []
            } catch { return error.faults.map(\.path) }
        }
        #expect(
            paths([
                "x": [:], "default": ["": ["colour": "1"]], "bank-accounts": ["4400123456": ["entity": "a b"]],
                "events": ["none": [:]], "accounts": ["9": [:]],
            ]) == [
                "dimensions.x", "dimensions.default.colour", "dimensions.bank-accounts.•••3456.entity",
                "dimensions.events.none", "dimensions.accounts.9", "inter-entity",
            ])
        #expect(paths(["events": ["interest": ["entity": "20"]]]) == ["inter-entity"])
        #expect(paths([:], ["due-from": "9", "x": "1910"]) == ["inter-entity.x", "inter-entity.due-from"])
    }
}

@Suite("Every event of the chart books")
struct EventTests {
    private let standard = ChartOfAccounts.standard

    @Test(
        "Each amount of each event makes a balanced entry, and its opposite the mirror",
        arguments: BookkeepingEvent.allCases)
    func balanced(event: BookkeepingEvent) throws {
        let books = try Bookkeeping(chart: standard)
        for role in event.roles {
            func book(_ cents: Int64) throws -> JournalEntry {
                try #require(
                    try books.entry(
                        event, id: "T", on: monday, amounts: [(role, .dollars(cents: cents))], description: "",
                        arrival: ArrivalID(1), bankAccount: account))
            }
            var trial = TrialBalance()
            trial.add(try book(700))
            trial.add(try book(-700))
            #expect(trial.isBalanced && trial.rows?.allSatisfy { $0.balance.isZero } == true)
            #expect(try book(700).lines.count == 2)
        }
        #expect(
            try books.entry(event, id: "T", on: monday, amounts: [], description: "", arrival: ArrivalID(1)) == nil)
    }

    @Test("A payment that was sent and settled leaves nothing in clearing; one that came back opens the payable again")
    func payments() throws {
        let books = try Bookkeeping(chart: standard)
        func book(_ event: BookkeepingEvent, _ amounts: [(role: AmountRole, amount: Money)]) throws -> JournalEntry? {
            try books.entry(event, id: "T", on: monday, amounts: amounts, description: "", arrival: ArrivalID(1))
        }
        var trial = TrialBalance()
        let amount = [(role: AmountRole.amount, amount: Money.dollars(cents: 900))]
        let entries = [
            try book(.paymentSent, amount), try books.bankLine(line(-900)), try book(.paymentSettled, amount),
            try books.bankLine(line(900)), try book(.paymentReturned, amount),
            try book(.debitSent, amount), try books.bankLine(line(900)), try book(.debitSettled, amount),
            try books.bankLine(line(-900)),
            try book(.debitReturned, amount + [(role: .fee, amount: .dollars(cents: 25))]),
        ]
        for entry in entries.compactMap({ $0 }) { trial.add(entry) }
        #expect(entries.compactMap { $0 }.count == entries.count)
        for code in ["2010", "2040", "1060", "1010", "2050"] {
            #expect(trial.balance(code, .usd) == .dollars(cents: 0))
        }
        #expect(trial.balance("1110", .usd) == .dollars(cents: 25))
    }

    @Test("A chart from before the optional events goes on without them; booking one says which rule is missing")
    func olderChart() throws {
        let added = ["1060", "1910", "1990", "2040", "2050", "2060", "2910", "4030", "5040", "5050"]
        let older = try ChartOfAccounts(accounts: rows.filter { !added.contains($0["code"] ?? "") })
        let books = try Bookkeeping(chart: older)
        #expect(throws: BookkeepingError.unknownAccount("write-off.claim")) {
            try books.entry(
                .writeOff, id: "T", on: monday, amounts: [(.claim, .dollars(cents: 1))], description: "",
                arrival: ArrivalID(1))
        }
    }

    @Test("Any sequence of bookings and mirrors balances, and what is mirrored is gone", arguments: 1...20)
    func undone(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let books = try Bookkeeping(chart: standard)
        var trial = TrialBalance()
        var kept = TrialBalance()
        for number in 0..<200 {
            let event = try #require(BookkeepingEvent.allCases.randomElement(using: &generator))
            let amounts = event.roles.map { role in
                (role: role, amount: Money.dollars(cents: Int64.random(in: -99_999...99_999, using: &generator)))
            }
            guard
                let entry = try books.entry(
                    event, id: "T\(number)", on: monday, amounts: amounts, description: "", arrival: ArrivalID(1),
                    bankAccount: account)
            else { continue }
            trial.add(entry)
            if Bool.random(using: &generator) {
                trial.add(try books.mirror(of: entry, on: monday))
            } else {
                kept.add(entry)
            }
        }
        #expect(trial.isBalanced)
        for row in try #require(kept.rows) { #expect(trial.balance(row.account, .usd) == row.balance) }
        for row in try #require(trial.rows) { #expect(kept.balance(row.account, .usd) == row.balance) }
    }
}
