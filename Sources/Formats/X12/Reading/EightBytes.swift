// Arithmetic on eight bytes in one word, the first byte least significant. Used where a byte at a time would be slow.

enum EightBytes {
    @inline(__always)
    static func load(_ bytes: RawSpan, _ start: Int) -> UInt64 {
        precondition(areThere(bytes, start))
        return UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self))
    }

    /// Whether eight bytes from a place on can be loaded. Whoever asks first pays for no second check.
    @inline(__always)
    static func areThere(_ bytes: RawSpan, _ start: Int) -> Bool { start >= 0 && start <= bytes.byteCount &- 8 }

    /// One byte eight times.
    @inline(__always)
    static func all(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

    /// The high bit of each byte that is zero; exact, unlike the shorter trick with a borrow.
    @inline(__always)
    static func zeros(_ word: UInt64) -> UInt64 {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        return ~(((word & low) &+ low) | word | low)
    }

    /// Where a byte first stands between two places; the second of them where it does not.
    @inline(__always)
    static func first(_ byte: UInt8, in bytes: RawSpan, from start: Int, to end: Int) -> Int {
        var at = start
        while at < end, at &+ 8 <= bytes.byteCount {
            let found = zeros(load(bytes, at) ^ all(byte))
            if found != 0 { return min(end, at &+ found.trailingZeroBitCount &>> 3) }
            at &+= 8
        }
        while at < end, bytes.byte(at) != byte { at &+= 1 }
        return min(at, end)
    }

    /// Whether a letter from a to z stands between two places.
    @inline(__always)
    static func holdLowerCase(_ bytes: RawSpan, from start: Int, to end: Int) -> Bool {
        var at = start
        while at < end, areThere(bytes, at) {
            let rest = end &- at
            var word = load(bytes, at)
            if rest < 8 { word &= (1 &<< UInt64(truncatingIfNeeded: 8 &* rest)) &- 1 }
            let low = word & all(0x7F)
            // The highest bit of each byte that is at least `a`, less those that are beyond `z` or beyond ASCII.
            if (low &+ all(0x80 - 0x61)) & ~(low &+ all(0x80 - 0x7B)) & ~word & all(0x80) != 0 { return true }
            at &+= 8
        }
        while at < end {
            if bytes.byte(at) &- 0x61 < 26 { return true }
            at &+= 1
        }
        return false
    }

    /// The number that one to eight digits make; nil for all else, and where eight bytes cannot be loaded.
    @inline(__always)
    static func whole(_ bytes: RawSpan, _ start: Int, _ count: Int) -> Int? {
        if count < 1 || count > 8 || !areThere(bytes, start) { return nil }
        let digits = (load(bytes, start) ^ all(0x30)) &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        return areDigits(digits) ? number(digits) : nil
    }

    /// Whether each byte is 0 to 9.
    @inline(__always)
    static func areDigits(_ digits: UInt64) -> Bool {
        (digits &+ 0x7676_7676_7676_7676 | digits) & 0x8080_8080_8080_8080 == 0
    }

    /// The number that eight digits of 0 to 9 make, in three multiplications.
    @inline(__always)
    static func number(_ digits: UInt64) -> Int {
        let pairs = digits &* 10 &+ digits &>> 8
        let high = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let low = (pairs &>> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return Int(truncatingIfNeeded: (high &+ low) &>> 32)
    }
}
