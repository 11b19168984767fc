// One row of CSV (RFC 4180) whose text cells cannot become formulas in a spreadsheet.

enum CSVRow {
    /// Appends the cells with commas and a line feed.
    static func append(_ cells: [String], to out: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { out.append(0x2C) }
            append(cell: cell, to: &out)
        }
        out.append(0x0A)
    }

    /// A cell that begins with = + - @ TAB or CR is given a leading apostrophe; one with a comma, quote or line break
    /// is quoted.
    static func append(cell: String, to out: inout [UInt8]) {
        let isFormula: Bool
        switch cell.utf8.first {
        case 0x3D?, 0x2B?, 0x2D?, 0x40?, 0x09?, 0x0D?: isFormula = true
        default: isFormula = false
        }
        let isQuoted = cell.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        if isQuoted { out.append(0x22) }
        if isFormula { out.append(0x27) }
        for byte in cell.utf8 {
            if byte == 0x22 { out.append(0x22) }
            out.append(byte)
        }
        if isQuoted { out.append(0x22) }
    }
}
