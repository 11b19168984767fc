// A download: many reads under way, handed on in order, whatever order the answers come in.

extension SFTPSession {
    /// Bytes asked for and not yet handed on, at most: what a line of 100 Mbit/s and a second's delay holds.
    static let window = 16 << 20

    /// Reads a file from `offset` to its end and hands on its bytes in order. Returns how many there were.
    /// `body` may throw to stop; the session can be used on.
    public func download(
        _ path: RemotePath, from offset: Int64 = 0, expecting size: Int64? = nil, _ body: (RawSpan) throws -> Void
    ) throws -> Int64 {
        let handle = try open(path, .reading)
        var reading = Reading(handle: handle, next: offset, delivered: offset, end: size)
        defer {
            drain(&reading)
            closeHandle(handle)
        }
        while !reading.isDone {
            while reading.mayAsk(blockSize) { ask(&reading, at: reading.next, length: blockSize, advances: true) }
            if reading.underway.isEmpty { break }
            try take(&reading, path, body)
        }
        return reading.delivered - offset
    }

    /// What a download remembers.
    private struct Reading {
        let handle: [UInt8]
        /// Where the next request begins.
        var next: Int64
        var delivered: Int64
        /// Where the file ends, as far as known.
        var end: Int64?
        /// The end that the server itself has told.
        var isEndSeen = false
        var underway: [UInt32: (offset: Int64, length: Int)] = [:]
        /// Blocks that came before their turn, by offset.
        var early: [Int64: [UInt8]] = [:]

        var isDone: Bool { isEndSeen && underway.isEmpty && early.isEmpty }

        func mayAsk(_ block: Int) -> Bool {
            if isEndSeen { return false }
            // Beyond the expected end one request is enough: it shows whether the file grew.
            if let end, next > end { return false }
            return underway.count < 64 && next - delivered + Int64(block) <= Int64(SFTPSession.window)
        }
    }

    private func ask(_ reading: inout Reading, at offset: Int64, length: Int, advances: Bool) {
        var asking = request(.read)
        asking.writer.add(reading.handle)
        asking.writer.add(UInt64(clamping: offset))
        asking.writer.add(UInt32(clamping: length))
        send(asking)
        reading.underway[asking.number] = (offset, length)
        if advances { reading.next = offset + Int64(length) }
    }

    private func take(_ reading: inout Reading, _ path: RemotePath, _ body: (RawSpan) throws -> Void) throws {
        let (number, reply) = try nextAnswer("reading \(path)")
        guard let (offset, length) = reading.underway.removeValue(forKey: number) else { return }
        switch reply {
        case .data(let data):
            guard !data.isEmpty, data.count <= length else {
                throw SFTPFailure.notSFTP("a block of another size than asked for")
            }
            // A short answer: the rest is asked for again, for only the end of file is said by status.
            if data.count < length {
                ask(&reading, at: offset + Int64(data.count), length: length - data.count, advances: false)
            }
            reading.early[offset] = data
            while let block = reading.early.removeValue(forKey: reading.delivered) {
                reading.delivered += Int64(block.count)
                try body(block.span.bytes)
            }
        case .status(.endOfFile, _): reading.isEndSeen = true
        case .status(let status, let message):
            throw SFTPFailure.refused(status, operation: "reading \(path)", message: message)
        default: throw SFTPFailure.notSFTP("a strange answer to a read")
        }
    }

    /// Waits for the answers that are under way when a download stops early, so that the session stays usable.
    private func drain(_ reading: inout Reading) {
        while !reading.underway.isEmpty {
            guard let (number, _) = try? nextAnswer("reading") else { return }
            reading.underway.removeValue(forKey: number)
        }
    }
}
