// Whether a server is the one that is pinned, asked without logging in.

extension SFTPConnector {
    /// Throws `hostKeyChanged` when the server shows keys and none of them is pinned, `unreachable` when it shows none.
    public func requirePinnedHostKey() throws(SFTPFailure) { _ = try HostKeyScan.pinnedLines(of: server) }
}
