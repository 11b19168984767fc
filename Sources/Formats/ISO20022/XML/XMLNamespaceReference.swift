// Whether a namespace's name is a URI reference (Namespaces in XML 1.0, section 2.3; RFC 3986).
// Relies on nothing. Runs a few times a document.

enum XMLNamespaceReference {
    /// Characters, percent-encoding, the scheme, and the parts of an authority are looked at.
    static func isReference(_ text: ArraySlice<UInt8>) -> Bool {
        guard hasOnlyAllowedCharacters(text), text.count(where: { $0 == 0x23 }) <= 1 else { return false }
        let head = text.prefix { !"/?#".utf8.contains($0) }
        var rest = text
        if let colon = head.firstIndex(of: 0x3A) {
            if !isScheme(text[text.startIndex..<colon]) { return false }
            rest = text[(colon + 1)...]
        }
        if rest.starts(with: "//".utf8) {
            let authority = rest.dropFirst(2).prefix { !"/?#".utf8.contains($0) }
            if !isAuthority(authority) { return false }
            rest = rest[authority.endIndex...]
        }
        return !rest.contains { $0 == 0x5B || $0 == 0x5D }
    }

    private static func hasOnlyAllowedCharacters(_ text: ArraySlice<UInt8>) -> Bool {
        var escaped = 0
        for byte in text {
            if escaped > 0 {
                if !isDigit(byte), !(0x61...0x66).contains(byte | 0x20) { return false }
                escaped -= 1
            } else if byte == 0x25 {
                escaped = 2
            } else if byte <= 0x20 || byte >= 0x7F || "\"<>\\^`{|}".utf8.contains(byte) {
                return false
            }
        }
        return escaped == 0
    }

    private static func isScheme(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, (0x61...0x7A).contains(first | 0x20) else { return false }
        return text.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || isDigit($0) || "+-.".utf8.contains($0) }
    }

    /// User, host and port; a host in brackets is not looked into.
    private static func isAuthority(_ text: ArraySlice<UInt8>) -> Bool {
        var host = text
        if let at = text.lastIndex(of: 0x40) {
            if text[..<at].contains(where: { $0 == 0x5B || $0 == 0x5D || $0 == 0x40 }) { return false }
            host = text[(at + 1)...]
        }
        if host.first == 0x5B {
            guard let close = host.firstIndex(of: 0x5D) else { return false }
            let port = host[(close + 1)...]
            return port.isEmpty || port.first == 0x3A && port.dropFirst().allSatisfy(isDigit)
        }
        if host.contains(where: { $0 == 0x5B || $0 == 0x5D }) { return false }
        guard let colon = host.firstIndex(of: 0x3A) else { return true }
        return host[(colon + 1)...].allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
