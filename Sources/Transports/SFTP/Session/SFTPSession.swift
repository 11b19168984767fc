// The conversation with a server's SFTP subsystem, version 3: requests with numbers, answers in any order, many under way.
// Relies on a carrier for the bytes. One thread uses a session; each call ends or throws within the time limits.

import Folder

/// A session with a server.
public final class SFTPSession {
    /// How long a call waits for bytes to move before it gives up.
    public static let patience: Duration = .seconds(60)
    /// Larger than any answer that a server may send to what we ask.
    private static let largestPacket = 1 << 20

    private let carrier: any Carrier
    private let patience: Duration
    /// Asked about once a second while nothing comes: whether to give up before the patience is over.
    private let isInterrupted: () -> Bool
    private var input: [UInt8] = []
    private var inputStart = 0
    private var output: [UInt8] = []
    private var outputStart = 0
    private var lastNumber: UInt32 = 0
    private var answers: [UInt32: Reply] = [:]
    /// Why the conversation is over; nothing is tried on it again.
    private(set) var end: SFTPFailure?
    /// Extensions that the server offers, by name.
    private(set) var extensions: Set<String> = []
    private(set) var blockSize = 32_768
    /// The server refuses to tell of one file, but lists folders.
    var looksByListing = false

    /// Says hello. Throws `SFTPFailure`.
    init(
        _ carrier: any Carrier, patience: Duration = SFTPSession.patience,
        isInterrupted: @escaping () -> Bool = { false }
    ) throws(SFTPFailure) {
        self.carrier = carrier
        self.patience = patience
        self.isInterrupted = isInterrupted
        try sayHello()
    }

    deinit { carrier.close() }

    public func close() { carrier.close() }

    /// Whether calls can still succeed.
    public var isUsable: Bool { end == nil }

    private func sayHello() throws(SFTPFailure) {
        output = [0, 0, 0, 5, RequestKind.initialize.rawValue, 0, 0, 0, 3]
        let packet = try nextPacket("hello")
        var reader = PacketReader(input, from: packet.lowerBound, to: packet.upperBound)
        guard reader.byte() == 2, let version = reader.number(), version >= 3 else {
            throw .notSFTP("it does not answer with version 3")
        }
        while !reader.isAtEnd {
            guard let name = reader.string(), reader.stringRange() != nil else { break }
            extensions.insert(String(decoding: name, as: UTF8.self))
        }
        if extensions.contains("limits@openssh.com") { try askLimits() }
    }

    /// OpenSSH tells how long its packets may be: 255 KiB where 32 KiB is what the draft promises.
    private func askLimits() throws(SFTPFailure) {
        var packet = request(.extended)
        packet.writer.add(Array("limits@openssh.com".utf8))
        guard case .extended(let bytes) = try answer(to: packet, "limits") else { return }
        var reader = PacketReader(bytes)
        guard reader.longNumber() != nil, let read = reader.longNumber(), let write = reader.longNumber() else {
            return
        }
        let smaller = min(read, write)
        if smaller >= 32_768 { blockSize = Int(min(smaller, 261_120)) }
    }

    // MARK: Requests

    struct Request {
        let number: UInt32
        var writer: PacketWriter
    }

    func request(_ kind: RequestKind) -> Request {
        lastNumber &+= 1
        return Request(number: lastNumber, writer: PacketWriter(kind, number: lastNumber))
    }

    /// Puts a request on its way whose last field is a block of bytes.
    func send(_ request: Request, followedBy block: RawSpan) {
        // What went out makes room first: much may wait for long without ever being all gone.
        if outputStart > 1 << 20 {
            output.removeFirst(outputStart)
            outputStart = 0
        }
        output += request.writer.finished(followedBy: block.byteCount)
        block.withUnsafeBytes { output.append(contentsOf: $0) }
    }

    /// Puts a request on its way without waiting.
    func send(_ request: Request) { output += request.writer.finished() }

    /// Sends a request and waits for its answer; an error status is an answer too.
    func answer(to request: Request, _ operation: String) throws(SFTPFailure) -> Reply {
        send(request)
        while true {
            if let reply = answers.removeValue(forKey: request.number) { return reply }
            try takeReply(operation)
        }
    }

    /// Waits for an answer to one of the requests under way, whichever comes first.
    func nextAnswer(_ operation: String) throws(SFTPFailure) -> (number: UInt32, reply: Reply) {
        while true {
            if let first = answers.first {
                answers.removeValue(forKey: first.key)
                return (first.key, first.value)
            }
            try takeReply(operation)
        }
    }

    /// Throws what a status other than done says.
    func requireDone(_ reply: Reply, _ operation: String) throws(SFTPFailure) {
        guard case .status(let status, let message) = reply else { throw .notSFTP("a strange answer to \(operation)") }
        if status != .done { throw .refused(status, operation: operation, message: message) }
    }

    /// Lets bytes go out when much waits, so that memory stays bounded.
    func flushSome(_ operation: String) throws(SFTPFailure) {
        while output.count - outputStart > 4 << 20 { try move(operation) }
    }

    // MARK: Bytes

    private func takeReply(_ operation: String) throws(SFTPFailure) {
        let packet = try nextPacket(operation)
        guard let (number, reply) = Reply.parse(input, packet) else { throw .notSFTP("an answer that cannot be read") }
        answers[number] = reply
    }

    /// Where in `input` the next packet lies.
    private func nextPacket(_ operation: String) throws(SFTPFailure) -> Range<Int> {
        while true {
            if let packet = try cutPacket() { return packet }
            try move(operation)
        }
    }

    /// Lets bytes move once.
    private func move(_ operation: String) throws(SFTPFailure) {
        if let end { throw end }
        let whole = Deadline.after(patience)
        do {
            outputStart += try exchange(whole)
        } catch {
            let failure: SFTPFailure =
                switch error {
                case .timedOut: .timedOut(operation: operation)
                case .lost(_, let reason): .lost(operation: operation, reason: reason)
                default: error
                }
            end = failure
            throw failure
        }
        if outputStart == output.count {
            output.removeAll(keepingCapacity: true)
            outputStart = 0
        }
    }

    private func exchange(_ whole: Deadline) throws(SFTPFailure) -> Int {
        while true {
            do {
                return try exchangeOnce(whole.orAfter(.seconds(1)))
            } catch .timedOut where !whole.isOver && !isInterrupted() {
                continue
            }
        }
    }

    private func exchangeOnce(_ deadline: Deadline) throws(SFTPFailure) -> Int {
        // Only the beginning of a packet is left: every whole one was taken before more is waited for.
        input.removeFirst(inputStart)
        inputStart = 0
        let waiting = output
        return try carrier.exchange(
            waiting.span.bytes.extracting(outputStart..<waiting.count), into: &input, deadline: deadline)
    }

    private func cutPacket() throws(SFTPFailure) -> Range<Int>? {
        var reader = PacketReader(input, from: inputStart, to: input.count)
        guard let length = reader.number() else { return nil }
        guard length >= 1, length <= Self.largestPacket else {
            let shown = input[inputStart...].prefix(60).map { (0x20..<0x7F).contains($0) ? $0 : 0x2E }
            throw .notSFTP("it begins with `\(String(decoding: shown, as: UTF8.self))`")
        }
        let end = inputStart + 4 + Int(length)
        guard input.count >= end else { return nil }
        let packet = (inputStart + 4)..<end
        inputStart = end
        return packet
    }
}
