// An upload: many writes under way, each answered before the file is closed.

extension SFTPSession {
    /// Writes a file's bytes from `offset` on. `fill` calls its argument with pieces in order. Opens a new file
    /// exclusively, or goes on with one that is there when `offset` is not 0. The bytes are on the server's disk
    /// afterwards where it can promise that.
    ///
    /// Throws `SFTPFailure`, or what `fill` throws; then the remote file is incomplete.
    public func upload(
        _ path: RemotePath, from offset: Int64 = 0, _ fill: ((RawSpan) throws -> Void) throws -> Void
    ) throws {
        let handle = try open(path, offset == 0 ? .creating : .resuming)
        var writing = Writing(handle: handle, next: offset)
        do {
            try fill { piece in
                var start = 0
                while start < piece.byteCount {
                    let end = min(start + blockSize, piece.byteCount)
                    try write(piece.extracting(start..<end), &writing, path)
                    start = end
                }
            }
            while !writing.underway.isEmpty { try takeStatus(&writing, path) }
        } catch {
            while !writing.underway.isEmpty, let (number, _) = try? nextAnswer("writing") {
                writing.underway.remove(number)
            }
            closeHandle(handle)
            throw error
        }
        try synchronize(handle, path)
        var closing = request(.close)
        closing.writer.add(handle)
        try requireDone(try answer(to: closing, "closing \(path)"), "closing \(path)")
    }

    private struct Writing {
        let handle: [UInt8]
        var next: Int64
        var underway: Set<UInt32> = []
    }

    private func write(_ block: RawSpan, _ writing: inout Writing, _ path: RemotePath) throws(SFTPFailure) {
        while writing.underway.count >= 64 { try takeStatus(&writing, path) }
        var sending = request(.write)
        sending.writer.add(writing.handle)
        sending.writer.add(UInt64(clamping: writing.next))
        sending.writer.add(UInt32(clamping: block.byteCount))
        send(sending, followedBy: block)
        writing.underway.insert(sending.number)
        writing.next += Int64(block.byteCount)
        try flushSome("writing \(path)")
    }

    private func takeStatus(_ writing: inout Writing, _ path: RemotePath) throws(SFTPFailure) {
        let (number, reply) = try nextAnswer("writing \(path)")
        if writing.underway.remove(number) == nil { return }
        try requireDone(reply, "writing \(path)")
    }

    /// Asks the server to force the file to its disk, where it knows how.
    private func synchronize(_ handle: [UInt8], _ path: RemotePath) throws(SFTPFailure) {
        guard extensions.contains("fsync@openssh.com") else { return }
        var asking = request(.extended)
        asking.writer.add(Array("fsync@openssh.com".utf8))
        asking.writer.add(handle)
        let reply = try answer(to: asking, "forcing \(path) to the disk")
        if case .status(.unsupported, _) = reply { return }
        try requireDone(reply, "forcing \(path) to the disk")
    }
}
