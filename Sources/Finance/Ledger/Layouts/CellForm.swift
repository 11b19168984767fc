// Writes one cell as a format of rows wants it: guarded against formulas, cut to its length, quoted.

struct CellForm: Sendable {
    let separator: UInt8
    let quoting: LedgerLayout.Quoting
    let guardsFormulas: Bool
    let isASCII: Bool

    init(_ layout: LedgerLayout) {
        separator = layout.separator
        quoting = layout.quoting
        guardsFormulas = layout.guardsFormulas
        isASCII = layout.isASCII
    }

    /// Prepares a text: what begins with = + - @ TAB CR LF or their full-width forms, also behind blanks, is given a
    /// leading apostrophe; control characters that the format cannot hold become blanks.
    func prepare(text cell: inout [UInt8]) {
        if guardsFormulas && CellForm.isFormula(cell) { cell.insert(0x27, at: 0) }
        if quoting == .never {
            for index in cell.indices where cell[index] < 0x20 || cell[index] == 0x7F || cell[index] == separator {
                cell[index] = 0x20
            }
            for index in cell.indices where cell[index] == 0x22 { cell[index] = 0x27 }
        }
        if isASCII && cell.contains(where: { $0 >= 0x80 }) {
            cell = String(decoding: cell, as: UTF8.self).unicodeScalars.map { $0.isASCII ? UInt8($0.value) : 0x3F }
        }
    }

    /// Characters (Unicode scalars) of a cell.
    static func length(of cell: [UInt8]) -> Int { cell.count { $0 & 0xC0 != 0x80 } }

    /// Cuts a cell to so many characters.
    static func cut(_ cell: inout [UInt8], to length: Int) {
        var left = length
        guard
            let end = cell.indices.first(where: { index in
                if cell[index] & 0xC0 == 0x80 { return false }
                left -= 1
                return left < 0
            })
        else { return }
        cell.removeSubrange(end...)
    }

    func append(_ cell: [UInt8], to out: inout [UInt8]) {
        let isQuoted =
            switch quoting {
            case .always: true
            case .never: false
            case .needed: cell.contains { $0 == separator || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
            }
        if !isQuoted {
            out.append(contentsOf: cell)
            return
        }
        out.append(0x22)
        for byte in cell {
            if byte == 0x22 { out.append(0x22) }
            out.append(byte)
        }
        out.append(0x22)
    }

    private static func isFormula(_ cell: [UInt8]) -> Bool {
        guard let first = cell.firstIndex(where: { $0 != 0x20 }) else { return false }
        switch cell[first] {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0A, 0x0D: return true
        case 0xEF:
            // The full-width forms of = + - @, which spreadsheets of some languages take for the same.
            let scalar = cell[first...].prefix(3)
            return [[0xEF, 0xBC, 0x9D], [0xEF, 0xBC, 0x8B], [0xEF, 0xBC, 0x8D], [0xEF, 0xBC, 0xA0]]
                .contains { scalar.elementsEqual($0 as [UInt8]) }
        default: return false
        }
    }
}
