// The built-in chart: accounts of a hospital on accrual and where each event posts.
// Config/chart-of-accounts.yaml says the same as data; change both together.

enum StandardChart {
    static let cash = "1010"

    static let accounts: [Account] = [
        Account(code: "1010", name: "assets:cash:operating", type: .asset),
        Account(code: "1020", name: "assets:cash:lockbox clearing", type: .asset),
        Account(code: "1030", name: "assets:cash:card clearing", type: .asset),
        Account(code: "1040", name: "assets:cash:sweep clearing", type: .asset, clearsWithin: 1),
        Account(code: "1050", name: "assets:cash:cashiers", type: .asset),
        Account(code: "1060", name: "assets:cash:ACH clearing", type: .asset, clearsWithin: 3),
        Account(code: "1100", name: "assets:receivable:payers", type: .asset),
        Account(code: "1110", name: "assets:receivable:patients", type: .asset),
        Account(code: "1120", name: "assets:receivable:invoices", type: .asset),
        Account(code: "1130", name: "assets:receivable:premiums", type: .asset),
        Account(code: "1140", name: "assets:receivable:rents", type: .asset),
        Account(code: "1150", name: "assets:receivable:loans", type: .asset),
        Account(code: "1190", name: "assets:due from payers", type: .asset),
        Account(code: "1910", name: "assets:due from entities", type: .asset),
        Account(code: "1990", name: "assets:document clearing", type: .asset, clearsWithin: 0),
        Account(code: "2010", name: "liabilities:unapplied cash", type: .liability, clearsWithin: 5),
        Account(code: "2020", name: "liabilities:payer recoupments", type: .liability),
        Account(code: "2030", name: "liabilities:payer refunds", type: .liability),
        Account(code: "2040", name: "liabilities:ACH clearing", type: .liability, clearsWithin: 3),
        Account(code: "2050", name: "liabilities:accounts payable", type: .liability),
        Account(code: "2060", name: "liabilities:credit balances", type: .liability),
        Account(code: "2910", name: "liabilities:due to entities", type: .liability),
        Account(code: "3010", name: "equity:opening balances", type: .equity),
        Account(code: "4010", name: "income:interest", type: .income),
        Account(code: "4020", name: "income:interest from payers", type: .income),
        Account(code: "4030", name: "income:returned payment fees", type: .income),
        Account(code: "4100", name: "income:contractual allowances", type: .income),
        Account(code: "4110", name: "income:other adjustments", type: .income),
        Account(code: "4120", name: "income:discounts given", type: .income),
        Account(code: "4130", name: "income:deductions", type: .income),
        Account(code: "5010", name: "expenses:bank fees", type: .expense),
        Account(code: "5020", name: "expenses:cash over and short", type: .expense),
        Account(code: "5030", name: "expenses:payer adjustments", type: .expense),
        Account(code: "5040", name: "expenses:small differences", type: .expense),
        Account(code: "5050", name: "expenses:write-offs", type: .expense),
    ]

    private static func rule(_ debit: String, _ credit: String) -> PostingRule {
        PostingRule(debit: debit, credit: credit)
    }

    private static func receipt(_ receivable: String) -> [AmountRole: PostingRule] {
        [
            .paid: rule("2010", receivable), .discount: rule("4120", receivable),
            .deduction: rule("4130", receivable),
        ]
    }

    /// What is given up of each kind of receivable, against an expense.
    private static func givenUp(_ expense: String) -> [AmountRole: PostingRule] {
        [
            .claim: rule(expense, "1100"), .patient: rule(expense, "1110"), .invoice: rule(expense, "1120"),
            .premium: rule(expense, "1130"), .rent: rule(expense, "1140"), .loanRepayment: rule(expense, "1150"),
            .unapplied: rule(expense, "2010"),
        ]
    }

    static let rules: [BookkeepingEvent: [AmountRole: PostingRule]] = [
        .openingBalance: [.amount: rule(PostingRule.cash, "3010")],
        .bankLine: [.amount: rule(PostingRule.cash, "2010")],
        .bankFee: [.amount: rule(PostingRule.cash, "5010")],
        .interest: [.amount: rule(PostingRule.cash, "4010")],
        .lockbox: [.amount: rule(PostingRule.cash, "1020")],
        .merchantCard: [.amount: rule(PostingRule.cash, "1030")],
        .zeroBalanceTransfer: [.amount: rule(PostingRule.cash, "1040")],
        .internalTransfer: [.amount: rule("2010", "1040")],
        .claimPayment: [
            .paid: rule("2010", "1100"), .contractual: rule("4100", "1100"), .patientShare: rule("1110", "1100"),
            .otherAdjustment: rule("4110", "1100"),
        ],
        .secondaryClaimPayment: [.paid: rule("2010", "1110")],
        .invoicePayment: receipt("1120"),
        .premiumPayment: receipt("1130"),
        .rentPayment: receipt("1140"),
        .loanRepayment: receipt("1150"),
        .cashierDeposit: [.paid: rule("2010", "1050")],
        .cashDifference: [.amount: rule("2010", "5020")],
        .providerAdjustment: [
            .recoupment: rule("2020", "2010"), .forwardBalance: rule("1190", "2010"), .refund: rule("2030", "2010"),
            .interest: rule("4020", "2010"), .otherAdjustment: rule("5030", "2010"),
        ],
        .paymentOrderAdjustment: [.amount: rule("2010", "4130")],
        .paymentSent: [.amount: rule("2050", "2040")],
        .paymentSettled: [.amount: rule("2040", "2010")],
        .paymentReturned: [.amount: rule("2010", "2050")],
        .debitSent: [.amount: rule("1060", "1110")],
        .debitSettled: [.amount: rule("2010", "1060")],
        .debitReturned: [.amount: rule("1110", "2010"), .fee: rule("1110", "4030")],
        .creditBalance: [.amount: rule("1100", "2060")],
        .refundSent: [.amount: rule("2060", "2040")],
        .smallDifference: givenUp("5040"),
        .writeOff: givenUp("5050"),
    ]
}
