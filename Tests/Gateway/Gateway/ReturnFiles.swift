// ACH files for the tests of returns: our own orders, and what the banks send back of them. Of our own making.

import Foundation

enum ReturnFiles {
    /// One entry with its addenda; what it is follows from the code.
    struct Entry {
        /// Without regard to direction; 0 in changes.
        var cents: Int64
        var isDebit = true
        var name: String
        /// Fifteen digits; the first eight are those of the bank that sends it.
        var trace: String
        /// Empty on a forward entry.
        var code = ""
        var original = ""
        /// What a dishonor or contest answers.
        var answers = ""
        var correction = ""
        var account = Canary.account
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text.padding(toLength: width, withPad: " ", startingAt: 0)
    }

    private static func digits(_ number: Int64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// A file of one batch; `made` and `effective` are YYMMDD, `settled` the day of the year that the operator puts in.
    static func file(
        _ entries: [Entry], made: String, effective: String = "260309", settled: String = "   ", modifier: String = "A"
    ) -> [UInt8] {
        let bank = String(entries[0].trace.prefix(8))
        let isChange = entries[0].code.hasPrefix("C")
        var records = [
            "101 0910000191987654321\(made)0830\(modifier)094101FIRST BANK             GENERAL HOSPITAL",
            "5200" + padded("GENERAL HOSP", 36) + "1987654321" + (isChange ? "COR" : "PPD") + padded("RENT", 16)
                + "\(effective)\(settled)1\(bank)0000001",
        ]
        var (debit, credit, count): (Int64, Int64, Int64) = (0, 0, 0)
        for entry in entries {
            let isForward = entry.code.isEmpty
            let code = "2" + (isForward ? (entry.isDebit ? "7" : "2") : (entry.isDebit ? "6" : "1"))
            records.append(
                "6\(code)071000288" + padded(entry.account, 17) + digits(entry.cents, 10) + padded(entry.name, 15)
                    + padded(Canary.party, 22) + "  \(isForward ? "0" : "1")\(entry.trace)")
            if !isForward { records.append(addenda(entry)) }
            count += isForward ? 1 : 2
            if entry.isDebit { debit += entry.cents } else { credit += entry.cents }
        }
        let sums =
            digits(Int64(entries.count) * 7_100_028, 10) + digits(debit, 12) + digits(credit, 12)
        records += [
            "8200" + digits(count, 6) + sums + padded("1987654321", 35) + "\(bank)0000001",
            "9000001" + digits((Int64(records.count) + 2 + 9) / 10, 6) + digits(count, 8) + sums,
        ]
        records = records.map { padded($0, 94) }
        while records.count % 10 != 0 { records.append(String(repeating: "9", count: 94)) }
        return Array((records.joined(separator: "\n") + "\n").utf8)
    }

    private static func addenda(_ entry: Entry) -> String {
        let start = "\(entry.code)\(entry.original)"
        return switch entry.code {
        case "C01": "798\(start)      07100028" + padded(entry.correction, 44) + entry.trace
        case "R68": "799\(start)      07100028   \(entry.answers)07001" + padded("", 21) + entry.trace
        case "R73": "799\(start)26031107100028068\(blank)07001\(entry.answers)07168 " + entry.trace
        default: "799\(start)      07100028" + padded("", 44) + entry.trace
        }
    }

    /// The return's trace in a contest: what was returned is told by the dishonor.
    private static let blank = "071000280000001"
}
