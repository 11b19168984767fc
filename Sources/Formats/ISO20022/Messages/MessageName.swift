// Which message a document is, told by the tail of its namespace and by its body element.
// Relies on nothing. Swiss and German variants wrap the same name in namespaces of their own.

/// The messages that are read here, named as `hms-ach inspect` names their kinds.
public enum MessageKind: String, Sendable, Hashable, Codable, CaseIterable {
    case intradayReport = "camt.052"
    case statement = "camt.053"
    case notification = "camt.054"
    case creditTransferOrder = "pain.001"
    case statusReport = "pain.002"

    /// The message that a child of `Document` is the body of. Version .001.01 wrote its version into the name.
    init?(body name: String) {
        switch name {
        case "BkToCstmrAcctRpt", "BkToCstmrAcctRptV01": self = .intradayReport
        case "BkToCstmrStmt", "BkToCstmrStmtV01": self = .statement
        case "BkToCstmrDbtCdtNtfctn", "BkToCstmrDbtCdtNtfctnV01": self = .notification
        case "CstmrCdtTrfInitn": self = .creditTransferOrder
        case "CstmrPmtStsRpt": self = .statusReport
        default: return nil
        }
    }

    /// Bank-to-customer cash messages share one shape under three names.
    public var isCash: Bool { self == .intradayReport || self == .statement || self == .notification }

    /// The newest version that was published when this was written.
    var newestVersion: Int { 14 }
}

/// Message, variant and version as a namespace ends with them: `camt.053.001.08`.
public struct MessageName: Sendable, Hashable {
    public let kind: MessageKind
    /// `001` for the ISO message; German and other national variants count apart (`003`).
    public let variant: String
    public let version: Int

    /// Finds `camt.053.001.08` or the like at the end of a namespace, also as `...pain.001.001.03.ch.02.xsd`.
    init?(namespace: String) {
        let bytes = Array(namespace.utf8)
        let shape = Array("aaaa.ddd.ddd.dd".utf8)
        var found: Int?
        for start in stride(from: bytes.count - shape.count, through: 0, by: -1) {
            let fits = shape.indices.allSatisfy { index in
                let byte = bytes[start + index]
                switch shape[index] {
                case 0x61: return (0x61...0x7A).contains(byte)
                case 0x64: return (0x30...0x39).contains(byte)
                default: return byte == 0x2E
                }
            }
            if fits {
                found = start
                break
            }
        }
        guard let found else { return nil }
        let parts = String(decoding: bytes[found..<found + shape.count], as: UTF8.self).split(separator: ".")
        guard parts.count == 4, let kind = MessageKind(rawValue: "\(parts[0]).\(parts[1])"), let version = Int(parts[3])
        else { return nil }
        self.kind = kind
        variant = String(parts[2])
        self.version = version
    }
}

extension MessageName: CustomStringConvertible {
    /// `camt.053.001.08`
    public var description: String { "\(kind.rawValue).\(variant).\(version < 10 ? "0" : "")\(version)" }
}
