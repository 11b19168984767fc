// Payer ids as banks pass them on: with or without the leading 1 of TRN03.

/// Comparison of TRN03 and company ids.
enum PayerID {
    /// The nine-digit tax id of `1` + tax id; anything else in its own spelling without blanks.
    static func core(_ id: String) -> String {
        var bytes = Array(id.utf8)
        bytes.removeAll { $0 == 0x20 || $0 == 0x2D }
        if bytes.count == 10, bytes.first == 0x31 { bytes.removeFirst() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether two ids may be the same payer's; an id that is missing contradicts none.
    static func mayAgree(_ left: String?, _ right: String?) -> Bool {
        guard let left, let right, !left.isEmpty, !right.isEmpty else { return true }
        return core(left) == core(right)
    }

    /// Whether both ids are given and the same payer's.
    static func agree(_ left: String?, _ right: String?) -> Bool {
        guard let left, let right, !left.isEmpty, !right.isEmpty else { return false }
        return core(left) == core(right)
    }
}
