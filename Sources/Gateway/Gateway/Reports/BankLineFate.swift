// What became of a bank line, in the words of a report.

import Store

/// Sorted as a report lists them: matched, waiting, open, settled.
struct BankLineFate: Comparable {
    let words: String
    let isMatch: Bool
    private let rank: Int

    init(of line: BankLineSum) {
        let (known, rank): (String?, Int) =
            switch line.fate {
            case "remittance-funds": ("matched: a remittance advice explains it", 0)
            case "cashier-deposit": ("matched: the cashiers' logs explain it", 1)
            case "invoice-payment": ("matched: it pays an open item", 2)
            case "ach-bankline": ("matched: the bank's ACH file explains it", 2)
            case "rule": ("matched: the bank's own (fees, interest, sweeps)", 3)
            case "settlement": ("matched: it settles what we ordered", 3)
            case "internal-transfer": ("matched: it moved between our own accounts", 3)
            case "reversed-line": ("matched: the bank took it back", 3)
            case "waiting": ("waits for its counterpart", 5)
            case "settled by people": ("settled by people", 7)
            default: (nil, line.fate.hasPrefix("exception ") ? 6 : 4)
            }
        self.rank = rank
        isMatch = rank < 5
        if let known {
            words = known
        } else if rank == 6 {
            words = "open: \(ExceptionWords.of(String(line.fate.dropFirst("exception ".count))))"
        } else {
            words = "matched: \(line.fate.replacing("-", with: " "))"
        }
    }

    static func < (left: BankLineFate, right: BankLineFate) -> Bool {
        (left.rank, left.words) < (right.rank, right.words)
    }
}
