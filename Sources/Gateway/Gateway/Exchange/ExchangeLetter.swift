// Headers and body as one piece of octets, as they are sealed in the store: the header lines, an empty line, the body.

import AS2
import Store

enum ExchangeLetter {
    /// What the vault seals headers and receipts as.
    static let purpose = "exchange-letter"

    static func octets(_ headers: AS2Headers, _ body: [UInt8] = []) -> [UInt8] {
        headers.octets + [0x0D, 0x0A] + body
    }

    /// Nil where they hold no header.
    static func parsed(_ octets: [UInt8]) -> (headers: AS2Headers, body: [UInt8])? {
        let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        var start = octets.startIndex
        while start + 4 <= octets.endIndex, !octets[start..<start + 4].elementsEqual(end) { start += 1 }
        guard start + 4 <= octets.endIndex, let headers = try? AS2Headers(octets: Array(octets[..<(start + 2)])) else {
            return nil
        }
        return (headers, Array(octets[(start + 4)...]))
    }
}

extension Installation {
    func sealLetter(_ headers: AS2Headers, _ body: [UInt8] = []) throws -> [UInt8] {
        try vault.seal(ExchangeLetter.octets(headers, body), as: ExchangeLetter.purpose)
    }

    func openLetter(_ sealed: [UInt8]) throws -> (headers: AS2Headers, body: [UInt8])? {
        ExchangeLetter.parsed(try vault.open(sealed, as: ExchangeLetter.purpose))
    }
}
