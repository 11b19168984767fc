// What there is to say about a return or a change beyond the exception itself: the entry of ours, what answers what, and the
// data that the bank asks us to use from now on.

import Facts
import ISO20022
import Intake
import NACHA
import Store
import Vault

extension Installation {
    func tell(
        _ item: ACHItem, sealedCorrection: [UInt8]?, reveals: Bool, _ session: Session
    ) throws -> [CaseSentence] {
        var told: [CaseSentence] = []
        if let code = item.returnCode, let term = ReturnTerms.all[code] {
            told.append(CaseSentence(what: "code", detail: "\(code), \(term.meaning)"))
        }
        if let sealedCorrection, let code = item.returnCode {
            let text = String(
                decoding: try vault.open(sealedCorrection, as: StagedFactSink.correctionPurpose), as: UTF8.self)
            for (what, value) in Correction.parts(code: code, text, reveals: reveals) {
                told.append(CaseSentence(what: what, detail: value))
            }
        }
        for match in try session.matches(onLeft: item.evidence) + session.matches(onRight: item.evidence) {
            switch match.kind {
            case .returnedEntry where match.left.evidence == item.evidence,
                .changedEntry where match.left.evidence == item.evidence:
                let name = try paymentNames().right(of: match, session)
                let arrival = try match.right.evidence.flatMap { try session.arrival($0.arrival.number) }
                let file = arrival.map { " of \($0.name) from \($0.partner)" } ?? ""
                told.append(CaseSentence(what: "our entry", detail: "\(name), trace \(match.right.reference)\(file)"))
            case .dishonoredReturn, .contestedDishonor:
                let isAnswer = match.left.evidence == item.evidence
                told.append(
                    CaseSentence(
                        what: isAnswer ? "answers" : "answered by",
                        detail: "\(isAnswer ? match.right.reference : match.left.reference): \(match.explanation)"))
            default: continue
            }
        }
        return told
    }
}

/// What a notification of change asks for, in words.
enum Correction {
    /// Account numbers, names and identifications are hidden unless `reveals`. What cannot be read by its code is said to be
    /// so, and stands there whole only where it is revealed.
    static func parts(code: String, _ text: String, reveals: Bool) -> [(what: String, value: String)] {
        guard let data = CorrectedData(changeCode: code, text: text) else {
            return [("asks for", reveals ? text : "data that cannot be read by the code; see it with --reveal")]
        }
        func hidden(_ value: String) -> String { reveals ? value : AccountMask.text(value) }
        let parts: [(String, String?)] = [
            ("routing number", data.routingNumber), ("account number", data.accountNumber.map(hidden)),
            ("transaction code", data.transactionCode.map(String.init)), ("receiver's name", data.name.map(hidden)),
            ("identification", data.identification.map(hidden)), ("company name", data.companyName),
            ("company identification", data.companyID), ("receiver's bank", data.receivingBank),
        ]
        return parts.compactMap { part in part.1.map { ("new \(part.0)", $0) } }
    }
}
