// The matrix of messages: {plain, signed, encrypted, both} × {no compression, before, after} × receipts × digests × ciphers.
// The whole of it where HMS_ACH_WHOLE_MATRIX is set; else enough that every pair of neighbours occurs.

import Foundation

struct MessageMatrix {
    struct Cell: Sendable, Hashable {
        var signed: Bool
        var encrypted: Bool
        /// none, before, after
        var compression: String
        /// sync, async, none
        var receipt: String
        var isReceiptSigned: Bool
        var digest: String
        /// Of the ciphers where it is encrypted.
        var cipher: String

        /// From the inside out.
        var layers: [String] {
            (compression == "before" ? ["compress"] : []) + (signed ? ["sign"] : [])
                + (compression == "after" ? ["compress"] : []) + (encrypted ? ["encrypt"] : [])
        }

        var name: String {
            let wrapping = layers.isEmpty ? "plain" : layers.joined(separator: "-")
            let wanted = receipt == "none" ? "none" : "\(receipt)-\(isReceiptSigned ? "signed" : "unsigned")"
            return "\(wrapping) \(wanted) \(digest)\(encrypted ? " \(cipher)" : "")"
        }
    }

    static let isWhole = ProcessInfo.processInfo.environment["HMS_ACH_WHOLE_MATRIX"] != nil

    static func cells(ciphers: [String], digests: [String] = ["sha1", "sha256", "sha512"]) -> [Cell] {
        var all: [Cell] = []
        for (signed, encrypted) in [(false, false), (true, false), (false, true), (true, true)] {
            for compression in ["none", "before", "after"] where compression != "after" || signed {
                for (receipt, isSigned) in [
                    ("sync", true), ("sync", false), ("async", true), ("async", false), ("none", false),
                ] {
                    for digest in signed || isSigned ? digests : ["sha256"] {
                        for cipher in encrypted ? ciphers : [""] {
                            all.append(
                                Cell(
                                    signed: signed, encrypted: encrypted, compression: compression, receipt: receipt,
                                    isReceiptSigned: isSigned, digest: digest, cipher: cipher))
                        }
                    }
                }
            }
        }
        return isWhole ? all : everyPair(all)
    }

    /// A part of the cells in which any two values that occur together in one occur together in one of the part.
    private static func everyPair(_ cells: [Cell]) -> [Cell] {
        func pairs(_ cell: Cell) -> Set<String> {
            let values = [
                cell.layers.joined(separator: "-"), "\(cell.receipt) \(cell.isReceiptSigned)", cell.digest, cell.cipher,
            ]
            var found: Set<String> = []
            for first in values.indices {
                for second in values.indices where second > first {
                    found.insert("\(first)\(values[first])|\(second)\(values[second])")
                }
            }
            return found
        }
        var covered: Set<String> = []
        var chosen: [Cell] = []
        while true {
            let best = cells.max { pairs($0).subtracting(covered).count < pairs($1).subtracting(covered).count }
            guard let best, !pairs(best).isSubset(of: covered) else { return chosen }
            covered.formUnion(pairs(best))
            chosen.append(best)
        }
    }
}
