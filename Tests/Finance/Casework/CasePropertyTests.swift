import Facts
import Ledger
import Money
import Testing

@testable import Casework

/// Money in = matched + open + excepted + written off, for random sequences of acts and undos; the books stay balanced.
@Suite struct CasePropertyTests {
    /// A small generator of our own, so that a seed gives the same sequence everywhere.
    private struct Numbers {
        var state: UInt64
        mutating func next(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, limit)))
        }
    }

    private struct Books {
        let bookkeeping: Bookkeeping
        var posted: [JournalEntry] = []
        let day = CalendarDate(dayNumber: 20_000)

        init() throws { bookkeeping = try Bookkeeping(chart: .standard) }

        mutating func post(_ entry: JournalEntry?) { if let entry { posted.append(entry) } }

        mutating func book(
            _ event: BookkeepingEvent, _ id: String, _ amounts: [(role: AmountRole, amount: Money)]
        ) throws {
            post(
                try bookkeeping.entry(
                    event, id: "\(id)#\(posted.count)", on: day, amounts: amounts, description: "", matchID: id,
                    arrival: ArrivalID(1)))
        }

        mutating func mirror(_ id: String) throws {
            if let entry = posted.last(where: { $0.matchID == id && !$0.id.hasPrefix("X") }) {
                post(try bookkeeping.mirror(of: entry, on: day))
            }
        }

        var balance: TrialBalance {
            var balance = TrialBalance()
            for entry in posted { balance.add(entry) }
            return balance
        }
    }

    private func event(_ state: CaseState, _ numbers: inout Numbers, _ step: Int) -> CaseEvent {
        let open = state.open.minorUnits
        let part = open == 0 ? 0 : (open > 0 ? 1 : -1) * Int64(numbers.next(below: Int(abs(open))) + 1)
        func settled(_ way: Settlement.Way, _ units: Int64) -> CaseEvent {
            .settled(Settlement(id: "S\(step)", way: way, amount: .dollars(cents: units)))
        }
        switch numbers.next(below: 8) {
        case 0, 1: return settled(.matched, part)
        case 2: return settled(.writtenOff, open)
        case 3: return settled(.unapplied, open)
        case 4: return settled(.ignored, open)
        // More than there is.
        case 5: return settled(.matched, open == 0 ? 1 : open + (open > 0 ? 1 : -1))
        default:
            let standing = state.settlements
            if standing.isEmpty { return .noted("nothing to undo") }
            return .undone(settlement: standing[numbers.next(below: standing.count)].id)
        }
    }

    @Test(arguments: 0..<40)
    func moneyInIsMoneyExplained(seed: Int) throws {
        var numbers = Numbers(state: UInt64(seed) &* 77 &+ 5)
        let lines = (0..<5).map { _ in Money.dollars(cents: Int64(numbers.next(below: 90_000) + 1)) }
        var books = try Books()
        for (index, amount) in lines.enumerated() {
            try books.book(.bankLine, "B\(index)", [])
            books.post(
                JournalEntry(
                    id: "B\(index)", event: "bank-line", effectiveOn: books.day,
                    lines: [
                        JournalLine(account: "1010", side: .debit, amount: amount),
                        JournalLine(account: "2010", side: .credit, amount: amount),
                    ], description: "", matchID: "", arrival: ArrivalID(1)))
        }
        var states = lines.map { CaseState(amount: $0) }
        var histories = lines.map { _ in [CaseEvent]() }
        for step in 0..<60 {
            let index = numbers.next(below: lines.count)
            let event = event(states[index], &numbers, step)
            guard let (next, actions) = try? states[index].after(event) else { continue }
            states[index] = next
            histories[index].append(event)
            for action in actions {
                switch action {
                case .book(let settlement) where settlement.way == .matched:
                    try books.book(.invoicePayment, settlement.id, [(.paid, settlement.amount)])
                case .book(let settlement) where settlement.way == .writtenOff:
                    try books.book(.writeOff, settlement.id, CaseMoney.unapplied.writeOff(of: settlement.amount))
                case .mirror(let settlement): try books.mirror(settlement.id)
                default: break
                }
            }
        }
        for (state, (amount, history)) in zip(states, zip(lines, histories)) {
            let explained = Settlement.Way.allCases.reduce(state.open.minorUnits) { $0 + state.settled($1).minorUnits }
            #expect(explained == amount.minorUnits)
            #expect(CaseState(amount: amount, replaying: history) == state)
            #expect(state.open.isZero || !state.isClosed)
        }
        let balance = books.balance
        #expect(balance.isBalanced)
        let moneyIn = lines.reduce(0) { $0 + $1.minorUnits }
        func sum(_ way: Settlement.Way) -> Int64 { states.reduce(0) { $0 + $1.settled(way).minorUnits } }
        let open = states.reduce(0) { $0 + $1.open.minorUnits }
        #expect(balance.balance("1010", .usd)?.minorUnits == moneyIn)
        #expect(balance.balance("1120", .usd)?.minorUnits == -sum(.matched))
        #expect(balance.balance("5050", .usd)?.minorUnits == -sum(.writtenOff))
        // What is neither matched nor written off still stands as unapplied cash.
        #expect(balance.balance("2010", .usd)?.minorUnits == -(open + sum(.unapplied) + sum(.ignored)))
    }
}
