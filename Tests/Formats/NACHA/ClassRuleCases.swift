// Small files that break the rules of one class, one description or the calendar, the rules of international entries, and
// the rules on returns and changes.

@testable import NACHA

extension RuleCatalogueTests {
    private typealias File = ComposedFile

    static let classCases: [(String, [UInt8])] = [
        ("nacha.batch.description-required", made("RCK") { $0.description = "CHECKS" }),
        ("nacha.batch.description-use", made("PPD") { $0.description = "HCCLAIMPMT" }),
        ("nacha.batch.effective-date-closed", made("PPD") { $0.effectiveDate = "260117" }),
        ("nacha.batch.effective-date-stale", made("PPD") { $0.effectiveDate = "260114" }),
        ("nacha.batch.effective-date-far", made("PPD") { $0.effectiveDate = "260122" }),
        ("nacha.entry.healthcare-addenda", made("CCD") { $0.records = [File.entry(22, 125_000, 1)] }),
        ("nacha.addenda.healthcare-trace", made("CCD") { $0.records[1] = File.payment("CLAIM PAYMENT", 1) }),
        (
            "nacha.entry.micro-amount",
            made("PPD") {
                $0.description = "ACCTVERIFY"
                $0.records = [File.entry(22, 100, 1), File.entry(27, 100, 2)]
            }
        ),
        (
            "nacha.batch.micro-balance",
            made("PPD") {
                $0.description = "ACCTVERIFY"
                $0.records = [File.entry(22, 42, 1), File.entry(27, 43, 2)]
            }
        ),
        ("nacha.entry.loan-debit", made("PPD") { $0.records = [File.entry(55, 100, 1)] }),
        ("nacha.entry.payment-type", made("TEL") { $0.records = [File.entry(27, 100, 1, mark: "X")] }),
        ("nacha.entry.check-serial", made("ARC") { $0.records = [File.entry(27, 100, 1, middle: "")] }),
        ("nacha.entry.acknowledged-trace", made("ACK") { $0.records = [File.entry(24, 0, 1)] }),
        (
            "nacha.entry.card-expiry",
            made("SHR") {
                $0.records[0] = File.entry(27, 100, 1, middle: "132700000000001", mark: "01", hasAddenda: true)
            }
        ),
        (
            "nacha.addenda.terminal-date",
            made("POS") { $0.records[1] = File.traced(2, File.padded("", 22) + "0231", 1) }
        ),
    ]

    static let internationalCases: [(String, [UInt8])] = [
        (
            "nacha.addenda.iat-count",
            made("IAT") { batch in batch.records = foreign((1...3).map { File.foreign(17, "NOTE", 1, number: $0) }) }
        ),
        ("nacha.addenda.iat-repeated", made("IAT") { $0.records.insert($0.records[2], at: 3) }),
        (
            "nacha.batch.iat-exchange",
            made("IAT") { $0.international = File.padded("", 16) + "XX9" + File.padded("", 15) + "CA" }
        ),
        (
            "nacha.batch.iat-country",
            made("IAT") { $0.international = File.padded("", 16) + "FF3" + File.padded("", 15) + "1" }
        ),
        ("nacha.batch.iat-currency", made("IAT") { $0.descriptiveDate = "CA USD" }),
        (
            "nacha.entry.iat-screening",
            made("IAT") { $0.records[0] = File.foreignEntry(22, 100, 1, addenda: 9, mark: "X") }
        ),
        (
            "nacha.entry.iat-suspect",
            made("IAT") { $0.records[0] = File.foreignEntry(22, 100, 1, addenda: 9, mark: "1") }
        ),
        ("nacha.addenda.iat-type-code", made("IAT") { $0.records[1] = "710XYZ" + $0.records[1].dropFirst(6) }),
        (
            "nacha.addenda.iat-foreign-amount",
            made("IAT") { $0.records[1] = "710BUS" + File.padded("10.00", 18) + $0.records[1].dropFirst(24) }
        ),
        (
            "nacha.addenda.iat-bank-qualifier",
            made("IAT") { $0.records[4] = String($0.records[4].prefix(38)) + "09" + $0.records[4].dropFirst(40) }
        ),
        (
            "nacha.addenda.iat-bank-country",
            made("IAT") { $0.records[4] = String($0.records[4].prefix(74)) + "  " + $0.records[4].dropFirst(76) }
        ),
        ("nacha.addenda.iat-party", made("IAT") { $0.records[2] = File.foreign(11, "", 1) }),
    ]

    static let returnCases: [(String, [UInt8])] = [
        ("nacha.return.code-class", returned("R51")),
        ("nacha.return.dishonored-fields", returned("R68")),
        ("nacha.return.wrong-fields", returned("R69", "   " + "071000280000001" + "017" + "01" + "ACCOUNT")),
        ("nacha.return.contested-fields", returned("R72", "015" + "071000280000001" + "017" + "01")),
        ("nacha.change.refused-fields", changed("C61", File.padded("9876", 29))),
        ("nacha.change.retired", changed("C10", "EXAMPLE HEALTH")),
        ("nacha.change.corrected-data-split", changed("C03", "071000288            98765432")),
        ("nacha.change.corrected-data-unreadable", changed("C02", "ASK THE RECEIVER")),
    ]

    /// The sound file of a class, changed.
    static func made(_ secCode: String, _ change: (inout ComposedBatch) -> Void) -> [UInt8] {
        var batch = ClassFixtures.bySEC[secCode] ?? ComposedBatch()
        change(&batch)
        return File.bytes([batch])
    }

    private static func foreign(_ more: [String]) -> [String] {
        [File.foreignEntry(22, 100, 1, addenda: Int64(7 + more.count))] + File.mandatory(1) + more
    }

    /// A return of a PPD debit. `rest` is columns 36-79.
    static func returned(_ code: String, _ rest: String = "", secCode: String = "PPD") -> [UInt8] {
        let addenda = File.traced(99, code + "091000010000077" + "      " + "07100028" + rest, 1)
        return made(secCode) { $0.records = [File.entry(26, 100, 1, hasAddenda: true), addenda] }
    }

    /// A notification of change. `rest` is columns 36-79.
    static func changed(_ code: String, _ rest: String) -> [UInt8] {
        made("COR") { $0.records[1] = File.traced(98, code + "091000010000077" + "      " + "07100028" + rest, 1) }
    }
}
