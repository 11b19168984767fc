// What can go wrong with a server, sorted by what is to be done about it.

/// Why a call did not succeed.
public enum SFTPFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// No connection could be made. Try again later.
    case unreachable(String)
    /// The server shows a key that is not pinned: an attack, or a change that the partner must confirm. Never by itself.
    case hostKeyChanged(offered: [String])
    /// The server refused the login. Not to be tried again: accounts lock.
    case loginRefused(String)
    /// No carrier can speak with this server, or with this kind of key.
    case noCommonMethod(String)
    /// The server's answer to a call.
    case refused(SFTPStatus, operation: String, message: String)
    /// Nothing came for too long.
    case timedOut(operation: String)
    /// The connection ended while a call was under way: whether it was carried out is not known.
    case lost(operation: String, reason: String)
    /// What came is no SFTP; often a greeting that a shell prints.
    case notSFTP(String)
    /// A file is not what it was listed as, or not what was sent.
    case mismatch(String)
    /// Something here: a key file, a program, a descriptor.
    case local(String)

    /// Whether waiting and trying again may help without anybody's doing.
    public var isTransient: Bool {
        switch self {
        case .unreachable, .timedOut, .lost, .mismatch: true
        case .refused(let status, _, _): status == .failure || status == .noConnection || status == .connectionLost
        case .hostKeyChanged, .loginRefused, .noCommonMethod, .notSFTP, .local: false
        }
    }

    /// Whether the call may have been carried out although it failed.
    public var leavesOutcomeOpen: Bool {
        switch self {
        case .lost, .timedOut: true
        default: false
        }
    }

    public var description: String {
        switch self {
        case .unreachable(let reason): "the server cannot be reached: \(reason)"
        case .hostKeyChanged(let offered):
            "the server's host key is not the pinned one (it shows \(offered.joined(separator: ", "))); ask the partner by "
                + "another way whether it changed, then pin the new one"
        case .loginRefused(let reason): "the server refused the login: \(reason)"
        case .noCommonMethod(let reason): reason
        case .refused(let status, let operation, let message):
            "\(operation) was refused: \(status)\(message.isEmpty ? "" : " (\(message))")"
        case .timedOut(let operation): "\(operation): no answer in time"
        case .lost(let operation, let reason): "\(operation): the connection ended (\(reason))"
        case .notSFTP(let what): "the server does not speak SFTP: \(what)"
        case .mismatch(let what): what
        case .local(let what): what
        }
    }
}
