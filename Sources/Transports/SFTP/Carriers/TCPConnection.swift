// A TCP connection to a server: made within a time limit, without delay for small packets, closed once.

import Glibc

/// An open socket. Closed when nobody holds it any more.
final class TCPConnection {
    let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { Glibc.close(descriptor) }

    /// Tries each address of the host. Throws `unreachable`.
    static func open(_ host: String, _ port: UInt16, deadline: Deadline) throws(SFTPFailure) -> TCPConnection {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(host, String(port), &hints, &list)
        guard result == 0, let list else {
            throw .unreachable("\(host) has no address (\(String(cString: gai_strerror(result))))")
        }
        defer { freeaddrinfo(list) }
        var reason = "no address"
        var address: UnsafeMutablePointer<addrinfo>? = list
        while let current = address {
            address = current.pointee.ai_next
            let descriptor = socket(
                current.pointee.ai_family,
                current.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue),
                current.pointee.ai_protocol)
            if descriptor < 0 { continue }
            let connection = TCPConnection(descriptor)
            if let failure = connection.connect(current.pointee, deadline) {
                reason = failure
                continue
            }
            var yes: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
            setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &yes, socklen_t(MemoryLayout<Int32>.size))
            return connection
        }
        throw .unreachable("\(host) port \(port): \(reason)")
    }

    /// Nil when it succeeded, else why not.
    private func connect(_ address: addrinfo, _ deadline: Deadline) -> String? {
        if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return nil }
        if errno != EINPROGRESS { return String(cString: strerror(errno)) }
        guard wait(for: Int16(POLLOUT), deadline) else { return "no answer in time" }
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        return code == 0 ? nil : String(cString: strerror(code))
    }

    /// Waits until the socket is ready; false when the deadline is over.
    func wait(for events: Int16, _ deadline: Deadline) -> Bool {
        var entry = pollfd(fd: descriptor, events: events, revents: 0)
        while true {
            let count = poll(&entry, 1, deadline.milliseconds)
            if count > 0 { return true }
            if count == 0 || errno != EINTR { return false }
        }
    }

    /// Reads at least one byte. Throws `timedOut` or `lost`.
    func read(_ buffer: inout [UInt8], limit: Int, deadline: Deadline) throws(SFTPFailure) {
        guard wait(for: Int16(POLLIN), deadline) else { throw .timedOut(operation: "greeting") }
        var piece = [UInt8](repeating: 0, count: limit)
        let count = recv(descriptor, &piece, limit, 0)
        if count <= 0 { throw .lost(operation: "greeting", reason: "the server closed it") }
        buffer += piece.prefix(count)
    }

    func write(_ bytes: [UInt8]) throws(SFTPFailure) {
        let count = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        if count != bytes.count { throw .lost(operation: "greeting", reason: "the server does not take ours") }
    }
}
