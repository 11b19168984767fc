// Small files of our own making, as text inside the tests, and how tests read them.

import Parsing

@testable import NACHA

enum Fixture {
    /// Lines joined by LF, each filled with blanks to 94 characters, then filler up to a multiple of ten.
    static func file(_ lines: [String], filled: Bool = true, end: String = "\n") -> [UInt8] {
        var all = lines.map { $0 + String(repeating: " ", count: max(0, 94 - $0.utf8.count)) }
        while filled && all.count % 10 != 0 { all.append(String(repeating: "9", count: 94)) }
        return Array(all.map { $0 + end }.joined().utf8)
    }

    static let header =
        "101 071000288112345678926011508300A094101FIRST EXAMPLE BANK     HMS ACH TEST           "
        .replacing("08300A", with: "0830A")

    /// One CCD+ credit of 1250.00 with a reassociation trace.
    static let healthcare = [
        header,
        "5220EXAMPLE HEALTH                      1123456789CCDHCCLAIMPMT260115260115   1071000280000001",
        "62207100028800012345         0000125000NPI1000000001  GENERAL HOSPITAL        1071000280000001",
        "705TRN*1*7000012345*1123456789*SUB01~                                              00010000001",
        "822000000200071000280000000000000000001250001123456789                         071000280000001",
        "9000001000001000000020007100028000000000000000000125000",
    ]

    /// Two PPD entries, a debit and a credit, in one mixed batch.
    static let payroll = [
        header,
        "5200EXAMPLE EMPLOYER                    1987654321PPDPAYROLL   260115260115   1071000280000001",
        "62207100028800012345         0000010000EMP0000001     ALEX ABBOTT             0071000280000001",
        "62707100028800054321         0000010000EMP0000002     BLAKE BARROW            0071000280000002",
        "820000000200142000560000000100000000000100001987654321                         071000280000001",
        "9000001000001000000020014200056000000010000000000010000",
    ]

    static func check(_ bytes: [UInt8], pieceSize: Int = 1 << 18) throws -> NACHAReport {
        var source = MemoryByteSource(bytes, pieceSize: pieceSize)
        return try NACHAReader.check(&source)
    }

    static func check(_ lines: [String]) throws -> NACHAReport { try check(file(lines)) }

    /// The lines with one column run of one line overwritten.
    static func changed(_ lines: [String], line: Int, column: Int, _ text: String) -> [String] {
        var copy = lines
        var bytes = Array(copy[line - 1].utf8)
        while bytes.count < 94 { bytes.append(0x20) }
        bytes.replaceSubrange((column - 1)..<(column - 1 + text.utf8.count), with: text.utf8)
        copy[line - 1] = String(decoding: bytes, as: UTF8.self)
        return copy
    }
}
