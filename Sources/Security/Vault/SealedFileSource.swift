// A sealed file as a source of pieces, in the shape the parsers take.

/// Gives the plaintext of a sealed file piece by piece, each at most 256 KiB and authenticated before it is given out.
/// Each call begins at the start of the file, so one source serves several passes.
///
/// That the file is whole is known only when `forEachPiece` returns: act on nothing before.
public struct SealedFileSource: Sendable {
    public let path: String
    private let key: VaultKey
    private let fileID: [UInt8]?

    init(path: String, key: VaultKey, fileID: [UInt8]?) {
        self.path = path
        self.key = key
        self.fileID = fileID
    }

    /// Calls `body` with each piece in order, none empty, until the end. Throws `VaultError`, or what `body` throws.
    public mutating func forEachPiece(_ body: (RawSpan) throws -> Void) throws {
        var reader = try SealedFileReader.begin(path: path, key: key, fileID: fileID)
        while try reader.withNextPiece(body) {}
    }
}
