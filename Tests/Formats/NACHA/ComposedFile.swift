// Files put together from batches, with counts, hashes and totals that fit: for tests of one class or one rule.

@testable import NACHA

/// One batch: its header's fields and its 6 and 7 records as text.
struct ComposedBatch: Sendable {
    var secCode = "PPD"
    var serviceClass = "200"
    var description = "PAYMENT"
    var effectiveDate = "260115"
    var companyID = "1987654321"
    var status = "1"
    /// Columns 5-40 of an IAT header; nil for the company name.
    var international: String?
    /// Columns 64-69.
    var descriptiveDate = "260115"
    var records: [String] = []
}

enum ComposedFile {
    static let originator = "07100028"

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }

    static func number(_ value: Int64, _ width: Int) -> String { Digits.text(value, width: width) }

    /// An entry record. `middle` is columns 40-76, `mark` columns 77-78.
    static func entry(
        _ code: Int, _ cents: Int64, _ sequence: Int64, middle: String = "EMP0000001     ALEX ABBOTT",
        mark: String = "",
        hasAddenda: Bool = false, account: String = "12345"
    ) -> String {
        "6" + number(Int64(code), 2) + "071000288" + padded(account, 17) + number(cents, 10) + padded(middle, 37)
            + padded(mark, 2) + (hasAddenda ? "1" : "0") + originator + number(sequence, 7)
    }

    /// An addenda 05.
    static func payment(_ text: String, _ sequence: Int64, number count: Int64 = 1) -> String {
        "705" + padded(text, 80) + number(count, 4) + number(sequence, 7)
    }

    /// An addenda of the other types: columns 4-79, then the entry's trace number.
    static func traced(_ type: Int, _ text: String, _ sequence: Int64) -> String {
        "7" + number(Int64(type), 2) + padded(text, 76) + originator + number(sequence, 7)
    }

    /// An IAT addenda: columns 4-83 or 4-87, then the entry's number.
    static func foreign(_ type: Int, _ text: String, _ sequence: Int64, number count: Int64? = nil) -> String {
        "7" + number(Int64(type), 2) + padded(text, count == nil ? 84 : 80) + (count.map { number($0, 4) } ?? "")
            + number(sequence, 7)
    }

    /// The mandatory addenda of an IAT entry.
    static func mandatory(_ sequence: Int64) -> [String] {
        func two(_ first: String, _ second: String) -> String { padded(first, 35) + second }
        func bank(_ name: String, _ country: String) -> String {
            padded(name, 35) + "01" + padded("071000288", 34) + country
        }
        return [
            foreign(10, "BUS" + number(1000, 18) + padded("FT-0001", 22) + "EXAMPLE RECEIVER", sequence),
            foreign(11, two("EXAMPLE HEALTH", "1 MAIN STREET"), sequence),
            foreign(12, two("CHICAGO*IL\\", "US*60601\\"), sequence),
            foreign(13, bank("FIRST EXAMPLE BANK", "US"), sequence),
            foreign(14, bank("EXAMPLE BANK OF CANADA", "CA"), sequence),
            foreign(15, padded("4711", 15) + "2 KING STREET", sequence),
            foreign(16, two("TORONTO*ON\\", "CA*M5H2N2\\"), sequence),
        ]
    }

    /// An IAT entry record with so many addenda.
    static func foreignEntry(_ code: Int, _ cents: Int64, _ sequence: Int64, addenda: Int64, mark: String = "")
        -> String
    {
        "6" + number(Int64(code), 2) + "071000288" + padded(number(addenda, 4), 17) + number(cents, 10)
            + padded("123456789", 37) + padded(mark, 2) + "1" + originator + number(sequence, 7)
    }

    static func lines(_ batches: [ComposedBatch]) -> [String] {
        var lines = [Fixture.header]
        var total = Totals()
        for (index, batch) in batches.enumerated() {
            let end = batch.status + originator + number(Int64(index + 1), 7)
            let opening =
                batch.international.map { padded($0, 36) } ?? padded("EXAMPLE EMPLOYER", 36)
            lines.append(
                "5" + batch.serviceClass + opening + padded(batch.companyID, 10) + batch.secCode
                    + padded(batch.description, 10) + batch.descriptiveDate + batch.effectiveDate + "   " + end)
            lines += batch.records
            let sums = Totals(of: batch.records, isAdvice: batch.secCode == "ADV")
            let isAdvice = batch.secCode == "ADV"
            let money = number(sums.debits, isAdvice ? 20 : 12) + number(sums.credits, isAdvice ? 20 : 12)
            let middle = isAdvice ? padded("", 19) : padded(batch.companyID, 10) + padded("", 25)
            lines.append(
                "8" + batch.serviceClass + number(sums.count, 6) + number(sums.hash % 10_000_000_000, 10) + money
                    + middle
                    + originator + number(Int64(index + 1), 7))
            total.add(sums)
        }
        let isAdvice = !batches.isEmpty && batches.allSatisfy { $0.secCode == "ADV" }
        let blocks = Int64((lines.count + 1 + 9) / 10)
        let width = isAdvice ? 20 : 12
        lines.append(
            "9" + number(Int64(batches.count), 6) + number(blocks, 6) + number(total.count, 8)
                + number(total.hash % 10_000_000_000, 10) + number(total.debits, width) + number(total.credits, width))
        return lines
    }

    static func bytes(_ batches: [ComposedBatch], end: String = "\n") -> [UInt8] {
        Fixture.file(lines(batches), end: end)
    }

    /// What a batch's records add up to, by their columns.
    struct Totals {
        var count: Int64 = 0
        var hash: Int64 = 0
        var debits: Int64 = 0
        var credits: Int64 = 0

        init() {}

        init(of records: [String], isAdvice: Bool) {
            for record in records {
                count += 1
                let bytes = Array(record.utf8)
                guard bytes.first == 0x36, bytes.count == 94 else { continue }
                func field(_ first: Int, _ last: Int) -> Int64 {
                    Int64(String(decoding: bytes[(first - 1)...(last - 1)], as: UTF8.self)) ?? 0
                }
                hash += field(4, 11)
                let amount = isAdvice ? field(28, 39) : field(30, 39)
                if TransactionCodes.isDebit(Int(field(2, 3))) { debits += amount } else { credits += amount }
            }
        }

        mutating func add(_ other: Totals) {
            count += other.count
            hash += other.hash
            debits += other.debits
            credits += other.credits
        }
    }
}
