// The vault: one key, and everything that is sealed, opened or tokenised with it.

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Seals files and values, opens them again, and makes tokens, all under one key. A plain value, safe to share.
///
/// ```swift
/// let vault = Vault(key: try VaultKey.loadOrMake(path: "state/vault-key"))
/// let account = vault.vocabulary("account").token(for: "123456789")
/// let kept = try vault.seal("123456789".utf8, as: "account")
/// ```
public struct Vault: Sendable {
    public let key: VaultKey
    private let entropy: Entropy

    public init(key: VaultKey, entropy: Entropy = .system) {
        self.key = key
        self.entropy = entropy
    }

    /// Begins a sealed file. Its temporary is `path` with `.part`; an old temporary of that name is refused.
    public func writer(path: String) throws(VaultError) -> SealedFileWriter {
        try SealedFileWriter.begin(path: path, key: key, entropy: entropy)
    }

    /// A sealed file for parsers; `fileID`, where given, must be the one recorded at commit.
    public func source(path: String, fileID: [UInt8]? = nil) -> SealedFileSource {
        SealedFileSource(path: path, key: key, fileID: fileID)
    }

    /// A sealed file for consumers that ask for bytes rather than being given them.
    public func reader(path: String, fileID: [UInt8]? = nil) throws(VaultError) -> SealedFileReader {
        try SealedFileReader.begin(path: path, key: key, fileID: fileID)
    }

    /// Seals a small value for one purpose; opens only under the same purpose.
    public func seal(_ text: some Sequence<UInt8>, as purpose: String) throws(VaultError) -> [UInt8] {
        try sealer(for: purpose).seal(text)
    }

    /// Seals and opens many values of one purpose.
    public func sealer(for purpose: String) -> ValueSealer {
        ValueSealer(purpose: purpose, key: key.derived(for: "value \(purpose)"), entropy: entropy)
    }

    /// Opens what `seal` gave for the same purpose.
    public func open(_ sealed: [UInt8], as purpose: String) throws(VaultError) -> [UInt8] {
        try sealer(for: purpose).open(sealed)
    }

    /// The tokens of one kind of text.
    public func vocabulary(_ name: String) -> TokenVocabulary {
        TokenVocabulary(name: name, key: key)
    }

    /// Removes the temporaries that a crash left in a spool folder; run before the first writer. Gives their number.
    ///
    /// - Parameter isLeftover: asked for each by its name; false spares it.
    @discardableResult
    public static func removeLeftovers(
        folder: String, where isLeftover: (String) -> Bool = { _ in true }
    ) throws(VaultError) -> Int {
        guard let stream = opendir(folder) else {
            throw .system(operation: "open folder", path: folder, systemError: errno)
        }
        defer { closedir(stream) }
        var removed = 0
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasSuffix(SealedFileWriter.temporarySuffix) || !isLeftover(name) { continue }
            if unlink("\(folder)/\(name)") == 0 { removed += 1 }
        }
        return removed
    }
}
