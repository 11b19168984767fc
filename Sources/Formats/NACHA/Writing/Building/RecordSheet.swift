// The records of one entry, header or control while they are laid out: 94 bytes each, in one reused buffer.
// Relies on the layouts. A value that does not fit its field is refused, never cut.

struct RecordSheet: Sendable {
    /// Whole records, without line ends.
    private(set) var bytes: [UInt8] = []
    private var start = 0
    private static let blank = [UInt8](repeating: 0x20, count: RecordShape.length)

    /// Begins a record: blanks, and its type.
    mutating func open(_ type: UInt8) {
        start = bytes.count
        bytes.append(contentsOf: RecordSheet.blank)
        bytes[start] = type
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        start = 0
    }

    /// Text, left-justified.
    mutating func put(_ text: String, in field: NACHAField) throws(NACHABuildFault) {
        let first = start + field.offset
        let count = bytes.withUnsafeMutableBufferPointer { buffer in
            var text = text
            return text.withUTF8 { RecordSheet.copy($0, to: buffer, at: first, most: field.length) }
        }
        switch count {
        case .none:
            throw NACHABuildFault(.character, field: field.name, reason: "holds a character outside ASCII 0x20 to 0x7E")
        case .some(let count) where count > field.length:
            throw NACHABuildFault(.tooLong, field: field.name, reason: "longer than \(field.length) characters")
        default: break
        }
    }

    /// How many characters the text has, which are copied up to `most`; nil where one is outside ASCII 0x20 to 0x7E.
    private static func copy(
        _ text: UnsafeBufferPointer<UInt8>, to buffer: UnsafeMutableBufferPointer<UInt8>, at first: Int, most: Int
    ) -> Int? {
        for index in 0..<text.count {
            let byte = text[index]
            if byte < 0x20 || byte > 0x7E { return nil }
            if index < most, first + index < buffer.count { buffer[first + index] = byte }
        }
        return text.count
    }

    /// Text that must hold something other than blanks and zeros.
    mutating func putRequired(_ text: String, in field: NACHAField) throws(NACHABuildFault) {
        if text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x30 }) {
            throw NACHABuildFault(.missing, field: field.name, reason: "blank or all zeros")
        }
        try put(text, in: field)
    }

    /// Digits that must fill the field, or nothing at all.
    mutating func putDigits(_ text: String, in field: NACHAField) throws(NACHABuildFault) {
        let isEmpty = text.isEmpty
        guard isEmpty || (text.utf8.count == field.length && text.utf8.allSatisfy { (0x30...0x39).contains($0) }) else {
            throw NACHABuildFault(.number, field: field.name, reason: "not \(field.length) digits")
        }
        try put(text, in: field)
    }

    /// Text that is one of a few.
    mutating func put(_ text: String, oneOf allowed: [String], in field: NACHAField) throws(NACHABuildFault) {
        if !allowed.contains(text) {
            let list = allowed.map { $0.isEmpty ? "blank" : $0 }.joined(separator: ", ")
            throw NACHABuildFault(.character, field: field.name, reason: "not one of \(list)")
        }
        try put(text, in: field)
    }

    /// A code of as many capital letters as the field, or as is said.
    mutating func putLetters(_ text: String, count: Int? = nil, in field: NACHAField) throws(NACHABuildFault) {
        let count = count ?? field.length
        if text.utf8.count != count || !text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
            throw NACHABuildFault(.character, field: field.name, reason: "not \(count) capital letters")
        }
        try put(text, in: field)
    }

    /// A number, zero-filled to the field's width.
    mutating func put(_ number: Int64, in field: NACHAField) throws(NACHABuildFault) {
        var rest = number
        var position = start + field.offset + field.length - 1
        let first = start + field.offset
        if rest < 0 { throw NACHABuildFault(.number, field: field.name, reason: "below zero") }
        while position >= first {
            bytes[position] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            position -= 1
        }
        if rest > 0 { throw NACHABuildFault(.number, field: field.name, reason: "more than \(field.length) digits") }
    }

    mutating func put(_ number: Int, in field: NACHAField) throws(NACHABuildFault) { try put(Int64(number), in: field) }

    /// A number that may be absent: then the field stays blank.
    mutating func put(_ number: Int?, in field: NACHAField) throws(NACHABuildFault) {
        if let number { try put(Int64(number), in: field) }
    }
}
