import Synchronization
import Testing

@testable import Gateway

/// What a sender waits for goes first, and not for ever.
@Suite struct ReceptionPrecedenceTests {
    /// A clock that stands until it is moved.
    final class HandClock: Clock {
        let moment = Atomic<Int64>(1_000_000)
        func now() -> Instant { Instant(milliseconds: steadyMilliseconds()) }
        func steadyMilliseconds() -> Int64 { moment.load(ordering: .relaxed) }
        func pass(_ milliseconds: Int64) { moment.add(milliseconds, ordering: .relaxed) }
    }

    @Test func nobodyStandsAsideForNothing() {
        #expect(!ReceptionPrecedence(HandClock()).isTaken)
    }

    @Test func itIsTakenWhileAMessageIsReceivedAndALittleLonger() {
        let clock = HandClock()
        let precedence = ReceptionPrecedence(clock)
        #expect(precedence.first { precedence.isTaken })
        #expect(precedence.isTaken)
        clock.pass(ReceptionPrecedence.linger)
        #expect(!precedence.isTaken)
    }

    @Test func whoStoodAsideLongEnoughHasATurnOfTheSameLength() {
        let clock = HandClock()
        let precedence = ReceptionPrecedence(clock)
        precedence.first {
            #expect(precedence.isTaken)
            clock.pass(ReceptionPrecedence.patience - 1)
            #expect(precedence.isTaken)
            clock.pass(1)
            #expect(!precedence.isTaken)
            clock.pass(ReceptionPrecedence.patience - 1)
            #expect(!precedence.isTaken)
            clock.pass(1)
            #expect(precedence.isTaken)
        }
        // After a pause all of it begins anew.
        clock.pass(ReceptionPrecedence.linger)
        #expect(!precedence.isTaken)
        precedence.first { #expect(precedence.isTaken) }
    }

    @Test func whoStandsAsideGoesOnWhenItEnds() {
        let clock = HandClock()
        let precedence = ReceptionPrecedence(clock)
        var turns = 0
        precedence.first {
            precedence.standAside {
                turns += 1
                return turns < 3
            }
        }
        #expect(turns == 3)
        clock.pass(ReceptionPrecedence.linger)
        precedence.standAside {
            Issue.record("there is nobody to stand aside for")
            return false
        }
    }
}
