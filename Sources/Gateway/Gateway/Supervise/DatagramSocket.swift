// Datagrams to a socket of the local machine: how systemd and its journal are told something.

import Glibc

/// Sends to one AF_UNIX address; a leading `@` names an abstract one. Closes itself.
final class DatagramSocket: Sendable {
    private let descriptor: Int32
    private let path: [UInt8]

    /// Nil where the path does not fit or no socket can be had.
    init?(path: String) {
        var bytes = Array(path.utf8)
        // One byte stays for the end of a path.
        guard bytes.count > 1, bytes.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path) else { return nil }
        if bytes[0] == 0x40 { bytes[0] = 0 }
        guard bytes[0] == 0 || bytes[0] == 0x2F else { return nil }
        self.path = bytes
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// Whether the message was taken. Waits while the receiver's queue is full, unless `waits` is false.
    @discardableResult
    func send(_ message: [UInt8], waits: Bool = true) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout.size(ofValue: address.sun_family) + path.count)
        let flags = Int32(MSG_NOSIGNAL) | (waits ? 0 : Int32(MSG_DONTWAIT))
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                var sent = -1
                repeat {
                    sent = sendto(descriptor, message, message.count, flags, generic, length)
                } while sent < 0 && errno == EINTR
                return sent == message.count
            }
        }
    }
}
