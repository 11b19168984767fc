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

    /// Reads what a checksum file says about `name`: the lines that name it (by its last component), or the only line when
    /// that is a bare digest. Of several algorithms the strongest counts. Nil when it says nothing, when a line cannot be
    /// read, or when two lines contradict each other.
    ///
    /// Byte order mark, CRLF, upper-case digits, comments (`#`, `;`) and lines in BSD's form of other algorithms are no
    /// hindrance.
    public static func read(_ bytes: [UInt8], for name: String) -> Sidecar? {
        var text = String(decoding: bytes.prefix(1 << 20), as: UTF8.self)
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        var named: [DigestAlgorithm: Set<Sidecar>] = [:]
        var bare: [Sidecar] = []
        for line in text.split(whereSeparator: \.isNewline) {
            switch SidecarLine(line) {
            case .nothing: continue
            case .unreadable: return nil
            case .bare(let sidecar): bare.append(sidecar)
            case .named(let sidecar, let path):
                if SidecarLine.names(path, name) { named[sidecar.algorithm, default: []].insert(sidecar) }
            }
        }
        for algorithm in DigestAlgorithm.allCases.reversed() {
            if let claims = named[algorithm] { return claims.count == 1 ? claims.first : nil }
        }
        return bare.count == 1 ? bare.first : nil
    }

    /// The coreutils form of a digest: what we write beside our own files.
    public static func render(digest: String, name: String) -> [UInt8] {
        let escaped = SidecarLine.escaped(name)
        return Array("\(escaped == name ? "" : "\\")\(digest)  \(escaped)\n".utf8)
    }
}
