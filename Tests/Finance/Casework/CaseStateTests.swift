import Money
import Testing

@testable import Casework

/// The state machine of a case: amounts always add up, and what does not apply is refused.
@Suite struct CaseStateTests {
    private func usd(_ cents: Int64) -> Money { .dollars(cents: cents) }

    private func settled(_ id: String, _ way: Settlement.Way, _ cents: Int64) -> CaseEvent {
        .settled(Settlement(id: id, way: way, amount: usd(cents)))
    }

    @Test func aSettlementInFullEndsTheCase() throws {
        let (state, actions) = try CaseState(amount: usd(500)).after(settled("W1", .writtenOff, 500))
        #expect(state.isClosed && state.open.isZero && state.settled(.writtenOff) == usd(500))
        #expect(actions.contains(.close))
    }

    @Test func aPartLeavesTheRestOpen() throws {
        let (state, actions) = try CaseState(amount: usd(-500)).after(settled("m", .matched, -200))
        #expect(!state.isClosed && state.open == usd(-300) && !actions.contains(.close))
    }

    @Test func aMatchThatSaysNothingAboutADifferenceLeavesItOpen() throws {
        let (state, _) = try CaseState(amount: usd(-15)).after(settled("m", .matched, 0))
        #expect(!state.isClosed && state.open == usd(-15))
    }

    @Test func anExceptionWithoutAmountCanBeIgnored() throws {
        #expect(try CaseState(amount: usd(0)).after(settled("W1", .ignored, 0)).0.isClosed)
    }

    @Test func whatDoesNotApplyIsRefused() throws {
        let state = CaseState(amount: usd(500))
        #expect(throws: CaseRefusal.beyondOpen(open: usd(500))) { try state.after(settled("a", .matched, 501)) }
        #expect(throws: CaseRefusal.beyondOpen(open: usd(500))) { try state.after(settled("a", .matched, -1)) }
        #expect(throws: CaseRefusal.unknownSettlement("a")) { try state.after(.undone(settlement: "a")) }
        let euro = Settlement(id: "a", way: .matched, amount: Money(minorUnits: 1, currency: .eur))
        #expect(throws: CaseRefusal.beyondOpen(open: usd(500))) { try state.after(.settled(euro)) }
        let (closed, _) = try state.after(settled("a", .ignored, 500))
        #expect(throws: CaseRefusal.closed) { try closed.after(settled("b", .matched, 0)) }
        #expect(throws: CaseRefusal.closed) { try closed.after(.closedByEvidence) }
        let (part, _) = try state.after(settled("a", .matched, 100))
        #expect(throws: CaseRefusal.repeatedSettlement("a")) { try part.after(settled("a", .matched, 100)) }
    }

    @Test func undoingOpensTheCaseAgain() throws {
        let (closed, _) = try CaseState(amount: usd(500)).after(settled("W1", .writtenOff, 500))
        let (open, actions) = try closed.after(.undone(settlement: "W1"))
        #expect(!open.isClosed && open.open == usd(500) && open.version == 2)
        #expect(actions.contains(.reopen))
    }

    @Test func notesAndOwnersDoNotMakeItAnotherVersion() throws {
        let (state, _) = try CaseState(amount: usd(1)).after(.assigned(to: "treasury"))
        #expect(state.owner == "treasury" && state.version == 0)
        #expect(try state.after(.noted("asked")).0.version == 0)
    }
}
