// The files of a storm. Names, sizes and bytes follow from a seed: many small ones, a few large, no two alike.

import Checksum
import Foundation
import Testing

extension SeededGenerator {
    /// Even on a scale of powers: as many of a kilobyte to ten as of a megabyte to ten.
    mutating func magnitude(_ range: ClosedRange<Int>) -> Int {
        let (low, high) = (log(Double(range.lowerBound)), log(Double(range.upperBound)))
        return min(range.upperBound, max(range.lowerBound, Int(exp(Double.random(in: low...high, using: &self)))))
    }
}

/// One file of a storm.
struct StormFile {
    let name: String
    let size: Int
    fileprivate let seed: UInt64
    /// Nil: bytes that are no document, which the gateway refuses; else a file of open items with so many claims.
    fileprivate let firstClaim: Int?

    private static let block: [UInt8] = {
        var generator = SeededGenerator(seed: 0x5703)
        return (0..<131_072).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } }
    }()

    /// Its bytes, in order.
    func forEachPiece(_ body: (RawSpan) throws -> Void) throws {
        if let firstClaim {
            let claims = (0..<max(1, size / 120)).map { Claim(number: firstClaim + $0) }
            return try body(HospitalFiles.openItems(claims).span.bytes)
        }
        var generator = SeededGenerator(seed: seed)
        var left = size
        while left > 0 {
            let count = min(left, 1 << 18)
            let start = Int.random(in: 0...(Self.block.count - count), using: &generator)
            var piece = Array(Self.block[start..<(start + count)])
            // No two pieces of a storm are alike.
            withUnsafeBytes(of: generator.next()) {
                for (at, byte) in $0.prefix(count).enumerated() { piece[at] = byte }
            }
            try body(piece.span.bytes)
            left -= count
        }
    }

    func digest() throws -> String {
        var digest = RunningDigest(.sha256)
        try forEachPiece { digest.update($0) }
        return digest.hexadecimal()
    }

    /// As a partner does it who knows how: complete under its name at once.
    func put(into folder: String) throws {
        let growing = "\(folder)/.\(name)"
        let descriptor = open(growing, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try forEachPiece { piece in
            try piece.withUnsafeBytes { bytes in
                try #require(write(descriptor, bytes.baseAddress, bytes.count) == bytes.count)
            }
        }
        try #require(rename(growing, "\(folder)/\(name)") == 0)
    }

    /// The digest of a file on this machine; nil when it is not there.
    static func digest(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var digest = RunningDigest(.sha256)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count <= 0 { return digest.hexadecimal() }
            digest.update(buffer.span.bytes.extracting(0..<count))
        }
    }
}

/// What is fetched and what is brought in one storm.
struct StormLoad {
    let fetched: [StormFile]
    let brought: [StormFile]

    /// - Parameters:
    ///   - files: so many each way.
    ///   - largest: bytes of the largest, which there is once each way.
    init(files: Int, largest: Int, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func make(_ stem: String, documents: Bool) -> [StormFile] {
            (0..<files).map { number in
                var size = Self.size(&generator, largest)
                if number == files / 3 { size = largest }
                if number == 1 { size = 1_000 }
                let isDocument = documents && number % 4 == 3 && size < 100_000
                return StormFile(
                    name: "\(stem)-\(number).\(isDocument ? "csv" : "bin")", size: size, seed: generator.next(),
                    firstClaim: isDocument ? number * 1_000 : nil)
            }
        }
        fetched = make("in", documents: true)
        brought = make("out", documents: false)
    }

    private static func size(_ generator: inout SeededGenerator, _ largest: Int) -> Int {
        switch Int.random(in: 0..<100, using: &generator) {
        case ..<70: generator.magnitude(1_000...20_000)
        case ..<92: generator.magnitude(20_000...300_000)
        case ..<98: generator.magnitude(300_000...min(3_000_000, largest))
        default: generator.magnitude(min(3_000_000, largest)...largest)
        }
    }
}
