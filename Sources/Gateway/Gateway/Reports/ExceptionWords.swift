// The categories of exceptions in the words of the people who act on them.

public import Facts

public enum ExceptionWords {
    /// What a category means, in a few words; its own name without dashes where there are none.
    public static func of(_ category: ExceptionCategory) -> String { of(category.rawValue) }

    static func of(_ category: String) -> String { words[category] ?? category.replacing("-", with: " ") }

    private static let words = [
        "remittance-without-funds": "advised money has not come",
        "funds-without-remittance": "money came, its advice did not",
        "amount-differs": "money and its papers differ",
        "unknown-item": "paid for an item that nobody knows",
        "ambiguous": "several fit equally well",
        "duplicate-remittance": "advised twice",
        "overpayment": "paid more than was open",
        "credit-balance": "paid more than once",
        "denied": "the payer refused the claim",
        "unmatched-bank-line": "nobody knows what this money is",
        "returned-payment": "our payment came back",
        "notification-of-change": "bank details have changed",
        "change-not-applied": "we still pay by the bank details of old",
        "late-return": "our payment came back too late",
        "duplicate-return": "our payment came back twice",
        "contested-return": "their bank insists on its return",
        "unmatched-dishonor": "our bank refused a return that is not on record",
        "out-of-balance": "a file contradicts itself",
        "unsettled-batch": "the bank has not moved what we ordered",
        "gap-in-statements": "a statement is missing",
        "unbooked-line": "the bank announced it and has not booked it",
        "missing-file": "an expected file has not come",
        "undone-match": "a match was taken back",
        "unmatched-reversal": "the payer takes back what is not on record",
        "carried-balance": "the payer's carried balance does not add up",
        "clearing-overdue": "a clearing account is not back at zero",
        "bank-proof": "the books and the bank differ",
        "ledger-rejected": "the general ledger refused it",
    ]
}
