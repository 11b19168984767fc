// libssh2 as a carrier: the SSH connection inside this process. The only file that knows the library's pointers.
// Logging in blocks with a time limit; afterwards nothing blocks but poll(2).

import CSSH2
import Glibc

final class LibSSH2Carrier: Carrier {
    private let connection: TCPConnection
    private let session: OpaquePointer
    private var channel: OpaquePointer?
    private var piece = [UInt8](repeating: 0, count: 1 << 18)

    private static let isReady: Bool = libssh2_init(0) == 0

    /// Connects, compares the host key with the pins, logs in, opens the subsystem. Throws `SFTPFailure`.
    static func open(
        _ server: SSHServer, offer: ServerOffer, secret: [UInt8]?, patience: Duration
    ) throws(SFTPFailure) -> LibSSH2Carrier {
        guard isReady else { throw .local("libssh2 cannot be used") }
        // The library takes one kind of host key; the pinned one may be another that the server has.
        let kinds = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"]
        var shown: [String] = []
        for kind in kinds where offer.hostKeys.contains(kind) {
            let carrier = try LibSSH2Carrier(server, hostKeyKind: kind, patience: patience)
            let fingerprint = try carrier.hostKeyFingerprint()
            guard server.hostKeys.contains(fingerprint) else {
                shown.append(fingerprint)
                continue
            }
            try carrier.logIn(server, secret)
            try carrier.openSubsystem()
            return carrier
        }
        throw shown.isEmpty
            ? .noCommonMethod("libssh2 knows none of the server's kinds of host key; use `carrier: openssh`")
            : .hostKeyChanged(offered: shown)
    }

    private init(_ server: SSHServer, hostKeyKind: String, patience: Duration) throws(SFTPFailure) {
        connection = try TCPConnection.open(server.host, server.port, deadline: .after(min(patience, .seconds(20))))
        guard let session = libssh2_session_init_ex(nil, nil, nil, nil) else { throw .local("libssh2 has no memory") }
        self.session = session
        libssh2_session_set_blocking(session, 1)
        libssh2_session_set_timeout(session, Int(Deadline.after(patience).milliseconds))
        libssh2_session_method_pref(session, LIBSSH2_METHOD_HOSTKEY, hostKeyKind)
        let result = libssh2_session_handshake(session, connection.descriptor)
        if result == LIBSSH2_ERROR_TIMEOUT { throw .unreachable("no handshake in time") }
        if result == LIBSSH2_ERROR_KEX_FAILURE || result == LIBSSH2_ERROR_METHOD_NONE {
            throw .noCommonMethod("libssh2 and the server have no method in common; use `carrier: openssh`")
        }
        if result != 0 { throw .unreachable("the handshake failed: \(message())") }
    }

    deinit {
        if let channel { libssh2_channel_free(channel) }
        libssh2_session_free(session)
    }

    private func hostKeyFingerprint() throws(SFTPFailure) -> String {
        guard let hash = libssh2_hostkey_hash(session, LIBSSH2_HOSTKEY_HASH_SHA256) else {
            throw .unreachable("the server shows no host key")
        }
        return HostKeyFingerprint.text(UnsafeRawBufferPointer(start: hash, count: 32).map { $0 })
    }

    // MARK: Logging in

    private func logIn(_ server: SSHServer, _ secret: [UInt8]?) throws(SFTPFailure) {
        let result: Int32
        switch server.credential {
        case .key(let path, _): result = withKey(path, server.user, secret)
        case .password: result = withPassword(server.user, secret ?? [])
        case .agent: result = withAgent(server.user)
        }
        if result == 0 { return }
        throw LoginOutcome.failure(code: result, words: message())
    }

    private func withKey(_ path: String, _ user: String, _ passphrase: [UInt8]?) -> Int32 {
        let secret = passphrase.map { $0.map { CChar(bitPattern: $0) } + [0] }
        return libssh2_userauth_publickey_fromfile_ex(
            session, user, UInt32(clamping: user.utf8.count), nil, path, secret)
    }

    /// By password, or by questions that the server asks: each is answered with the password.
    private func withPassword(_ user: String, _ password: [UInt8]) -> Int32 {
        let methods =
            libssh2_userauth_list(session, user, UInt32(clamping: user.utf8.count)).map { String(cString: $0) } ?? ""
        let secret = password.map { CChar(bitPattern: $0) } + [0]
        if methods.isEmpty && libssh2_userauth_authenticated(session) == 1 { return 0 }
        if methods.contains("password") || !methods.contains("keyboard-interactive") {
            return libssh2_userauth_password_ex(
                session, user, UInt32(clamping: user.utf8.count), secret, UInt32(clamping: password.count), nil)
        }
        let answer = InteractiveAnswer(secret: password)
        return withExtendedLifetime(answer) {
            guard let place = libssh2_session_abstract(session) else { return LIBSSH2_ERROR_ALLOC }
            place.pointee = Unmanaged.passUnretained(answer).toOpaque()
            defer { place.pointee = nil }
            return libssh2_userauth_keyboard_interactive_ex(
                session, user, UInt32(clamping: user.utf8.count), InteractiveAnswer.callback)
        }
    }

    private func withAgent(_ user: String) -> Int32 {
        guard let agent = libssh2_agent_init(session) else { return LIBSSH2_ERROR_ALLOC }
        defer { libssh2_agent_free(agent) }
        guard libssh2_agent_connect(agent) == 0 else { return LIBSSH2_ERROR_AGENT_PROTOCOL }
        defer { libssh2_agent_disconnect(agent) }
        guard libssh2_agent_list_identities(agent) == 0 else { return LIBSSH2_ERROR_AGENT_PROTOCOL }
        var previous: UnsafeMutablePointer<libssh2_agent_publickey>?
        var identity: UnsafeMutablePointer<libssh2_agent_publickey>?
        var result = LIBSSH2_ERROR_AUTHENTICATION_FAILED
        while libssh2_agent_get_identity(agent, &identity, previous) == 0 {
            result = libssh2_agent_userauth(agent, user, identity)
            if result == 0 { return 0 }
            previous = identity
        }
        return result
    }

    /// What the library says of its last error; its texts hold no secrets.
    private func message() -> String {
        var text: UnsafeMutablePointer<CChar>?
        libssh2_session_last_error(session, &text, nil, 0)
        return text.map { String(cString: $0) } ?? "no reason given"
    }

    // MARK: Bytes

    private func openSubsystem() throws(SFTPFailure) {
        let kind = "session"
        channel = libssh2_channel_open_ex(
            session, kind, UInt32(kind.utf8.count), 2 << 20, 32_768, nil, 0)
        guard let channel else { throw .unreachable("the server opens no channel: \(message())") }
        let request = "subsystem"
        let name = "sftp"
        let result = libssh2_channel_process_startup(
            channel, request, UInt32(request.utf8.count), name, UInt32(name.utf8.count))
        if result == LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED {
            throw .notSFTP("the server has no SFTP for this account")
        }
        if result != 0 { throw .unreachable("the connection ended before SFTP began: \(message())") }
        libssh2_session_set_blocking(session, 0)
        // Not before: the library would send signs of life into the middle of the key exchange.
        libssh2_keepalive_config(session, 1, 15)
    }

    func exchange(_ output: RawSpan, into input: inout [UInt8], deadline: Deadline) throws(SFTPFailure) -> Int {
        guard let channel else { throw .lost(operation: "", reason: "it is closed") }
        while true {
            var sent = 0
            var hasReceived = false
            var isHalfWritten = false
            while sent < output.byteCount {
                // The library takes a packet of 32 KiB at a time. After EAGAIN it wants the same bytes again.
                let result = output.withUnsafeBytes { bytes in
                    libssh2_channel_write_ex(
                        channel, 0, bytes.baseAddress?.assumingMemoryBound(to: CChar.self).advanced(by: sent),
                        bytes.count - sent)
                }
                if result > 0 {
                    sent += result
                    continue
                }
                if result < 0, result != Int(LIBSSH2_ERROR_EAGAIN) { throw lost() }
                isHalfWritten = true
                break
            }
            while true {
                let count = piece.withUnsafeMutableBytes { buffer in
                    libssh2_channel_read_ex(
                        channel, 0, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
                }
                if count > 0 {
                    input += piece.prefix(count)
                    hasReceived = true
                    if input.count > 1 << 20 { break }
                    continue
                }
                if count == Int(LIBSSH2_ERROR_EAGAIN) { break }
                // It wanted to widen its window while a packet of ours is half out: the packet goes first.
                if count == Int(LIBSSH2_ERROR_BAD_USE), isHalfWritten { break }
                if hasReceived || sent > 0 { break }
                throw lost()
            }
            if sent > 0 || hasReceived { return sent }
            try wait(deadline)
        }
    }

    private func wait(_ deadline: Deadline) throws(SFTPFailure) {
        var next: Int32 = 0
        libssh2_keepalive_send(session, &next)
        let directions = libssh2_session_block_directions(session)
        var events = Int16(POLLIN)
        if directions & LIBSSH2_SESSION_BLOCK_OUTBOUND != 0 { events |= Int16(POLLOUT) }
        // Woken once in a while to send a sign of life.
        let pause = Deadline.after(.seconds(10))
        let isLast = deadline.milliseconds <= pause.milliseconds
        if !connection.wait(for: events, isLast ? deadline : pause), deadline.isOver { throw .timedOut(operation: "") }
    }

    private func lost() -> SFTPFailure {
        .lost(
            operation: "",
            reason: channel.map { libssh2_channel_eof($0) == 1 } ?? true ? "the server ended it" : message())
    }

    func close() {
        guard let channel else { return }
        self.channel = nil
        // A server that stands still must not keep us: the socket is closed in any case.
        libssh2_session_set_blocking(session, 1)
        libssh2_session_set_timeout(session, 1_000)
        libssh2_channel_free(channel)
        libssh2_session_disconnect_ex(session, SSH_DISCONNECT_BY_APPLICATION, "done", "")
    }
}

/// The answer to the server's questions, as the library's callback finds it.
private final class InteractiveAnswer {
    let secret: [UInt8]
    init(secret: [UInt8]) { self.secret = secret }

    static let callback:
        @convention(c) (
            UnsafePointer<CChar>?, Int32, UnsafePointer<CChar>?, Int32, Int32,
            UnsafePointer<LIBSSH2_USERAUTH_KBDINT_PROMPT>?, UnsafeMutablePointer<LIBSSH2_USERAUTH_KBDINT_RESPONSE>?,
            UnsafeMutablePointer<UnsafeMutableRawPointer?>?
        ) -> Void = { _, _, _, _, count, _, responses, abstract in
            guard let place = abstract?.pointee, let responses else { return }
            let answer = Unmanaged<InteractiveAnswer>.fromOpaque(place).takeUnretainedValue()
            for index in 0..<Int(max(0, count)) {
                // The library frees it.
                guard let text = malloc(answer.secret.count + 1) else { return }
                answer.secret.withUnsafeBytes { bytes in
                    if let start = bytes.baseAddress { memcpy(text, start, bytes.count) }
                }
                text.storeBytes(of: 0, toByteOffset: answer.secret.count, as: UInt8.self)
                responses[index].text = text.assumingMemoryBound(to: CChar.self)
                responses[index].length = UInt32(clamping: answer.secret.count)
            }
        }
}
