import Foundation
import Logging
import Synchronization
import Testing

@testable import Gateway

/// A clock that stands where a test puts it.
final class FixedClock: Gateway.Clock {
    private let moment: Mutex<Int64>
    private let steady = Mutex<Int64>(0)

    init(_ text: String) throws { moment = Mutex(try #require(Instant(iso: text)).milliseconds) }

    func now() -> Instant { Instant(milliseconds: moment.withLock { $0 }) }
    /// A second more each time it is asked, so that waiting comes to an end.
    func steadyMilliseconds() -> Int64 {
        steady.withLock { milliseconds in
            milliseconds += 1000
            return milliseconds
        }
    }
    func set(_ text: String) throws {
        let wanted = try #require(Instant(iso: text)).milliseconds
        moment.withLock { $0 = wanted }
    }
    func advance(days: Int64) { moment.withLock { $0 += days * 86_400_000 } }
}

/// Keeps the events that a test asks about.
final class EventList: Sendable {
    private let events = Mutex<[String]>([])
    var all: [String] { events.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(list: self) } }

    private struct Handler: LogHandler {
        let list: EventList
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            let text = "\(event.message)"
            list.events.withLock { $0.append(text) }
        }
    }
}

extension HospitalRoot {
    /// The installation inside the test, with a clock and a disk of the test's own.
    func installation(
        _ clock: FixedClock, _ events: EventList = EventList(), freeSpace: FreeSpace? = nil,
        purpose: Installation.Purpose = .look
    ) throws -> Installation {
        try Installation(
            root: Root(path: path), purpose: purpose, clock: clock, freeSpace: freeSpace, log: events.logger)
    }
}
