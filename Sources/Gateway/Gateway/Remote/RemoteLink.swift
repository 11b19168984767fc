// The connection of one lane to one account: opened when it is needed, opened anew when it broke.

import Glibc
import SFTP

/// Used by one thread.
final class RemoteLink {
    private let connector: SFTPConnector
    private var current: SFTPSession?

    private let ending: LaneEnding

    init(_ server: SSHServer, _ ending: LaneEnding) {
        self.ending = ending
        connector = SFTPConnector(server, patience: .seconds(30), isInterrupted: ending.isUrgent)
    }

    /// A session that can be used, as far as is known. Throws `SFTPFailure`.
    func session() throws(SFTPFailure) -> SFTPSession {
        if let current, current.isUsable { return current }
        current = nil
        let opened = try connector.open()
        current = opened
        return opened
    }

    var isOpen: Bool { current != nil }

    func close() {
        current?.close()
        current = nil
    }

    /// Does something with a session; when the connection turns out to have ended, once more with a new one after a moment,
    /// `times` times at most. What is done must bear being begun again.
    func again<Result>(_ times: Int = 3, _ body: (SFTPSession) throws -> Result) throws -> Result {
        var left = times
        while true {
            LaneProgress.advanced()
            do {
                return try body(try session())
            } catch let failure as SFTPFailure where failure.leavesOutcomeOpen && left > 0 && !ending.isUrgent() {
                close()
                left -= 1
                poll(nil, 0, 200)
            }
        }
    }
}
