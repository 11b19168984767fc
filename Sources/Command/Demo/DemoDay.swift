// What happens on the demonstration's day, as amounts and references: claims and what payers pay of them, invoices, cash.
// Every total is computed from these.

import Money

/// A claim as the hospital has billed it and as a payer answers it. Amounts in cents.
struct DemoClaim {
    /// The hospital's own item id; nil for a claim that its books do not know.
    let item: String?
    /// As the hospital has it.
    let reference: String
    /// As the payer writes it (CLP01).
    var writtenAs: String?
    let patient: (last: String, first: String)
    let charge: Int64
    var contractual: Int64 = 0
    var patientShare: Int64 = 0
    var isDenied = false

    var paid: Int64 { isDenied ? 0 : charge - contractual - patientShare }
    var claimNumber: String { writtenAs ?? reference }
}

/// One 835. Amounts in cents.
struct DemoClaimPayment {
    let payer: DemoPartner
    let trace: String
    let control: Int
    let effective: CalendarDate
    let claims: [DemoClaim]
    /// Interest that the payer owes on top (PLB L6).
    var interest: Int64 = 0
    /// What BPR02 says beyond the sum of its parts: nothing, unless the file is to be out of balance.
    var error: Int64 = 0

    var amount: Int64 { claims.reduce(0) { $0 + $1.paid } + interest }
}

/// One invoice and the discount taken on it. Amounts in cents.
struct DemoInvoice {
    let item: String
    let reference: String
    let amount: Int64
    var discount: Int64 = 0

    var paid: Int64 { amount - discount }
}

/// One 820. Amounts in cents.
struct DemoPaymentOrder {
    let payer: DemoPartner
    let trace: String
    let control: Int
    let effective: CalendarDate
    let invoices: [DemoInvoice]

    var amount: Int64 { invoices.reduce(0) { $0 + $1.paid } }
}

/// One cashier's closing. Amounts in cents.
struct DemoCashLog {
    let item: String
    let location: String
    let amount: Int64
}

enum DemoDay {
    /// Paid, one under another spelling, one refused by the payer, one that nobody here knows, and interest.
    static let harborPayment = DemoClaimPayment(
        payer: DemoCast.blueHarbor, trace: "BH26030900012", control: 1012, effective: DemoCast.day,
        claims: [
            DemoClaim(
                item: "CLM-1001", reference: "MG-26-01001", patient: ("QUILLFEATHER", "ODA"), charge: 124_000,
                contractual: 31_000),
            DemoClaim(
                item: "CLM-1002", reference: "MG-26-01002", patient: ("BRAMBLETHORN", "TESS"), charge: 48_650,
                contractual: 12_150, patientShare: 4_000),
            DemoClaim(
                item: "CLM-1003", reference: "MG-26-01003", patient: ("WINTERSMOCK", "JORY"), charge: 287_500,
                isDenied: true),
            DemoClaim(
                item: "CLM-1004", reference: "MG-26-01004", writtenAs: "MG2601004", patient: ("OAKENDALE", "PIM"),
                charge: 15_225, contractual: 3_225),
            DemoClaim(
                item: nil, reference: "MG-26-91004", patient: ("FENNIMARSH", "LULU"), charge: 21_000,
                contractual: 6_400),
        ], interest: 380)

    /// What the payer meant by the reference that nobody knows: only a person can tell.
    static let mistyped = (item: "CLM-1007", reference: "MG-26-01007", charge: Int64(21_000))

    /// Promised for thirteen days ago; the money never came.
    static let harborMissing = DemoClaimPayment(
        payer: DemoCast.blueHarbor, trace: "BH26022400007", control: 1007,
        effective: DemoCast.day.advanced(byDays: -13),
        claims: [
            DemoClaim(
                item: "CLM-1005", reference: "MG-26-01005", patient: ("HOLLOWBEE", "ARNO"), charge: 91_500,
                contractual: 16_500)
        ])

    /// Arrives damaged: its checksum is another file's.
    static let harborDamaged = DemoClaimPayment(
        payer: DemoCast.blueHarbor, trace: "BH26031000015", control: 1015, effective: DemoCast.day.advanced(byDays: 1),
        claims: [
            DemoClaim(
                item: "CLM-1006", reference: "MG-26-01006", patient: ("TUMBLEROW", "INES"), charge: 33_000,
                contractual: 3_000)
        ])

    static let prairiePayment = DemoClaimPayment(
        payer: DemoCast.prairieMutual, trace: "PM0088123", control: 2031, effective: DemoCast.day,
        claims: [
            DemoClaim(
                item: "CLM-2001", reference: "MG-26-02001", patient: ("LARKENBERG", "SUNE"), charge: 340_000,
                contractual: 85_000, patientShare: 15_000),
            DemoClaim(
                item: "CLM-2002", reference: "MG-26-02002", patient: ("MOSSWHISTLE", "DAX"), charge: 64_000,
                contractual: 9_600),
            DemoClaim(
                item: "CLM-2003", reference: "MG-26-02003", patient: ("PEPPERWICK", "RUA"), charge: 9_840,
                contractual: 1_840, patientShare: 2_500),
        ])

    /// Its total is ten dollars less than its claims.
    static let prairieUnbalanced = DemoClaimPayment(
        payer: DemoCast.prairieMutual, trace: "PM0088140", control: 2032, effective: DemoCast.day,
        claims: [
            DemoClaim(
                item: "CLM-2004", reference: "MG-26-02004", patient: ("STARLINGFORD", "EBB"), charge: 50_000,
                contractual: 10_000)
        ], error: -1_000)

    /// Comes as a message by AS2.
    static let cedarPayment = DemoClaimPayment(
        payer: DemoCast.cedarValley, trace: "CV6030900451", control: 3051, effective: DemoCast.day,
        claims: [
            DemoClaim(
                item: "CLM-3001", reference: "MG-26-03001", patient: ("THISTLEDOWN", "MERRI"), charge: 212_400,
                contractual: 63_150, patientShare: 12_500),
            DemoClaim(
                item: "CLM-3002", reference: "MG-26-03002", patient: ("GOSSAMERLEA", "FINN"), charge: 18_900,
                contractual: 4_725),
        ])

    /// Occupational health, paid by the insurer as an employer.
    static let prairieOrder = DemoPaymentOrder(
        payer: DemoCast.prairieMutual, trace: "PM820000310", control: 2040, effective: DemoCast.day,
        invoices: [
            DemoInvoice(item: "INV-0301", reference: "INV-26-0301", amount: 118_000, discount: 2_360),
            DemoInvoice(item: "INV-0302", reference: "INV-26-0302", amount: 74_215),
        ])

    static let depositSlip = "DS-20260309-44"
    static let cashLogs = [
        DemoCashLog(item: "CASH-0309-1", location: "MAIN LOBBY", amount: 41_250),
        DemoCashLog(item: "CASH-0309-2", location: "MAIN LOBBY", amount: 28_700),
    ]

    static let claimPayments = [
        harborPayment, harborMissing, harborDamaged, prairiePayment, prairieUnbalanced, cedarPayment,
    ]

    /// Texts that must not stand readable anywhere the gateway writes: every patient's name, and the bank accounts.
    static var secrets: [String] {
        claimPayments.flatMap { $0.claims.map(\.patient.last) } + [DemoCast.hospitalAccount, DemoCast.reserveAccount]
    }
}
