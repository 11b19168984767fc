// The streams of the module as functions from bytes to bytes, cut into pieces of any size.

import SMIME
import Testing

/// Calls the body with pieces of so many bytes.
func inPieces(_ bytes: [UInt8], of size: Int, _ body: (RawSpan) throws -> Void) rethrows {
    var start = 0
    while start < bytes.count {
        let end = min(bytes.count, start + size)
        try body(bytes.span.bytes.extracting(start..<end))
        start = end
    }
}

func seal(
    _ plain: [UInt8], to recipients: [Certificate], _ cipher: ContentCipher = .aes256CBC,
    by transport: KeyTransport = .pkcs1, form: EnvelopeSealer.Form = .streamed, piece: Int = .max
) throws -> [UInt8] {
    var sealed: [UInt8] = []
    var sealer = try EnvelopeSealer(to: recipients, cipher: cipher, keyTransport: transport, form: form)
    try inPieces(plain, of: min(piece, 1 << 20)) { part in
        try sealer.take(part) { $0.withUnsafeBytes { sealed.append(contentsOf: $0) } }
    }
    try sealer.finish { $0.withUnsafeBytes { sealed.append(contentsOf: $0) } }
    if let announced = sealer.sealedByteCount, announced != Int64(sealed.count) {
        throw SMIMEError.lengthDiffers(declared: announced)
    }
    return sealed
}

func open(
    _ sealed: [UInt8], with keys: [Identity], accepting: Set<ContentCipher> = Set(ContentCipher.allCases),
    piece: Int = .max
) throws -> (plain: [UInt8], description: EnvelopeDescription) {
    var plain: [UInt8] = []
    var opener = EnvelopeOpener(keys: keys, accepting: accepting)
    try inPieces(sealed, of: min(piece, 1 << 20)) { part in
        try opener.take(part) { $0.withUnsafeBytes { plain.append(contentsOf: $0) } }
    }
    let description = try opener.finish { $0.withUnsafeBytes { plain.append(contentsOf: $0) } }
    return (plain, description)
}

func deflate(_ plain: [UInt8], level: Int = 6, piece: Int = .max) throws -> [UInt8] {
    var packed: [UInt8] = []
    var deflater = try Deflater(level: level)
    try inPieces(plain, of: min(piece, 1 << 20)) { part in
        try deflater.take(part) { $0.withUnsafeBytes { packed.append(contentsOf: $0) } }
    }
    try deflater.finish { $0.withUnsafeBytes { packed.append(contentsOf: $0) } }
    return packed
}

func inflate(
    _ packed: [UInt8], byteLimit: Int64 = 1 << 30, ratio: Int64 = 1_000, piece: Int = .max
) throws -> [UInt8] {
    var plain: [UInt8] = []
    var inflater = try Inflater(byteLimit: byteLimit, ratio: ratio)
    try inPieces(packed, of: min(piece, 1 << 20)) { part in
        try inflater.take(part) { $0.withUnsafeBytes { plain.append(contentsOf: $0) } }
    }
    #expect(try inflater.finish() == Int64(plain.count))
    return plain
}

/// Bytes that look random and are the same at every run.
func scrambled(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}

/// From hexadecimal digits; blanks and line ends do not count.
func octets(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

/// The code of the error that the body throws; nil when it throws none.
func code(of body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch let error as SMIMEError {
        return error.code
    } catch {
        return "another: \(error)"
    }
}
