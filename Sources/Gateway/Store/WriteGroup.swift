// Small transactions of many threads, committed together: a commit waits for the disk, and one wait serves all who came meanwhile.
// Each keeps its own fate: what one of them throws undoes only its own part.

import Dispatch
import GRDB
import Synchronization

/// Gathers transactions. Whoever comes first commits for all that wait; then the next one who waits does.
final class WriteGroup: Sendable {
    /// Transactions in one commit.
    private static let most = 64

    private struct State {
        var waiting: [Job] = []
        var isBusy = false
    }

    private enum Fate {
        case open, leads
        case over((any Error)?)
    }

    private final class Job: Sendable {
        let body: @Sendable (Session) throws -> Void
        let isDecided = DispatchSemaphore(value: 0)
        let fate = Mutex<Fate>(.open)

        init(_ body: @escaping @Sendable (Session) throws -> Void) { self.body = body }

        func decide(_ next: Fate) {
            fate.withLock { $0 = next }
            isDecided.signal()
        }
    }

    private let state = Mutex(State())

    /// Runs `body` in a transaction that may hold others too; durable when it returns.
    ///
    /// - Parameter commit: runs one transaction; throws where nothing of it was kept.
    func run(
        _ body: @escaping @Sendable (Session) throws -> Void, commit: ((Session) throws -> Void) throws -> Void
    ) throws {
        let job = Job(body)
        let leads = state.withLock { state in
            state.waiting.append(job)
            defer { state.isBusy = true }
            return !state.isBusy
        }
        if !leads {
            job.isDecided.wait()
            if case .over(let error) = job.fate.withLock({ $0 }) {
                if let error { throw error }
                return
            }
        }
        if let error = lead(job, commit) { throw error }
    }

    /// Commits for all that wait, the leader's own first; gives what became of that.
    private func lead(_ own: Job, _ commit: ((Session) throws -> Void) throws -> Void) -> (any Error)? {
        let batch = state.withLock { state in
            let batch = Array(state.waiting.prefix(Self.most))
            state.waiting.removeFirst(batch.count)
            return batch
        }
        var errors = [(any Error)?](repeating: nil, count: batch.count)
        do {
            try commit { session in
                // Alone, it needs nothing to be kept apart from: what it throws undoes the transaction.
                if let only = batch.first, batch.count == 1 { return try only.body(session) }
                for (index, job) in batch.enumerated() {
                    do {
                        try session.apart { try job.body(session) }
                    } catch {
                        errors[index] = error
                    }
                }
            }
        } catch {
            errors = errors.map { _ in error }
        }
        let next = state.withLock { state -> Job? in
            if state.waiting.isEmpty { state.isBusy = false }
            return state.waiting.first
        }
        next?.decide(.leads)
        var mine: (any Error)?
        for (job, error) in zip(batch, errors) {
            if job === own { mine = error } else { job.decide(.over(error)) }
        }
        return mine
    }
}
