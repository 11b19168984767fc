// What departments are told of the payments that they ordered: those that came back, what was answered to that, and what the
// receivers' banks ask to be changed. A file for each department, in the posting that learned of it.
// Account numbers stand there in full only where the file leaves encrypted.

import Configuration
import Delimited
import Facts
import Intake
import Money
import Reconciliation
import Store
import Vault

struct ReturnNotices {
    static let columns = [
        "payment_id", "what", "code", "meaning", "amount", "currency", "settled_on", "apply_by", "trace_number",
        "original_trace_number", "new_data",
    ]

    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// The files of a posting, by department. Departments without a channel are not told.
    func files(of posting: StagedPosting) throws -> [(partner: Partner, file: Answer)] {
        try installation.database.read { session in
            var byPartner: [String: [ReturnedPayment]] = [:]
            for payment in try session.returnedPayments(posting: posting.number) {
                guard let arrival = try session.arrival(payment.entry.arrival.number) else { continue }
                byPartner[arrival.partner, default: []].append(payment)
            }
            return try byPartner.sorted { $0.key < $1.key }.compactMap { name, payments in
                guard let partner = installation.configuration.partner(named: name), let channel = partner.send.first
                else { return nil }
                let bytes = try csv(payments, reveals: channel.encryption != nil, session)
                return (partner, Answer(label: "returns.csv", kind: "notice", bytes: bytes))
            }
        }
    }

    private func csv(_ payments: [ReturnedPayment], reveals: Bool, _ session: Session) throws -> [UInt8] {
        let names = installation.paymentNames()
        var writer = DelimitedWriter(guardsFormulas: true)
        writer.row(Self.columns)
        for payment in payments {
            let item = payment.item
            let code = item.returnCode ?? ""
            writer.row([
                try names.name(at: payment.entry, session) ?? "", what(payment.kind), code,
                ReturnTerms.all[code]?.meaning ?? "", item.amount.magnitude.decimalText, item.amount.currency.code,
                item.effectiveOn.description,
                payment.kind == .changedEntry ? ReturnDeadlines.lastDay(ofApplying: item).description : "",
                item.achTrace,
                item.originalTrace ?? "", try newData(payment, reveals: reveals),
            ])
        }
        return writer.takeBytes()
    }

    private func what(_ kind: MatchKind) -> String {
        switch kind {
        case .dishonoredReturn: "return refused by our bank"
        case .contestedDishonor: "return insisted on by their bank"
        case .changedEntry: "change"
        default: "returned"
        }
    }

    private func newData(_ payment: ReturnedPayment, reveals: Bool) throws -> String {
        guard let sealed = payment.sealedCorrection, let code = payment.item.returnCode else { return "" }
        let text = String(
            decoding: try installation.vault.open(sealed, as: StagedFactSink.correctionPurpose), as: UTF8.self)
        return Correction.parts(code: code, text, reveals: reveals).map { "\($0.what): \($0.value)" }
            .joined(separator: "; ")
    }
}
