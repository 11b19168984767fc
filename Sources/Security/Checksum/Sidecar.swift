// Checksum files beside a payload: coreutils form, BSD form, or the bare digest; one line or many.

/// What a checksum file says about one file.
public struct Sidecar: Sendable, Hashable {
    public let algorithm: DigestAlgorithm
    /// Lower-case hexadecimal digits.
    public let digest: String

    public init(algorithm: DigestAlgorithm, digest: String) {
        self.algorithm = algorithm
        self.digest = digest
    }

    /// Endings of checksum files.
    public static let suffixes = [".sha256", ".sha512", ".sha1", ".md5"]

    /// Reads what a checksum file says about `name`: a line that names it (by its last component, also without its ending),
    /// or the only line when that is a bare digest. Nil when there is none, or when its lines contradict each other.
    public static func read(_ bytes: [UInt8], for name: String) -> Sidecar? {
        var text = String(decoding: bytes.prefix(1 << 20), as: UTF8.self)
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        let lines = text.split(whereSeparator: \.isNewline).map(trimmed).filter { !$0.isEmpty }
        let parsed = lines.compactMap(line)
        guard parsed.count == lines.count else { return nil }
        let named = Set(parsed.filter { $0.name == name }.map(\.sidecar))
        if named.count == 1 { return named.first }
        if named.isEmpty, parsed.count == 1, parsed[0].name == nil { return parsed[0].sidecar }
        return nil
    }

    /// The coreutils form of a digest: what we write beside our own files.
    public static func render(digest: String, name: String) -> [UInt8] {
        let needsEscape = name.contains("\\") || name.contains("\n")
        let escaped = name.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return Array("\(needsEscape ? "\\" : "")\(digest)  \(needsEscape ? escaped : name)\n".utf8)
    }

    private static func line(_ text: String) -> (sidecar: Sidecar, name: String?)? {
        if let open = text.firstRange(of: " ("), let close = text.firstRange(of: ") = "),
            open.upperBound <= close.lowerBound
        {
            // BSD: SHA256 (name) = digest
            return sidecar(text[close.upperBound...]).map {
                ($0, base(String(text[open.upperBound..<close.lowerBound])))
            }
        }
        var rest = text[...]
        let isEscaped = rest.first == "\\"
        if isEscaped { rest.removeFirst() }
        guard let blank = rest.firstIndex(of: " ") else { return sidecar(rest).map { ($0, nil) } }
        guard let sidecar = sidecar(rest[..<blank]) else { return nil }
        var name = rest[blank...].drop { $0 == " " }
        if name.first == "*" { name.removeFirst() }
        let plain =
            isEscaped ? String(name).replacing("\\n", with: "\n").replacing("\\\\", with: "\\") : String(name)
        return (sidecar, base(plain))
    }

    private static func sidecar(_ digits: Substring) -> Sidecar? {
        let lower = digits.lowercased()
        guard let algorithm = DigestAlgorithm(hexadecimalLength: lower.utf8.count),
            lower.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return Sidecar(algorithm: algorithm, digest: lower)
    }

    private static func base(_ path: String) -> String {
        String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
    }

    private static func trimmed(_ line: Substring) -> String {
        var line = line
        while let last = line.last, last == " " || last == "\t" || last == "\r" { line.removeLast() }
        return String(line)
    }
}
