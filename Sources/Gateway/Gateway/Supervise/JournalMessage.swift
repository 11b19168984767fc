// One log event as the journal's native protocol has it (systemd's JOURNAL_NATIVE_PROTOCOL): fields, one after the other.

import Logging

struct JournalMessage {
    let event: String
    let level: Logger.Level
    /// By their keys, sorted.
    let details: [(key: String, value: String)]

    init(event: String, level: Logger.Level, metadata: Logger.Metadata) {
        self.event = event
        self.level = level
        details = metadata.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    }

    /// The fields: the event with its details as MESSAGE, and each detail as HMS_ACH_ and its key besides.
    var bytes: [UInt8] {
        let text = ([event] + details.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
        var bytes: [UInt8] = []
        Self.append("MESSAGE", text, to: &bytes)
        Self.append("PRIORITY", String(priority), to: &bytes)
        Self.append("SYSLOG_IDENTIFIER", "hms-ach", to: &bytes)
        Self.append("HMS_ACH_EVENT", event, to: &bytes)
        if let id = JournalEvent.messageIDs[event] { Self.append("MESSAGE_ID", id, to: &bytes) }
        for detail in details { Self.append("HMS_ACH_\(Self.fieldName(detail.key))", detail.value, to: &bytes) }
        return bytes
    }

    /// As syslog(3) numbers them.
    private var priority: Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    /// Capitals, digits and underlines: nothing else may stand in a field's name.
    private static func fieldName(_ key: String) -> String {
        String(
            decoding: key.utf8.map { byte in
                switch byte {
                case 0x61...0x7A: byte - 0x20
                case 0x41...0x5A, 0x30...0x39: byte
                default: 0x5F
                }
            }, as: UTF8.self)
    }

    /// `NAME=value`, or, so that a line end in a value begins no field, the name, the length in eight bytes, the value.
    private static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes += name.utf8
        if value.utf8.contains(0x0A) {
            bytes.append(0x0A)
            let length = UInt64(value.utf8.count)
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: length >> shift))
            }
        } else {
            bytes.append(0x3D)
        }
        bytes += value.utf8
        bytes.append(0x0A)
    }
}
