// What the rows of each kind of document are: the columns, their order and their meaning. Columns keep name and place;
// new ones come behind. Relies on nothing.

/// One column.
public struct Column: Sendable, Hashable {
    /// As the header line and the keys of JSON name it.
    public let name: String
    /// Holds an account number, masked unless it is asked for.
    public let isAccount: Bool
    /// How wide it stands on a screen; nil where it does not (names, references and long texts).
    public let width: Int?
    /// Stands at the right edge of its width.
    public let isNumber: Bool

    init(_ name: String, isAccount: Bool = false, width: Int? = nil, isNumber: Bool = false) {
        self.name = name
        self.isAccount = isAccount
        self.width = width
        self.isNumber = isNumber
    }
}

/// The columns of one kind of document.
public struct Table: Sendable, Hashable {
    public let columns: [Column]

    init(_ columns: [Column]) { self.columns = columns }

    var accountPlaces: [Int] { columns.indices.filter { columns[$0].isAccount } }
}

extension Column {
    static func number(_ name: String, width: Int? = nil) -> Column { Column(name, width: width, isNumber: true) }
    static func amount(_ name: String, width: Int? = 16) -> Column { Column(name, width: width, isNumber: true) }
    static func account(_ name: String = "account", width: Int? = 9) -> Column {
        Column(name, isAccount: true, width: width)
    }
    static func text(_ name: String, width: Int? = nil) -> Column { Column(name, width: width) }
}

extension Table {
    /// A row for each entry of a NACHA file.
    public static let entries = Table([
        .number("line", width: 9), .number("batch", width: 7), .text("sec_code", width: 8), .text("company_name"),
        .text("company_id"), .text("entry_description"), .text("effective_date", width: 14),
        .text("kind", width: 7), .number("transaction_code"), .text("direction", width: 9), .amount("amount"),
        .text("currency"), .text("routing", width: 9), .account(), .text("name"), .text("identification"),
        .text("trace_number", width: 15), .number("addenda", width: 7), .text("reason_code", width: 11),
        .text("original_trace_number"), .text("payment_information"),
    ])

    /// A row for each payment, claim, service line, remittance item and adjustment of an X12 file; `row` says which.
    public static let advices = Table([
        .text("set", width: 3), .text("control_number", width: 14), .text("row", width: 10),
        .text("trace_number", width: 18), .text("payer_id"), .text("payment_method", width: 14),
        .text("payment_date", width: 12), .text("currency"), .text("payer"), .text("payee"), .text("qualifier"),
        .text("reference"), .text("status", width: 6), .text("payer_control_number"), .number("line", width: 4),
        .text("procedure"), .amount("charged", width: 14), .amount("paid", width: 14),
        .amount("patient_responsibility", width: nil), .amount("contractual_adjustment", width: nil),
        .amount("patient_adjustment", width: nil), .amount("other_adjustment", width: nil),
        .amount("adjustments", width: 14), .amount("billed", width: 14), .amount("discount", width: nil),
        .text("reason", width: 6), .text("direction"), .amount("amount", width: 15), .text("balanced", width: 8),
    ])

    /// A row for each entry of a statement, and one for each of its details where it has several; `row` says which.
    public static let transactions = Table([
        .text("statement_id", width: 16), .account(), .text("row", width: 6), .number("entry", width: 6),
        .number("detail", width: 6), .text("status", width: 11), .text("booked_on", width: 10),
        .text("value_on", width: 10), .text("direction", width: 9), .amount("amount"), .text("currency", width: 8),
        .text("reversal", width: 8), .text("bank_code", width: 14), .text("proprietary_code", width: 16),
        .text("entry_reference"), .text("servicer_reference", width: 20), .text("batch_id"), .text("end_to_end_id"),
        .text("transaction_id"), .text("clearing_reference"), .text("check_number", width: 12), .text("debtor"),
        .text("creditor"), .text("remittance"), .text("creditor_reference"), .text("return_code", width: 11),
        .text("return_text"), .text("information"),
    ])

    /// A row for each transfer of a credit transfer order.
    public static let transfers = Table([
        .text("message_id"), .text("payment_id", width: 16), .text("method", width: 6),
        .text("service_level", width: 13),
        .text("local_instrument", width: 16), .text("execution_date", width: 14), .text("debtor"),
        .account("debtor_account", width: 14), .text("debtor_agent", width: 12), .text("instruction_id"),
        .text("end_to_end_id"), .text("unique_reference"), .amount("amount"), .text("currency", width: 8),
        .text("creditor"), .account("creditor_account", width: 16), .text("creditor_agent", width: 14),
        .text("purpose", width: 7), .text("remittance"),
    ])

    /// A row for the group, each block and each transfer of a payment status report; `row` says which.
    public static let statuses = Table([
        .text("row", width: 8), .text("original_message_id", width: 20), .text("original_payment_id", width: 20),
        .text("instruction_id"), .text("end_to_end_id"), .text("unique_reference"), .text("status", width: 6),
        .text("effective_status", width: 16), .text("reason", width: 6), .text("return_code", width: 11),
        .text("information"), .amount("amount"), .text("currency", width: 8), .text("servicer_reference", width: 20),
        .text("accepted_on", width: 11),
    ])

    /// The rows of an open-items file.
    public static let openItems = Table([
        .number("line", width: 9), .text("item_id", width: 16), .text("kind", width: 15), .text("party_id"),
        .text("party_name"), .text("reference"), .amount("amount"), .text("currency", width: 8),
        .text("issued_on", width: 10), .text("due_on", width: 10), .text("patient_ref"),
    ])

    /// The rows of a payments file.
    public static let payments = Table([
        .number("line", width: 9), .text("payment_id", width: 15), .text("kind", width: 18),
        .text("direction", width: 9), .text("party_name"), .text("routing", width: 9), .account(),
        .text("account_type", width: 12), .amount("amount"), .text("currency", width: 8),
        .text("effective_on", width: 12), .text("addenda"), .text("sec_code", width: 8),
    ])
}

/// Account numbers as people may see them.
enum AccountDots {
    /// The last four characters, of a short number the last two, behind three dots.
    static func text(_ account: String) -> String {
        let shown = account.count >= 8 ? 4 : account.count >= 5 ? 2 : 0
        return "•••" + account.suffix(shown)
    }
}
