import Logging
import Synchronization
import Testing

@testable import Gateway

/// The sign of life follows the lanes: told while they get on, withheld when one is stuck.
@Suite struct SupervisionTests {
    private final class Listener: Supervisor {
        private let heard = Mutex<[ServiceNotice]>([])
        func tell(_ notices: [ServiceNotice]) { heard.withLock { $0 += notices } }
        /// What was told since the last call.
        func news() -> [ServiceNotice] {
            heard.withLock { all in
                defer { all = [] }
                return all
            }
        }
    }

    private final class HandClock: Clock {
        private let moment = Atomic<Int64>(0)
        func now() -> Instant { Instant(milliseconds: steadyMilliseconds()) }
        func steadyMilliseconds() -> Int64 { moment.load(ordering: .relaxed) }
        func advance(_ milliseconds: Int64) { moment.add(milliseconds, ordering: .relaxed) }
    }

    private let listener = Listener()
    private let clock = HandClock()

    private func supervision() -> Supervision {
        Supervision(
            listener, watchdog: 1_000, clock: clock, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func `a stuck lane ends the signs of life though the others get on`() {
        let supervision = supervision()
        let (first, second) = (supervision.lane("take"), supervision.lane("process"))
        supervision.look()
        #expect(listener.news().contains(.alive))
        clock.advance(400)
        first.advance()
        supervision.look()
        #expect(listener.news().contains(.alive))
        clock.advance(400)
        first.advance()
        supervision.look()
        let news = listener.news()
        #expect(!news.contains(.alive))
        #expect(news.contains { $0.text.hasPrefix("STATUS=STUCK: process.") })
        second.advance()
        supervision.look()
        #expect(listener.news().contains(.alive))
    }

    @Test func `a lane that ended is not missed`() {
        let supervision = supervision()
        let lane = supervision.lane("take")
        supervision.look()
        supervision.ended(lane)
        clock.advance(5_000)
        _ = listener.news()
        supervision.look()
        #expect(listener.news().contains(.alive))
    }

    @Test func `work deep inside a lane counts as its progress and names itself`() {
        let supervision = supervision()
        let lane = supervision.lane("process")
        LaneProgress.$current.withValue(lane) {
            LaneProgress.working(on: "arrival 7") {
                LaneProgress.advanced()
                #expect(lane.count == 1)
                #expect(lane.text == "process: arrival 7 (0 done)")
            }
        }
        #expect(lane.text == "process: waiting (1 done)")
        LaneProgress.advanced()
        #expect(lane.count == 2)
    }

    @Test func `statements are those of sd_notify`() {
        #expect(ServiceNotice.reloading(steadyMilliseconds: 5).text == "RELOADING=1\nMONOTONIC_USEC=5000")
        #expect(ServiceNotice.status("a\nREADY=1").text == "STATUS=a READY=1")
    }

    @Test func `an address that fits no socket is refused`() {
        #expect(NotifySocket(path: "") == nil)
        #expect(NotifySocket(path: "run/notify") == nil)
        #expect(NotifySocket(path: "/" + String(repeating: "x", count: 200)) == nil)
    }
}
