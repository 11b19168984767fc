// The named boundaries between durable steps. A test may end the process at any of them, as a power cut would;
// of that a release build has nothing. Each boundary is progress of its lane.

#if DEBUG
    import Glibc
    import Synchronization
#endif

/// A boundary: everything before it is durable, nothing after it has begun.
public enum DurableStep: String, Sendable, CaseIterable {
    case takeSealed = "take.sealed"
    case takeRecorded = "take.recorded"
    case takeMoved = "take.moved"
    case fetchSealed = "fetch.sealed"
    case fetchRecorded = "fetch.recorded"
    case originalCopied = "fetch.original-copied"
    case serverFiled = "fetch.server-filed"
    case openSealed = "open.sealed"
    case openRecorded = "open.recorded"
    case checkRecorded = "check.recorded"
    case loadBatch = "load.batch"
    case loadFinished = "load.finished"
    case postStaged = "post.staged"
    case answersSealed = "answer.sealed"
    case postCommitted = "post.committed"
    case refusalCommitted = "refuse.committed"
    case originalFiled = "file.moved"
    case ledgerStaged = "ledger.staged"
    case ledgerCommitted = "ledger.committed"
    case dispatchSealed = "dispatch.sealed"
    case dispatchSealRecorded = "dispatch.seal-recorded"
    case dispatchPublished = "dispatch.published"
    case dispatchRecorded = "dispatch.recorded"
    case uploadWritten = "upload.written"
    case uploadExposed = "upload.exposed"
    case uploadRenamed = "upload.renamed"
    case arrivalAnswered = "arrival.answered"
    case messageSealed = "message.sealed"
    case messageOpened = "message.opened"
    case messageRecorded = "message.recorded"
    case messageBuilt = "message.built"
    case messageBuildRecorded = "message.build-recorded"
    case messagePosted = "message.posted"
    case receiptFiled = "message.receipt-filed"
    case messageConcluded = "message.concluded"
    case receiptPosted = "receipt.posted"
    case receiptPostRecorded = "receipt.post-recorded"

    /// Boundaries that only files on partners' servers have.
    public static let onServers: Set<DurableStep> = [
        .fetchSealed, .fetchRecorded, .originalCopied, .serverFiled, .uploadWritten, .uploadExposed, .uploadRenamed,
    ]

    /// Boundaries that only messages by AS2 have.
    public static let inExchange: Set<DurableStep> = [
        .messageSealed, .messageOpened, .messageRecorded, .messageBuilt, .messageBuildRecorded, .messagePosted,
        .receiptFiled, .messageConcluded, .receiptPosted, .receiptPostRecorded,
    ]

    /// Marks that the boundary is reached.
    @inline(__always)
    func reached() {
        LaneProgress.advanced()
        #if DEBUG
            CrashPlan.shared.reached(self)
        #endif
    }
}

#if DEBUG
    /// What HMS_ACH_CRASH_AT demands: `name` or `name:n`, the n-th time the boundary is reached.
    private final class CrashPlan: Sendable {
        static let shared = CrashPlan()
        private let step: String
        private let remaining: Mutex<Int>

        init() {
            let parts = (getenv("HMS_ACH_CRASH_AT").map { String(cString: $0) } ?? "").split(separator: ":")
            step = parts.first.map(String.init) ?? ""
            remaining = Mutex(parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
        }

        func reached(_ reached: DurableStep) {
            guard reached.rawValue == step else { return }
            let left = remaining.withLock { count in
                count -= 1
                return count
            }
            if left == 0 { kill(getpid(), SIGKILL) }
        }
    }
#endif
