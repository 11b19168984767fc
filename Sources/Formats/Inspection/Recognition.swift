// Tells what a document is by how it begins; names play no part.
// Only the first kilobytes are looked at. XML is told apart further by its reader, which knows namespaces.

import Parsing

/// What the beginning of a file looks like.
public enum Recognition {
    enum Family: Sendable, Hashable {
        case nacha, x12, xml, openItems, payments, ledgerAcknowledgement, unknown
    }

    /// How much of a file is looked at.
    static let window = 8192

    private struct Enough: Error {}

    /// The first bytes of a source.
    static func beginning(of source: inout some ByteSource) throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            try source.forEachPiece { piece in
                piece.extracting(first: window - bytes.count).withUnsafeBytes { bytes.append(contentsOf: $0) }
                if bytes.count >= window { throw Enough() }
            }
        } catch is Enough {}
        return bytes
    }

    static func family(of beginning: [UInt8]) -> Family {
        if beginning.starts(with: [0xFF, 0xFE]) || beginning.starts(with: [0xFE, 0xFF]) { return .xml }
        if beginning.starts(with: [0x3C, 0]) || beginning.starts(with: [0, 0x3C]) { return .xml }
        var text = beginning[...]
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        text = text.drop { $0 <= 0x20 }
        guard let first = text.first else { return .unknown }
        if first == 0x3C { return .xml }
        if let family = delimited(text) { return family }
        if isX12(text) { return .x12 }
        return isNACHA(text, first) ? .nacha : .unknown
    }

    /// Why a document of no known family is refused.
    static func refusal(of beginning: [UInt8]) -> FindingRule {
        if beginning.isEmpty { return InspectionRules.empty }
        if beginning.starts(with: "-----BEGIN PGP".utf8) { return InspectionRules.encrypted }
        if archiveMarks.contains(where: beginning.starts(with:)) { return InspectionRules.packed }
        if let first = beginning.first, isEncryptedPacket(first), beginning.prefix(256).contains(where: { $0 < 0x09 }) {
            return InspectionRules.encrypted
        }
        return InspectionRules.unknown
    }

    /// ZIP, gzip, bzip2, xz, Zstandard, 7z.
    private static let archiveMarks: [[UInt8]] = [
        [0x50, 0x4B, 0x03, 0x04], [0x1F, 0x8B], [0x42, 0x5A, 0x68], [0xFD, 0x37, 0x7A, 0x58, 0x5A],
        [0x28, 0xB5, 0x2F, 0xFD], [0x37, 0x7A, 0xBC, 0xAF],
    ]

    /// The first byte of an encrypted OpenPGP message (RFC 9580, section 4.2): a packet of tag 1, 3, 9 or 18, old form or new.
    private static func isEncryptedPacket(_ byte: UInt8) -> Bool {
        if byte & 0xC0 == 0xC0 { return [1, 3, 9, 18].contains(byte & 0x3F) }
        return byte & 0xC0 == 0x80 && [1, 3, 9].contains(byte >> 2 & 0x0F)
    }

    /// A header line that names the key column of one of our tables.
    private static func delimited(_ text: ArraySlice<UInt8>) -> Family? {
        let line = String(decoding: text.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(2048), as: UTF8.self)
        let columns = line.split(separator: ",").map { column in
            column.lowercased().filter { $0 != "\"" && $0 != " " }
        }
        if columns.contains("item_id") { return .openItems }
        if columns.contains("batch_id") && columns.contains("status") { return .ledgerAcknowledgement }
        if columns.contains("payment_id") { return .payments }
        return nil
    }

    /// An ISA with a separator behind it, at the start or after prose; or a group or set that lost its interchange.
    private static func isX12(_ text: ArraySlice<UInt8>) -> Bool {
        func isTag(_ tag: String, at index: Int) -> Bool {
            guard index + 3 < text.endIndex, text[index..<index + tag.utf8.count].elementsEqual(tag.utf8) else {
                return false
            }
            let separator = text[index + tag.utf8.count]
            return !isLetterOrDigit(separator) && separator != 0x20
        }
        if isTag("GS", at: text.startIndex) || isTag("ST", at: text.startIndex) { return true }
        var index = text.startIndex
        while index + 3 < text.endIndex {
            if text[index] == 0x49, isTag("ISA", at: index),
                index == text.startIndex || !isLetterOrDigit(text[index - 1])
            {
                return true
            }
            index += 1
        }
        return false
    }

    /// Records of about 94 columns that begin with a record type, printable.
    private static func isNACHA(_ text: ArraySlice<UInt8>, _ first: UInt8) -> Bool {
        guard first == 0x31 || (0x35...0x39).contains(first) else { return false }
        let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
        if line.count < 60 { return false }
        return line.prefix(94).allSatisfy { $0 >= 0x20 } && !line.prefix(20).contains(0x2C)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
