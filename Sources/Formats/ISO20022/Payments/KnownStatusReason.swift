// The reasons that banks give for a status (ISO 20022 external code set, status reasons): meaning, and the ACH returns
// that they are filed under.
// Relies on nothing. Data only; the bank's code is always kept beside it.

/// A reason code with its meaning. The return codes are for filing only: a reason often covers several of them.
public struct KnownStatusReason: Hashable, Sendable {
    public let code: String
    public let meaning: String
    /// NACHA return codes (Nacha Operating Rules, appendix four), the most usual first.
    public let returnCodes: [String]
    /// What is wrong, and so who must act.
    public let concern: Concern

    /// Where the trouble lies.
    public enum Concern: String, Hashable, Sendable, CaseIterable {
        /// The creditor's account or bank: ask the creditor.
        case creditor
        /// Our own account, funds, limits or mandate.
        case debtor
        /// The message: form, counts, sums, references.
        case message
        /// Sent twice.
        case duplicate
        case date
        /// Law and compliance.
        case regulation
        /// The bank must say more.
        case unspecified
    }

    private init(_ code: String, _ concern: Concern, _ meaning: String, _ returnCodes: [String] = []) {
        self.code = code
        self.meaning = meaning
        self.returnCodes = returnCodes
        self.concern = concern
    }

    /// The reasons that a NACHA return code may stand for, in the table's order.
    public static func reasons(filedUnder returnCode: String) -> [KnownStatusReason] {
        all.filter { $0.returnCodes.contains(returnCode) }
    }

    public static let byCode: [String: KnownStatusReason] = Dictionary(
        all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    public static let all: [KnownStatusReason] = accounts + amounts + parties + messages + others

    private static let accounts = [
        KnownStatusReason("AC01", .creditor, "The account number is wrong or does not exist.", ["R03", "R04"]),
        KnownStatusReason("AC02", .debtor, "The debtor's account number is wrong."),
        KnownStatusReason("AC03", .creditor, "The creditor's account number is wrong.", ["R03", "R04"]),
        KnownStatusReason("AC04", .creditor, "The account is closed.", ["R02"]),
        KnownStatusReason("AC05", .debtor, "The debtor's account is closed."),
        KnownStatusReason("AC06", .creditor, "The account is blocked.", ["R16"]),
        KnownStatusReason("AC07", .creditor, "The creditor's account is closed.", ["R02"]),
        KnownStatusReason("AC13", .debtor, "The debtor's account is of the wrong type."),
        KnownStatusReason("AC14", .creditor, "The creditor's account is of the wrong type."),
        KnownStatusReason("AG01", .creditor, "Transactions are forbidden on this account.", ["R20"]),
        KnownStatusReason("AG02", .message, "The bank operation code is wrong for this message."),
        KnownStatusReason("AG03", .message, "This type of transaction is not supported for this account."),
        KnownStatusReason("RC01", .creditor, "The bank's identifier is wrong.", ["R13", "R28"]),
        KnownStatusReason("RC02", .message, "A bank's identifier is not the one that is meant."),
        KnownStatusReason("RC03", .debtor, "The debtor's bank's identifier is wrong."),
        KnownStatusReason("RC04", .creditor, "The creditor's bank's identifier is wrong.", ["R13"]),
        KnownStatusReason("RC08", .creditor, "The clearing system member identifier is wrong.", ["R13", "R28"]),
        KnownStatusReason("RC10", .creditor, "The creditor's clearing system member identifier is wrong.", ["R13"]),
        KnownStatusReason("RC11", .creditor, "The intermediary bank is wrong."),
    ]

    private static let amounts = [
        KnownStatusReason("AM01", .message, "The amount is zero."),
        KnownStatusReason("AM02", .debtor, "The amount is greater than is allowed."),
        KnownStatusReason("AM03", .message, "The currency is not processed or not known."),
        KnownStatusReason("AM04", .debtor, "The funds do not suffice.", ["R01"]),
        KnownStatusReason("AM05", .duplicate, "The payment duplicates another.", ["R24"]),
        KnownStatusReason("AM06", .message, "The amount is less than is allowed."),
        KnownStatusReason("AM07", .debtor, "The amount is blocked by the authorities."),
        KnownStatusReason("AM09", .message, "The amount is not the one agreed or expected."),
        KnownStatusReason("AM10", .message, "The control sum does not agree."),
        KnownStatusReason("AM11", .message, "The currency of the transaction is wrong or missing."),
        KnownStatusReason("AM12", .message, "The amount is wrong or missing."),
        KnownStatusReason("AM14", .debtor, "The amount is greater than agreed with the customer."),
        KnownStatusReason("AM16", .message, "The control sum of the group header is wrong."),
        KnownStatusReason("AM17", .message, "The control sum of a block is wrong."),
        KnownStatusReason("AM18", .message, "The number of transactions is wrong or missing."),
        KnownStatusReason("AM19", .message, "The number of transactions of the group header is wrong."),
        KnownStatusReason("AM20", .message, "The number of transactions of a block is wrong."),
        KnownStatusReason("AM21", .debtor, "The amount is beyond the limit agreed with the bank."),
        KnownStatusReason("AM23", .debtor, "The amount is beyond the limit of settlement."),
        KnownStatusReason("CURR", .message, "The currency is wrong."),
        KnownStatusReason("FOCR", .unspecified, "It follows a request for cancellation.", ["R06"]),
        KnownStatusReason("CUST", .unspecified, "The customer decided so.", ["R06"]),
    ]

    private static let parties = [
        KnownStatusReason("BE01", .creditor, "Name and account number do not belong together."),
        KnownStatusReason("BE04", .creditor, "The creditor's address is missing or wrong."),
        KnownStatusReason("BE05", .message, "The initiating party is not known."),
        KnownStatusReason("BE06", .creditor, "The customer at the other end is not known."),
        KnownStatusReason("BE07", .message, "The debtor's address is missing or wrong."),
        KnownStatusReason("BE10", .message, "The debtor's country is missing or wrong."),
        KnownStatusReason("BE11", .creditor, "The creditor's country is missing or wrong."),
        KnownStatusReason("BE16", .message, "The debtor's identification is missing or wrong."),
        KnownStatusReason("BE17", .creditor, "The creditor's identification is missing or wrong."),
        KnownStatusReason("BE20", .message, "A name is longer than is allowed."),
        KnownStatusReason("BE21", .message, "A name is missing or wrong."),
        KnownStatusReason("BE22", .creditor, "The creditor's name is missing."),
        KnownStatusReason("MD01", .debtor, "There is no mandate.", ["R07", "R10", "R29"]),
        KnownStatusReason("MD06", .debtor, "The debtor asks for the money back.", ["R08"]),
        KnownStatusReason("MD07", .creditor, "The customer is dead.", ["R14", "R15"]),
    ]

    private static let messages = [
        KnownStatusReason("CH03", .date, "The requested execution date is too far ahead."),
        KnownStatusReason("CH04", .date, "The requested execution date is too far back."),
        KnownStatusReason("DT01", .date, "A date is wrong."),
        KnownStatusReason("DT04", .date, "The date is too far ahead."),
        KnownStatusReason("DT06", .date, "The execution date was changed."),
        KnownStatusReason("DU01", .duplicate, "The message identification was used before."),
        KnownStatusReason("DU02", .duplicate, "The payment information identification was used before."),
        KnownStatusReason("DU03", .duplicate, "The transaction is not unique."),
        KnownStatusReason("DU04", .duplicate, "The end-to-end identification was used before."),
        KnownStatusReason("DU05", .duplicate, "The instruction identification was used before."),
        KnownStatusReason("FF01", .message, "The file's format is incomplete or wrong."),
        KnownStatusReason("FF03", .message, "The payment type information is missing or wrong."),
        KnownStatusReason("FF04", .message, "The service level is missing or wrong."),
        KnownStatusReason("FF05", .message, "The local instrument is missing or wrong."),
        KnownStatusReason("FF06", .message, "The category purpose is missing or wrong."),
        KnownStatusReason("FF07", .message, "The purpose is missing or wrong."),
        KnownStatusReason("FF08", .message, "The end-to-end identification is missing or wrong."),
        KnownStatusReason("FF09", .message, "The check number is missing or wrong."),
        KnownStatusReason("FF10", .unspecified, "The bank's system cannot process it."),
        KnownStatusReason("RF01", .duplicate, "The transaction reference is not unique."),
    ]

    private static let others = [
        KnownStatusReason("AGNT", .creditor, "A bank on the way is wrong."),
        KnownStatusReason("DS02", .debtor, "An authorised person has cancelled the order."),
        KnownStatusReason("DS03", .debtor, "The signer is not known."),
        KnownStatusReason("DS04", .unspecified, "The bank rejected the order after looking into it."),
        KnownStatusReason("DS06", .debtor, "The order was moved to another authorisation."),
        KnownStatusReason("DS0H", .debtor, "The signer may not sign for this account."),
        KnownStatusReason("ERIN", .message, "The option for extended remittance information is not supported."),
        KnownStatusReason("MS02", .unspecified, "The customer gives no reason."),
        KnownStatusReason("MS03", .unspecified, "The bank gives no reason."),
        KnownStatusReason("NARR", .unspecified, "The reason stands in the words beside the code."),
        KnownStatusReason("NOAS", .unspecified, "The customer did not answer."),
        KnownStatusReason("NERI", .message, "Credit the account; the remittance information could not be passed on."),
        KnownStatusReason("RR01", .regulation, "The debtor's account or identification is missing."),
        KnownStatusReason("RR02", .regulation, "The debtor's name or address is missing."),
        KnownStatusReason("RR03", .regulation, "The creditor's name or address is missing."),
        KnownStatusReason("RR04", .regulation, "Regulation forbids it.", ["R16"]),
        KnownStatusReason("TM01", .date, "It came after the cut-off time."),
        KnownStatusReason("TS01", .message, "It came over a channel that is not agreed for it."),
    ]
}
