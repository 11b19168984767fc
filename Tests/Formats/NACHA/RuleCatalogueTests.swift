// Every rule of the catalogue can be provoked by a small file, and says where.

import Parsing
import Testing

@testable import NACHA

@Suite struct RuleCatalogueTests {
    @Test func `codes are unique and well formed`() {
        let codes = NACHARules.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        for rule in NACHARules.all {
            #expect(rule.code.hasPrefix("nacha.") && rule.code == rule.code.lowercased())
            #expect(rule.meaning.hasSuffix(".") && rule.cure.hasSuffix("."))
            #expect(!rule.wrong.isEmpty && !rule.right.isEmpty && rule.wrong != rule.right, "\(rule.code)")
        }
    }

    @Test func `what leaves a gap is an error`() {
        let gaps = NACHARules.all.filter(\.leavesGap)
        #expect(gaps.count > 15 && gaps.allSatisfy { $0.severity == .error })
        for rule in [
            NACHARules.notNumeric, NACHARules.truncatedRecord, NACHARules.batchTotalDebit, NACHARules.secondFile,
        ] {
            #expect(rule.leavesGap, "\(rule.code)")
        }
    }

    @Test func `every rule can be provoked`() throws {
        var provoked: Set<String> = []
        for (expected, bytes) in Self.cases {
            let report = try Fixture.check(bytes)
            #expect(report.findings.counts[expected] != nil, "\(expected)")
            provoked.formUnion(report.findings.counts.keys)
        }
        let missing = Set(NACHARules.all.map(\.code)).subtracting(provoked)
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    @Test func `the fixtures themselves are clean`() throws {
        for lines in [Fixture.healthcare, Fixture.payroll, Self.returned, Self.notification, Self.exchange] {
            let report = try Fixture.check(lines)
            #expect(report.findings.kept.filter { $0.severity != .notice }.isEmpty, "\(report.findings.kept)")
        }
    }

    @Test func `a finding names offset, line, record and columns`() throws {
        let report = try Fixture.check(change(Fixture.payroll, 4, 12, "1"))
        let finding = try #require(report.findings.kept.first)
        #expect(finding.code == "nacha.entry.check-digit")
        #expect(finding.location == Location(offset: 3 * 95 + 11, line: 4, record: "6", element: "12"))
    }

    @Test func `no finding holds an account number or a name`() throws {
        for (_, bytes) in Self.cases {
            for finding in try Fixture.check(bytes).findings.kept {
                for secret in ["12345  ", "54321", "ABBOTT", "BARROW", "HOSPITAL"] {
                    #expect(!finding.message.contains(secret))
                }
            }
        }
    }
}

private func change(_ lines: [String], _ line: Int, _ column: Int, _ text: String) -> [UInt8] {
    Fixture.file(Fixture.changed(lines, line: line, column: column, text))
}

private func without(_ lines: [String], _ line: Int) -> [UInt8] {
    Fixture.file(lines.indices.filter { $0 != line - 1 }.map { lines[$0] })
}

private func twice(_ lines: [String], _ range: ClosedRange<Int>, before line: Int) -> [String] {
    Array(lines[..<(line - 1)]) + Array(lines[(range.lowerBound - 1)...(range.upperBound - 1)])
        + Array(lines[(line - 1)...])
}

extension RuleCatalogueTests {
    static let returned = [
        Fixture.header,
        "5225EXAMPLE EMPLOYER                    1987654321PPDPREMIUM   260115260115   1071000280000001",
        "62607100028800054321         0000010000EMP0000002     BLAKE BARROW            1071000280000001",
        "799R01091000010000077      07100028                                            071000280000001",
        "822500000200071000280000000100000000000000001987654321                         071000280000001",
        "9000001000001000000020007100028000000010000000000000000",
    ]
    static let notification = [
        Fixture.header,
        "5220EXAMPLE EMPLOYER                    1987654321CORPREMIUM   260115260115   1071000280000001",
        "62107100028800054321         0000000000EMP0000002     BLAKE BARROW            1071000280000001",
        "798C01091000010000077      071000280009876                                     071000280000001",
        "822000000200071000280000000000000000000000001987654321                         071000280000001",
        "9000001000001000000020007100028000000000000000000000000",
    ]
    static let exchange = [
        Fixture.header,
        "5220EXAMPLE HEALTH                      1123456789CTXPAYMENT   260115260115   1071000280000001",
        "62207100028800012345         0000125000NPI1000000001  0002GENERAL HOSPITA     1071000280000001",
        "705ISA*00*                                                                         00010000001",
        "705*00*                                                                            00020000001",
        "822000000300071000280000000000000000001250001123456789                         071000280000001",
        "9000001000001000000030007100028000000000000000000125000",
    ]
    private static let healthcare = Fixture.healthcare
    private static let payroll = Fixture.payroll
    private static let international = HostileBytesTests.international

    static let cases: [(String, [UInt8])] =
        recordCases + fileCases + batchCases + entryCases + addendaCases
        + classCases + internationalCases + returnCases

    private static let recordCases: [(String, [UInt8])] = [
        ("nacha.record.byte-order-mark", [0xEF, 0xBB, 0xBF] + Fixture.file(payroll)),
        ("nacha.record.blank-line", Fixture.file(payroll) + [0x0A]),
        ("nacha.record.short", Array((payroll.joined(separator: "\n") + "\n").utf8)),
        ("nacha.record.truncated", Array((payroll.joined(separator: "\n").dropLast(30) + "\n").utf8)),
        ("nacha.record.extra-blanks", Fixture.file([payroll[0] + String(repeating: " ", count: 20)] + payroll[1...])),
        ("nacha.record.long", Fixture.file(Array(payroll[..<2]) + [payroll[2] + "X"] + payroll[3...])),
        ("nacha.record.character", change(payroll, 3, 60, "\u{01}")),
        ("nacha.record.line-ends", Array((payroll.joined(separator: "\n") + "\r\n").utf8)),
        ("nacha.record.type", change(payroll, 3, 1, "4")),
        ("nacha.record.order", without(payroll, 2)),
        ("nacha.field.not-numeric", change(payroll, 3, 30, "X")),
    ]
    private static let fileCases: [(String, [UInt8])] = [
        ("nacha.file.no-header", without(payroll, 1)),
        ("nacha.file.header-position", Fixture.file(twice(payroll, 1...1, before: 3))),
        ("nacha.file.priority-code", change(payroll, 1, 2, "02")),
        ("nacha.file.destination", change(payroll, 1, 13, "1")),
        ("nacha.file.origin", change(payroll, 1, 14, "          ")),
        ("nacha.file.creation-date", change(payroll, 1, 24, "260231")),
        ("nacha.file.creation-time", change(payroll, 1, 30, "2460")),
        ("nacha.file.id-modifier", change(payroll, 1, 34, "a")),
        ("nacha.file.record-size", change(payroll, 1, 35, "095")),
        ("nacha.file.blocking-factor", change(payroll, 1, 38, "11")),
        ("nacha.file.format-code", change(payroll, 1, 40, "2")),
        ("nacha.file.no-batches", Fixture.file([payroll[0], payroll[5]])),
        ("nacha.file.no-control", Fixture.file(Array(payroll[..<5]), filled: false)),
        ("nacha.file.batch-count", change(payroll, 6, 7, "2")),
        ("nacha.file.block-count", change(payroll, 6, 13, "2")),
        ("nacha.file.entry-count", change(payroll, 6, 21, "3")),
        ("nacha.file.entry-hash", change(payroll, 6, 31, "7")),
        ("nacha.file.total-debit", change(payroll, 6, 43, "1")),
        ("nacha.file.total-credit", change(payroll, 6, 55, "1")),
        ("nacha.file.blocking", Fixture.file(payroll, filled: false)),
        ("nacha.file.after-control", Fixture.file(payroll + [payroll[2]])),
        ("nacha.file.second-file", Fixture.file(payroll + payroll)),
    ]
    private static let batchCases: [(String, [UInt8])] = [
        ("nacha.batch.service-class", change(payroll, 2, 2, "999")),
        ("nacha.batch.sec", change(payroll, 2, 51, "ZZZ")),
        ("nacha.batch.company-name", change(payroll, 2, 5, "0000000000000000")),
        ("nacha.batch.company-id", change(payroll, 2, 41, "          ")),
        ("nacha.batch.description", change(payroll, 2, 54, "0000000000")),
        ("nacha.batch.effective-date", change(payroll, 2, 70, "260231")),
        ("nacha.batch.effective-date-unreadable", change(payroll, 2, 70, "16    ")),
        ("nacha.batch.no-effective-date", change(payroll, 2, 70, "000000")),
        ("nacha.batch.settlement-day", change(payroll, 2, 76, "367")),
        ("nacha.batch.originator-status", change(payroll, 2, 79, "0")),
        ("nacha.batch.odfi", change(payroll, 2, 80, "00000000")),
        ("nacha.batch.number-order", Fixture.file(twice(payroll, 2...5, before: 6))),
        ("nacha.batch.repeated", Fixture.file(twice(payroll, 2...5, before: 6))),
        ("nacha.batch.empty", Fixture.file([payroll[0], payroll[1], payroll[4], payroll[5]])),
        ("nacha.batch.no-control", without(payroll, 5)),
        ("nacha.batch.control-service-class", change(payroll, 5, 2, "220")),
        ("nacha.batch.control-company-id", change(payroll, 5, 45, "1987654322")),
        (
            "nacha.batch.control-company-id-alignment",
            Fixture.file(
                Fixture.changed(
                    Fixture.changed(payroll, line: 2, column: 41, "123456789 "), line: 5, column: 45, " 123456789"))
        ),
        ("nacha.batch.control-odfi", change(payroll, 5, 80, "07100029")),
        ("nacha.batch.control-number", change(payroll, 5, 94, "2")),
        ("nacha.batch.entry-count", change(payroll, 5, 10, "3")),
        ("nacha.batch.entry-hash", change(payroll, 5, 20, "7")),
        ("nacha.batch.total-debit", change(payroll, 5, 32, "1")),
        ("nacha.batch.total-credit", change(payroll, 5, 44, "1")),
    ]
    private static let entryCases: [(String, [UInt8])] = [
        ("nacha.entry.transaction-code", change(payroll, 3, 2, "99")),
        ("nacha.entry.sec-transaction-code", change(payroll, 3, 2, "24")),
        ("nacha.entry.service-side", change(payroll, 2, 2, "220")),
        ("nacha.entry.check-digit", change(payroll, 3, 12, "1")),
        ("nacha.entry.trace-odfi", change(payroll, 3, 80, "07100029")),
        ("nacha.entry.trace-order", change(payroll, 4, 94, "0")),
        ("nacha.entry.trace-repeated", change(payroll, 4, 94, "1")),
        ("nacha.entry.addenda-indicator", change(payroll, 3, 79, "1")),
        ("nacha.entry.addenda-missing", change(payroll, 2, 51, "POS")),
        ("nacha.entry.addenda-excess", Fixture.file(twice(healthcare, 4...4, before: 5))),
        ("nacha.entry.addenda-count", change(exchange, 3, 58, "3")),
        ("nacha.entry.stated-addenda", Fixture.file(international.filter { !$0.hasPrefix("799") })),
        ("nacha.entry.amount-zero", change(payroll, 3, 30, "0000000000")),
        ("nacha.entry.amount-not-zero", change(payroll, 3, 2, "23")),
        (
            "nacha.entry.receiver-name",
            change(Fixture.changed(payroll, line: 2, column: 51, "TEL"), 3, 55, "           ")
        ),
        ("nacha.entry.no-receiver-name", change(payroll, 3, 55, "           ")),
        ("nacha.entry.account-number", change(payroll, 3, 13, "        ")),
        ("nacha.entry.amount-limit", change(Fixture.changed(payroll, line: 2, column: 51, "RCK"), 4, 30, "0000250000")),
        ("nacha.entry.repeated", Fixture.file(twice(payroll, 4...4, before: 5))),
    ]
    private static let addendaCases: [(String, [UInt8])] = [
        ("nacha.addenda.type", change(healthcare, 4, 2, "02")),
        ("nacha.addenda.sequence", change(healthcare, 4, 87, "2")),
        ("nacha.addenda.entry-sequence", change(healthcare, 4, 94, "2")),
        ("nacha.addenda.trace", change(returned, 4, 94, "2")),
        ("nacha.addenda.iat-order", change(international, 4, 2, "11")),
        ("nacha.addenda.iat-sequence", change(international, 4, 2, "17")),
        ("nacha.return.code", change(returned, 4, 4, "R99")),
        ("nacha.return.transaction-code", change(returned, 3, 2, "27")),
        ("nacha.return.date-of-death", change(returned, 4, 4, "R14")),
        ("nacha.change.code", change(Self.notification, 4, 4, "C92")),
        ("nacha.change.missing", without(Self.notification, 4)),
        ("nacha.change.class", change(Self.notification, 2, 51, "PPD")),
        ("nacha.change.corrected-data", change(Self.notification, 4, 36, "       ")),
        ("nacha.file.total-overflow", overflowing),
    ]

    /// A batch of advices whose amounts exceed 63 bits when added up is too long for a test; a count of entries is not
    /// either. What stands here shows the bound of the file's totals: twelve digits.
    private static var overflowing: [UInt8] {
        var lines = [payroll[0], payroll[1]]
        for number in 1...101 {
            let sequence = String(repeating: "0", count: 7 - "\(number)".count) + "\(number)"
            lines.append(String(payroll[2].prefix(29)) + "9999999999" + payroll[2].dropFirst(39).prefix(48) + sequence)
        }
        return Fixture.file(lines + payroll[4...])
    }
}
