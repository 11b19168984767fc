// The identities that facts carry, each its own type so that none is passed for another.
// Relies on nothing. Keys are opaque here: who makes them (a keyed hash) is not this floor's business.

/// The arrival (one file as it came in) that a fact was read from.
public struct ArrivalID: Hashable, Sendable, Comparable {
    public let number: Int64
    public init(_ number: Int64) { self.number = number }
    public static func < (left: ArrivalID, right: ArrivalID) -> Bool { left.number < right.number }
}

/// Where a fact stands in the evidence: its arrival, and its place in it counted from 0. Unique, and stable when the file
/// is read again.
public struct Evidence: Hashable, Sendable, Comparable {
    public let arrival: ArrivalID
    public let ordinal: Int
    public init(arrival: ArrivalID, ordinal: Int) {
        self.arrival = arrival
        self.ordinal = ordinal
    }
    public static func < (left: Evidence, right: Evidence) -> Bool {
        (left.arrival, left.ordinal) < (right.arrival, right.ordinal)
    }
}

extension Evidence: CustomStringConvertible {
    /// `4.17`: arrival 4, place 17.
    public var description: String { String(arrival.number) + "." + String(ordinal) }
}

/// A value to look facts up by: 128 bits that are equal when the normalised texts behind them are.
public struct LookupKey: Hashable, Sendable, Comparable {
    public let high: UInt64
    public let low: UInt64
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
    public static func < (left: LookupKey, right: LookupKey) -> Bool { (left.high, left.low) < (right.high, right.low) }
}

/// How references are compared: upper case, only A-Z and 0-9, no leading zeros.
public enum NormalisedReference {
    /// The normal form of a reference; empty when nothing of it is left.
    public static func text(_ reference: some Sequence<UInt8>) -> String {
        var bytes: [UInt8] = []
        for byte in reference {
            switch byte {
            case 0x30...0x39: if byte != 0x30 || !bytes.isEmpty { bytes.append(byte) }
            case 0x41...0x5A: bytes.append(byte)
            case 0x61...0x7A: bytes.append(byte & 0xDF)
            default: break
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    public static func text(_ reference: String) -> String { text(reference.utf8) }
}
