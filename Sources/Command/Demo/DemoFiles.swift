// The files of the day, in clear, with who sends them and what is wrong with some of them.

import Delimited
import Money
import NACHA

/// A file before it is sealed and dropped.
struct DemoFile {
    /// How it is handed over, where that is not as it should be.
    enum Handover {
        case proper
        /// The checksum file holds the digest of other bytes.
        case wrongChecksum
        /// Encrypted to the hospital, but signed by somebody else.
        case signedByStranger
    }

    let partner: DemoPartner
    let name: String
    /// What it is, for people.
    let what: String
    let bytes: [UInt8]
    var handover = Handover.proper
}

struct DemoFiles {
    /// All files, in the order in which they are dropped.
    static func all() throws -> [DemoFile] {
        let day = DemoCast.day.basicText
        var traces: [String: String] = [:]
        let entries = try entries(&traces)
        let statement = DemoStatement.main(statementEntries(traces)).bytes()
        let bank = DemoCast.bank
        return [message(day)] + openItems(day) + payerFiles(day) + [
            DemoFile(
                partner: bank, name: "ACH-\(day)-A.ach", what: "ACH: 4 credits with TRN", bytes: entries),
            DemoFile(
                partner: bank, name: "ACH-\(day)-B.ach", what: "ACH, wrong batch hash",
                bytes: withWrongHash(try lateEntry("PM0088140", 39_000))),
            DemoFile(
                partner: bank, name: "ACH-\(day)-C.ach", what: "ACH, signed by a stranger",
                bytes: try lateEntry("XX9999999", 9_999_900), handover: .signedByStranger),
            DemoFile(partner: bank, name: "CAMT053-\(day).xml", what: "bank statement, 8 lines", bytes: statement),
            DemoFile(
                partner: bank, name: "CAMT053-\(day)_2.xml", what: "the same statement again", bytes: statement),
        ]
            + DemoStatement.reserve.map { statement in
                DemoFile(
                    partner: bank, name: "RESERVE-\(statement.day.basicText).xml", what: "reserve account's statement",
                    bytes: statement.bytes())
            }
    }

    private static func payerFiles(_ day: String) -> [DemoFile] {
        let (harbor, prairie) = (DemoCast.blueHarbor, DemoCast.prairieMutual)
        func remittance(_ name: String, _ payment: DemoClaimPayment, _ note: String = "") -> DemoFile {
            DemoFile(
                partner: payment.payer, name: name,
                what: "835, \(DemoText.count(payment.claims.count, "claim"))\(note)", bytes: DemoX12.bytes(of: payment))
        }
        return [
            remittance("835-20260224.edi", DemoDay.harborMissing, ", money never came"),
            remittance("835-\(day).edi", DemoDay.harborPayment),
            DemoFile(
                partner: harbor, name: "835-20260310.edi", what: "835, wrong checksum",
                bytes: DemoX12.bytes(of: DemoDay.harborDamaged), handover: .wrongChecksum),
            remittance("835-\(day)-1.edi", DemoDay.prairiePayment),
            remittance("835-\(day)-2.edi", DemoDay.prairieUnbalanced, ", 10.00 off"),
            DemoFile(
                partner: prairie, name: "820-\(day).edi",
                what: "820, \(DemoText.count(DemoDay.prairieOrder.invoices.count, "invoice"))",
                bytes: DemoX12.bytes(of: DemoDay.prairieOrder)),
        ]
    }

    /// The one that comes by AS2.
    private static func message(_ day: String) -> DemoFile {
        let payment = DemoDay.cedarPayment
        return DemoFile(
            partner: payment.payer, name: "CV-835-\(day).edi",
            what: "835, \(DemoText.count(payment.claims.count, "claim")), by AS2", bytes: DemoX12.bytes(of: payment))
    }

    // MARK: Open items

    private static func openItems(_ day: String) -> [DemoFile] {
        let mistyped = DemoDay.mistyped
        let unpaid = row(
            mistyped.item, "claim", DemoCast.blueHarbor, mistyped.reference, mistyped.charge,
            issued: DemoCast.day.advanced(byDays: -20))
        let claims =
            [unpaid]
            + DemoDay.claimPayments.flatMap { payment in
                payment.claims.compactMap { claim in
                    claim.item.map { item in
                        row(
                            item, "claim", payment.payer, claim.reference, claim.charge,
                            issued: payment.effective.advanced(byDays: -20))
                    }
                }
            }
        let issued = DemoCast.day.advanced(byDays: -30)
        let invoices = DemoDay.prairieOrder.invoices.map {
            row($0.item, "invoice", DemoDay.prairieOrder.payer, $0.reference, $0.amount, issued: issued)
        }
        let cash = DemoDay.cashLogs.map { log in
            [
                log.item, "cashier-deposit", "LOBBY", log.location, DemoDay.depositSlip, decimal(log.amount), "USD",
                DemoCast.day.description, "", "",
            ]
        }
        func file(_ name: String, _ what: String, _ rows: [[String]]) -> DemoFile {
            var writer = DelimitedWriter()
            writer.row([
                "item_id", "kind", "party_id", "party_name", "reference", "amount", "currency", "issued_on", "due_on",
                "patient_ref",
            ])
            for row in rows { writer.row(row) }
            return DemoFile(
                partner: DemoCast.erp, name: "\(name)-\(day).csv", what: "open items: \(rows.count) \(what)",
                bytes: writer.takeBytes())
        }
        return [
            file("claims", "claims", claims), file("invoices", "invoices", invoices),
            file("cashier", "cashiers' logs", cash),
        ]
    }

    private static func row(
        _ item: String, _ kind: String, _ payer: DemoPartner, _ reference: String, _ cents: Int64, issued: CalendarDate
    ) -> [String] {
        [
            item, kind, payer.name, payer.title, reference, decimal(cents), "USD", issued.description,
            issued.advanced(byDays: 30).description, "",
        ]
    }

    private static func decimal(_ cents: Int64) -> String { Money.dollars(cents: cents).decimalText }

    // MARK: The bank's ACH files

    private static func builder(_ modifier: String) throws -> NACHAFileBuilder {
        try NACHAFileBuilder(
            destination: DemoCast.bank.routing, destinationName: "LAKESIDE FIRST BANK", origin: DemoCast.bank.routing,
            originName: "LAKESIDE FIRST BANK", created: DemoCast.day, time: "0515", idModifier: modifier)
    }

    /// One batch for each payer and payment; notes the trace number of each entry under its TRN.
    private static func entries(_ traces: inout [String: String]) throws -> [UInt8] {
        var file = try builder("A")
        let payments = [DemoDay.harborPayment, DemoDay.prairiePayment, DemoDay.cedarPayment].map {
            ($0.payer, $0.trace, $0.amount, "HCCLAIMPMT")
        }
        let order = DemoDay.prairieOrder
        for (payer, trace, amount, description) in payments + [(order.payer, order.trace, order.amount, "INVOICES")] {
            try begin(payer, description, &file)
            traces[trace] = try credit(payer, trace, amount, &file)
        }
        return try file.finish()
    }

    private static func lateEntry(_ trace: String, _ cents: Int64) throws -> [UInt8] {
        var file = try builder("B")
        try begin(DemoCast.prairieMutual, "HCCLAIMPMT", &file)
        _ = try credit(DemoCast.prairieMutual, trace, cents, &file)
        return try file.finish()
    }

    private static func begin(_ payer: DemoPartner, _ description: String, _ file: inout NACHAFileBuilder) throws {
        try file.beginBatch(
            companyName: payer.shortTitle, companyID: payer.payerID, description: description,
            effective: DemoCast.day, originatingDFI: String(payer.routing.prefix(8)))
    }

    private static func credit(
        _ payer: DemoPartner, _ trace: String, _ cents: Int64, _ file: inout NACHAFileBuilder
    ) throws -> String {
        try file.addCredit(
            routingNumber: DemoCast.bank.routing, accountNumber: DemoCast.hospitalAccount, cents: cents,
            identification: trace, name: "MAPLETON GENERAL",
            trace: ReassociationTrace(traceNumber: trace, payerID: payer.payerID))
    }

    /// Changes the last digit of the entry hash in the batch control record (columns 11 to 20).
    private static func withWrongHash(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        var start = 0
        while start + 94 <= bytes.count {
            if bytes[start] == UInt8(ascii: "8") {
                bytes[start + 19] = bytes[start + 19] == UInt8(ascii: "7") ? UInt8(ascii: "3") : UInt8(ascii: "7")
            }
            start += 95
        }
        return bytes
    }

    // MARK: The statement

    private static func statementEntries(_ traces: [String: String]) -> [DemoEntry] {
        let (harbor, prairie, order) = (DemoDay.harborPayment, DemoDay.prairiePayment, DemoDay.prairieOrder)
        return [
            DemoEntry(
                amount: harbor.amount, code: "142", text: "ACH CREDIT BLUE HARBOR HCCLAIMPMT",
                advice: "TRN*1*\(harbor.trace)*\(harbor.payer.payerID)~", payer: harbor.payer.title.uppercased()),
            DemoEntry(
                amount: prairie.amount, code: "142", text: "ACH CREDIT PRAIRIE MUTUAL HCCLAIMPMT",
                trace: traces[prairie.trace], payer: prairie.payer.title.uppercased()),
            DemoEntry(
                amount: DemoDay.cedarPayment.amount, code: "142", text: "ACH CREDIT CEDAR VALLEY HCCLAIMPMT",
                trace: traces[DemoDay.cedarPayment.trace], payer: DemoCast.cedarValley.title.uppercased()),
            DemoEntry(
                amount: order.amount, code: "142", text: "ACH CREDIT PRAIRIE MUTUAL INVOICES",
                advice: "TRN*1*\(order.trace)*\(order.payer.payerID)~", trace: traces[order.trace],
                payer: order.payer.title.uppercased()),
            DemoEntry(
                amount: DemoDay.cashLogs.reduce(0) { $0 + $1.amount }, code: "301", text: "CASH DEPOSIT",
                advice: "BRANCH DEPOSIT SLIP \(DemoDay.depositSlip)"),
            DemoEntry(amount: 4_217, code: "354", text: "INTEREST CREDIT"),
            DemoEntry(amount: -1_850, code: "698", text: "ACCOUNT ANALYSIS FEE"),
            DemoEntry(amount: 31_111, code: "399", text: "MISCELLANEOUS CREDIT"),
        ]
    }
}
