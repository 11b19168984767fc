// Whether a receipt proves that a message was delivered. All of the checks have to pass for that; each that fails says so.

public import SMIME

/// What a receipt means for the message it is about.
public struct ReceiptVerdict: Sendable, Hashable {
    public enum Outcome: String, Sendable, Hashable, Codable {
        /// Proven: the partner has the message as we sent it.
        case delivered
        /// The partner says that it did not take the message.
        case refused
        /// The same without the signature that was asked for. In the answer to our own request it counts as refused; in a request
        /// of its own anybody may have sent it, and the message stays pending.
        case refusedUnproven = "refused-unproven"
        /// The partner says that it took the message, and contradicts itself: another MIC, a warning. A person has to look.
        case contradictory
        /// No receipt for this message, or not the partner's. The message stays pending.
        case unproven
    }

    public let outcome: Outcome
    /// In words for people: what failed, or what is worth knowing of a delivery.
    public let reasons: [String]
    /// The partner's certificate that signed the receipt.
    public let signer: Certificate?
    /// The rule by which the MIC fitted.
    public let rule: MICRule?
}

extension PendingMessage {
    /// Judges a receipt for this message (RFC 4130, section 7; all conditions are needed for a delivery).
    ///
    /// - Parameters:
    ///   - time: Unix seconds, for the validity of the partner's certificate.
    ///   - recalculated: the MIC of the kept message by another digest, for a partner that used one we had not foreseen; nil where
    ///     it cannot be had.
    public func judge(
        _ received: ReceivedReceipt, by policy: ReceiptPolicy, at time: Int64,
        recalculated: (DigestName, MICRule) -> MIC? = { _, _ in nil }
    ) -> ReceiptVerdict {
        let receipt = received.receipt
        let address = addressReasons(received)
        let proof = proof(of: received, policy, time)
        func verdict(_ outcome: ReceiptVerdict.Outcome, _ reasons: [String], _ rule: MICRule? = nil) -> ReceiptVerdict {
            ReceiptVerdict(outcome: outcome, reasons: reasons + proof.notes, signer: proof.signer, rule: rule)
        }
        if !address.isEmpty { return verdict(.unproven, address + proof.reasons) }

        let isPositive = receipt.disposition.isPlainSuccess || receipt.disposition.isDuplicateWarning
        if receipt.disposition.kind == .processed, receipt.disposition.modifier == .warning, !isPositive {
            let outcome: ReceiptVerdict.Outcome = proof.reasons.isEmpty ? .contradictory : .unproven
            return verdict(outcome, ["the partner took it with a warning: \(receipt.disposition)"] + proof.reasons)
        }
        if !isPositive {
            let said = ["the partner reports \(receipt.disposition)"] + receipt.remarks
            return verdict(proof.reasons.isEmpty ? .refused : .refusedUnproven, said + proof.reasons)
        }
        if !proof.reasons.isEmpty { return verdict(.unproven, proof.reasons) }
        switch match(receipt, policy, recalculated) {
        case .fits(let rule): return verdict(.delivered, duplicateNote(receipt), rule)
        case .missingAllowed:
            return verdict(.delivered, duplicateNote(receipt) + ["the receipt names no MIC, as some products do"])
        case .wrong(let reason): return verdict(.contradictory, [reason])
        }
    }

    private func duplicateNote(_ receipt: Receipt) -> [String] {
        receipt.disposition.isDuplicateWarning ? ["the partner had this message already"] : []
    }

    /// Whether the receipt is about this message and goes the other way between the same two.
    private func addressReasons(_ received: ReceivedReceipt) -> [String] {
        var reasons: [String] = []
        if received.receipt.originalMessageID == nil {
            reasons.append("the receipt does not say which message it is for (Original-Message-ID)")
        } else if received.receipt.originalMessageID != messageID {
            reasons.append("the receipt is for another message")
        }
        if let name = received.sender, !Self.isSame(name, partner) {
            reasons.append("the receipt comes from \"\(name)\", the message went to \"\(partner)\"")
        }
        if let name = received.addressee, !Self.isSame(name, sender) {
            reasons.append("the receipt is addressed to \"\(name)\", the message came from \"\(sender)\"")
        }
        return reasons
    }

    /// pyas2lib quotes a name once more that came in quotes.
    private static func isSame(_ name: AS2Name, _ expected: AS2Name) -> Bool {
        name == expected || AS2Name(field: name.text) == expected
    }

    private func proof(
        of received: ReceivedReceipt, _ policy: ReceiptPolicy, _ time: Int64
    ) -> (signer: Certificate?, reasons: [String], notes: [String]) {
        guard let signature = received.signature else {
            return (nil, wantsSignedReceipt ? ["the receipt is not signed, and a signed one was asked for"] : [], [])
        }
        let verdict = signature.verdict(pinned: policy.certificates, accepting: policy.digests)
        guard case .valid(let signer, _) = verdict else { return (nil, [verdict.sentence(for: "receipt")], []) }
        if signer.isShort(of: policy.minimumKeyBits) {
            return (signer, ["the receipt is signed with an RSA key of \(signer.keyBits) bits, too few"], [])
        }
        if signer.holds(at: time) { return (signer, [], []) }
        let sentence = "the receipt is signed by a certificate that is not valid now"
        return policy.acceptsExpiredCertificates ? (signer, [], [sentence]) : (signer, [sentence], [])
    }

    private enum MICMatch {
        case fits(MICRule)
        case missingAllowed
        case wrong(String)
    }

    private func match(
        _ receipt: Receipt, _ policy: ReceiptPolicy, _ recalculated: (DigestName, MICRule) -> MIC?
    ) -> MICMatch {
        guard let mic = receipt.mic else {
            let isNeeded = policy.demandsMIC || isSigned && wantsSignedReceipt || receipt.disposition.isDuplicateWarning
            return isNeeded
                ? .wrong("the receipt names no MIC that can be read: it does not say what was received")
                : .missingAllowed
        }
        for candidate in mics {
            if candidate.mic == mic { return .fits(candidate.rule) }
            if candidate.mic.algorithm != mic.algorithm, recalculated(mic.algorithm, candidate.rule) == mic {
                return .fits(candidate.rule)
            }
        }
        return .wrong("the receipt's MIC is not that of the message: the partner received something else")
    }
}
