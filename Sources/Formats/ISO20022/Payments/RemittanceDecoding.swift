// Remittance information out of a message's elements.
// Relies on PaymentDecoder. Amounts below RfrdDocAmt are plain in version .03 and wrapped with a type later.

import Money

extension PaymentDecoder {
    mutating func remittance(_ index: Int) -> RemittanceInformation {
        var remittance = RemittanceInformation()
        if index < 0 { return remittance }
        remittance.unstructured = texts(.unstructured, of: index, atMost: 140)
        remittance.structured = tree.all(.structured, of: index).map { structured($0) }
        return remittance
    }

    private mutating func structured(_ index: Int) -> StructuredRemittance {
        var part = StructuredRemittance()
        part.documents = tree.all(.referredDocument, of: index).map { document in
            let type = tree.first(.type, of: document)
            return ReferredDocument(
                text(.number, of: document, atMost: 35), type: code(.codeOrProprietary, of: type),
                issuer: text(.issuer, of: type, atMost: 35), date: date(tree.first(.relatedDate, of: document)))
        }
        part.amounts = amounts(tree.first(.referredAmounts, of: index))
        part.creditorReference = creditorReference(tree.first(.creditorReferenceInformation, of: index))
        part.invoicer = party(tree.first(.invoicer, of: index))
        part.invoicee = party(tree.first(.invoicee, of: index))
        part.additional = texts(.additionalRemittance, of: index, atMost: 140)
        return part
    }

    private mutating func amounts(_ index: Int) -> ReferredAmounts? {
        guard index >= 0 else { return nil }
        var amounts = ReferredAmounts(
            duePayable: money(tree.first(.duePayable, of: index)), remitted: money(tree.first(.remitted, of: index)))
        amounts.discounts = wrappedMoney(.discountApplied, of: index)
        amounts.creditNote = money(tree.first(.creditNote, of: index))
        amounts.taxes = wrappedMoney(.tax, of: index)
        amounts.adjustments = tree.all(.adjustment, of: index).compactMap { adjustment in
            guard let amount = money(tree.first(.amount, of: adjustment)) else { return nil }
            return DocumentAdjustment(
                amount, isCredit: isCredit(tree.first(.creditDebit, of: adjustment)),
                reason: text(.reason, of: adjustment, atMost: 4),
                information: text(.additionalInformation, of: adjustment, atMost: 140))
        }
        return amounts
    }

    private mutating func wrappedMoney(_ word: PaymentWord, of parent: Int) -> [Money] {
        tree.all(word, of: parent).compactMap { index in
            let inner = tree.first(.amount, of: index)
            return money(inner < 0 ? index : inner)
        }
    }

    private mutating func isCredit(_ index: Int) -> Bool? {
        switch tree.text(index) {
        case nil: return nil
        case "CRDT": return true
        case "DBIT": return false
        default:
            report(PaymentRules.codeUnknown, "CdtDbtInd is neither CRDT nor DBIT.", at: index)
            return nil
        }
    }

    private mutating func creditorReference(_ index: Int) -> CreditorReference? {
        let place = tree.first(.reference, of: index)
        guard let reference = tree.text(place) else { return nil }
        let type = tree.first(.type, of: index)
        let code = code(.codeOrProprietary, of: type)
        if code == .code("SCOR"), reference.hasPrefix("RF"), !CheckDigits.isCreditorReference(reference) {
            report(PaymentRules.creditorReference, "The RF reference's check digits are wrong.", at: place)
        }
        return CreditorReference(reference, type: code, issuer: text(.issuer, of: type, atMost: 35))
    }
}
