// The other end of a notification socket, as systemd has it: keeps what it was told.

import Foundation
import Synchronization

final class NotifyReceiver: Sendable {
    /// `@` and a name: an abstract address, which leaves no file behind.
    let address = "@hms-ach-test-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    private let descriptor: Int32
    private let received = Mutex<[String]>([])

    init() throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: [0] + address.utf8.dropFirst()) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + address.utf8.count)
        let result = withUnsafePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        if result != 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    deinit { close(descriptor) }

    /// Every assignment so far, in order.
    func assignments() -> [String] {
        received.withLock { all in
            var buffer = [UInt8](repeating: 0, count: 8192)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                if count <= 0 { return all }
                all += String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: "\n").map(String.init)
            }
        }
    }

    /// Waits until it was told something; false after `seconds` without.
    func waits(_ seconds: Double, for condition: ([String]) -> Bool) -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while Date() < deadline {
            if condition(assignments()) { return true }
            usleep(10_000)
        }
        return false
    }
}
