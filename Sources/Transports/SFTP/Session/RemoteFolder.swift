// What lies in a remote folder, and where one file is: one listing for a look, no call per file.

public import Folder

/// One entry of a remote folder.
public struct RemoteFile: Sendable, Hashable {
    public let name: FileName
    public let attributes: RemoteAttributes

    public init(name: FileName, attributes: RemoteAttributes) {
        self.name = name
        self.attributes = attributes
    }
}

/// A path on the server: a folder as configured, and a name below it that is data.
public struct RemotePath: Sendable, Hashable, CustomStringConvertible {
    let bytes: [UInt8]

    public init(folder: String) { bytes = Array(folder.utf8) }

    public init(folder: String, name: FileName) {
        var path = Array(folder.utf8)
        if path.last != 0x2F { path.append(0x2F) }
        bytes = path + name.bytes
    }

    /// Where it lies: what stands before the last slash.
    var folder: RemotePath {
        guard let slash = bytes.lastIndex(of: 0x2F) else { return RemotePath(folder: ".") }
        return RemotePath(bytes: slash == 0 ? [0x2F] : Array(bytes[..<slash]))
    }

    var lastName: [UInt8] { Array(bytes[(bytes.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0)...]) }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// For messages: control characters are not shown as they are.
    public var description: String {
        String(decoding: bytes.map { $0 < 0x20 || $0 == 0x7F ? 0x3F : $0 }, as: UTF8.self)
    }
}

extension SFTPSession {
    /// Every entry of a folder, in the order of the names' bytes. Names that are no names (a slash, `..`) are left out.
    /// A server that repeats an entry gives it once.
    public func list(_ folder: RemotePath) throws(SFTPFailure) -> [RemoteFile] {
        var opening = request(.openFolder)
        opening.writer.add(folder.bytes)
        let handle = try handle(try answer(to: opening, "opening \(folder)"), "opening \(folder)")
        var found: [FileName: RemoteFile] = [:]
        // Several requests under way: a distant server would otherwise cost a round trip for each hundred names.
        var underway = 0
        var isOver = false
        var failure: SFTPFailure?
        while !isOver || underway > 0 {
            while !isOver, underway < 8 {
                var reading = request(.readFolder)
                reading.writer.add(handle)
                send(reading)
                underway += 1
            }
            let (_, reply) = try nextAnswer("listing \(folder)")
            underway -= 1
            switch reply {
            case .names(let names):
                for entry in names {
                    guard let name = FileName(entry.name) else { continue }
                    found[name] = RemoteFile(name: name, attributes: entry.attributes)
                }
                if names.isEmpty { isOver = true }
            case .status(.endOfFile, _): isOver = true
            case .status(let status, let message):
                isOver = true
                failure = .refused(status, operation: "listing \(folder)", message: message)
            default: throw .notSFTP("a strange answer to a listing")
            }
        }
        closeHandle(handle)
        if let failure { throw failure }
        return found.values.sorted { $0.name < $1.name }
    }

    /// What the server says of a file; nil when there is none. Links are followed, unless the server forbids looking at files
    /// one by one: then the listing of the folder tells, where that is allowed.
    public func attributes(_ path: RemotePath) throws(SFTPFailure) -> RemoteAttributes? {
        if looksByListing { return try attributesByListing(path) }
        do {
            return try attributesByLook(path)
        } catch .refused(let status, let operation, let message) {
            let refusal = SFTPFailure.refused(status, operation: operation, message: message)
            guard [.permissionDenied, .unsupported].contains(status) else { throw refusal }
            let found: RemoteAttributes?
            do {
                found = try attributesByListing(path)
            } catch .refused {
                throw refusal
            }
            looksByListing = true
            return found
        }
    }

    private func attributesByListing(_ path: RemotePath) throws(SFTPFailure) -> RemoteAttributes? {
        try list(path.folder).first { $0.name.bytes == path.lastName }?.attributes
    }

    private func attributesByLook(_ path: RemotePath) throws(SFTPFailure) -> RemoteAttributes? {
        var asking = request(.status)
        asking.writer.add(path.bytes)
        switch try answer(to: asking, "looking at \(path)") {
        case .attributes(let attributes): return attributes
        case .status(.noSuchFile, _): return nil
        case .status(let status, let message):
            throw .refused(status, operation: "looking at \(path)", message: message)
        default: throw .notSFTP("a strange answer to a look")
        }
    }

    /// Renames; the draft's rename never replaces a file.
    public func rename(_ source: RemotePath, to target: RemotePath) throws(SFTPFailure) {
        var renaming = request(.rename)
        renaming.writer.add(source.bytes)
        renaming.writer.add(target.bytes)
        try requireDone(try answer(to: renaming, "renaming \(source)"), "renaming \(source)")
    }

    public func remove(_ path: RemotePath) throws(SFTPFailure) {
        var removing = request(.remove)
        removing.writer.add(path.bytes)
        try requireDone(try answer(to: removing, "removing \(path)"), "removing \(path)")
    }

    public func makeFolder(_ path: RemotePath) throws(SFTPFailure) {
        var making = request(.makeFolder)
        making.writer.add(path.bytes)
        making.writer.add(UInt32(0))
        try requireDone(try answer(to: making, "making \(path)"), "making \(path)")
    }

    // MARK: Handles

    func handle(_ reply: Reply, _ operation: String) throws(SFTPFailure) -> [UInt8] {
        switch reply {
        case .handle(let handle): return handle
        case .status(let status, let message): throw .refused(status, operation: operation, message: message)
        default: throw .notSFTP("a strange answer to \(operation)")
        }
    }

    /// Closes a handle that was only read from: what the server says to that changes nothing.
    func closeHandle(_ handle: [UInt8]) {
        var closing = request(.close)
        closing.writer.add(handle)
        _ = try? answer(to: closing, "closing")
    }

    /// How a file is opened.
    enum OpenMode: UInt32 {
        case reading = 1
        /// WRITE, CREAT, EXCL: never one that is there.
        case creating = 0x2A
        /// WRITE: one that is there, as it is.
        case resuming = 2
    }

    func open(_ path: RemotePath, _ mode: OpenMode) throws(SFTPFailure) -> [UInt8] {
        var opening = request(.open)
        opening.writer.add(path.bytes)
        opening.writer.add(mode.rawValue)
        opening.writer.add(UInt32(0))
        return try handle(try answer(to: opening, "opening \(path)"), "opening \(path)")
    }
}
