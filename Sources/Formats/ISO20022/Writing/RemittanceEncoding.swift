// Remittance information into a message's elements, in the schemas' order.
// Relies on OrderEncoder.

import Money

extension OrderEncoder {
    private static let documentTypes: Set<String> = [
        "MSIN", "CNFA", "DNFA", "CINV", "CREN", "DEBN", "HIRI", "SBIN", "CMCN", "SOAC", "DISP", "BOLD", "VCHR", "AROI",
        "TSUT",
    ]
    private static let referenceTypes: Set<String> = ["RADM", "RPIN", "FXDR", "DISP", "PUOR", "SCOR"]

    mutating func remittance(_ remittance: RemittanceInformation) {
        if remittance.isEmpty { return }
        open(.remittance)
        var characters = profile.characters
        if case .ach = rail { characters = profile.remittanceCharacters }
        for text in remittance.unstructured { words(.unstructured, text, atMost: 140, characters) }
        for part in remittance.structured { structured(part) }
        close()
    }

    private mutating func structured(_ part: StructuredRemittance) {
        open(.structured)
        for document in part.documents { self.document(document) }
        amounts(part.amounts)
        creditorReference(part.creditorReference)
        party(.invoicer, part.invoicer)
        party(.invoicee, part.invoicee)
        checkCount(part.additional.count, atMost: 3, .additionalRemittance)
        for text in part.additional { words(.additionalRemittance, text, atMost: 140) }
        close()
    }

    private mutating func document(_ document: ReferredDocument) {
        open(.referredDocument)
        let types = version < 9 ? OrderEncoder.documentTypes : OrderEncoder.documentTypes.union(["PUOR"])
        type(document.type, issuer: document.issuer, closed: types)
        identifier(.number, document.number)
        date(.relatedDate, document.date)
        close()
    }

    private mutating func type(_ type: PaymentCode?, issuer: String?, closed: Set<String>) {
        guard let type else {
            if issuer != nil { report(CreditTransferRules.missing, "An issuer is named, and no type.", .type) }
            return
        }
        open(.type)
        code(.codeOrProprietary, type, closed: closed)
        words(.issuer, issuer, atMost: 35)
        close()
    }

    private mutating func amounts(_ amounts: ReferredAmounts?) {
        guard let amounts else { return }
        open(.referredAmounts)
        if let due = amounts.duePayable { money(.duePayable, due) }
        wrapped(.discountApplied, amounts.discounts)
        if let note = amounts.creditNote { money(.creditNote, note) }
        wrapped(.tax, amounts.taxes)
        for adjustment in amounts.adjustments {
            open(.adjustment)
            money(.amount, adjustment.amount)
            if let isCredit = adjustment.isCredit { plain(.creditDebit, isCredit ? "CRDT" : "DBIT") }
            identifier(.reason, adjustment.reason, atMost: 4)
            words(.additionalInformation, adjustment.information, atMost: 140)
            close()
        }
        if let remitted = amounts.remitted { money(.remitted, remitted) }
        close()
    }

    /// Plain and once in version .03, wrapped and repeated in .09.
    private mutating func wrapped(_ word: PaymentWord, _ amounts: [Money]) {
        if version < 9 { checkCount(amounts.count, atMost: 1, word) }
        for amount in amounts {
            if version < 9 {
                money(word, amount)
            } else {
                open(word)
                money(.amount, amount)
                close()
            }
        }
    }

    private mutating func creditorReference(_ reference: CreditorReference?) {
        guard let reference else { return }
        open(.creditorReferenceInformation)
        type(reference.type, issuer: reference.issuer, closed: OrderEncoder.referenceTypes)
        if reference.type == .code("SCOR"), reference.reference.hasPrefix("RF"),
            !CheckDigits.isCreditorReference(reference.reference)
        {
            report(CreditTransferRules.creditorReference, "The RF reference's check digits are wrong.", .reference)
        }
        required(.reference, reference.reference)
        close()
    }
}
