// Writes the segments of the three flavours of the 820, each in its guide's order.

import Money

extension SetComposer {
    mutating func compose(_ order: PremiumPayment) {
        payment(order.payment)
        trace(order.trace)
        currency(order.currency)
        references(order.references)
        dates(order.dates)
        partyName("PE", order.receiver)
        additionalName(order.receiver.additionalName)
        address(order.receiver.address)
        delivery(order.receiver.delivery)
        partyName("PR", order.payer)
        additionalName(order.payer.additionalName)
        address(order.payer.address)
        contacts(order.payer.contacts)
        for bank in order.banks {
            partyName(bank.role, bank.party)
            additionalName(bank.party.additionalName)
            address(bank.party.address)
            contacts(bank.party.contacts)
        }
        switch order.detail {
        case .organisation(let one):
            entity(1, one.role, one.identifier)
            for adjustment in one.earlierAdjustments { self.adjustment(adjustment) }
            for remittance in one.remittances { self.remittance(remittance, as: PremiumItems.organisation) }
        case .individuals(let individuals):
            for (index, individual) in individuals.enumerated() {
                entity(index + 1, "2J", individual.identifier)
                name(individual.role, individual.name)
                for adjustment in individual.earlierAdjustments { self.adjustment(adjustment) }
                for remittance in individual.remittances { self.remittance(remittance, as: PremiumItems.individual) }
            }
        }
    }

    mutating func compose(_ order: ExchangePayment) {
        payment(order.payment)
        trace(order.trace)
        references(order.references)
        dates(order.dates)
        for (role, party) in [("PE", order.payee), ("RM", order.payer)] {
            partyName(role, party)
            address(party.address)
            contacts(party.contacts)
        }
        for (index, one) in order.entities.enumerated() {
            entity(index + 1, one.role, one.identifier)
            name("IL", one.subscriber)
            if one.subscriber != nil { references(one.references) }
            for remittance in one.remittances { self.remittance(remittance) }
        }
    }

    mutating func compose(_ order: PaymentOrderAdvice) {
        payment(order.payment)
        for note in order.notes {
            begin("NTE")
            text(note.qualifier, 363)
            text(note.identifier, 352)
            end()
        }
        trace(order.trace)
        currency(order.currency)
        references(order.references)
        dates(order.dates)
        for one in order.parties {
            partyName(one.role, one.party)
            additionalName(one.party.additionalName)
            address(one.party.address)
            references(one.party.references)
            contacts(one.party.contacts)
            delivery(one.party.delivery)
        }
        for (index, one) in order.entities.enumerated() {
            entity(index + 1, one.role, one.identifier)
            for name in one.names { self.name(name.role, name.name) }
            for adjustment in one.adjustments { self.adjustment(adjustment) }
            for remittance in one.remittances { self.remittance(remittance) }
        }
    }

    private mutating func entity(_ number: Int, _ role: String?, _ identifier: QualifiedIdentifier?) {
        begin("ENT")
        self.number(number)
        text(role, 98)
        text(identifier?.qualifier, 66)
        text(identifier?.identifier, 67)
        if (role == nil) != (identifier == nil) { refuse("ENT02, ENT03 and ENT04 come together or not at all.") }
        end()
    }

    private mutating func adjustment(_ adjustment: OutgoingAdjustment) {
        begin("ADX")
        money(adjustment.hundredths)
        text(adjustment.reason, 426)
        text(adjustment.reference?.qualifier, 128)
        text(adjustment.reference?.identifier, 127)
        end()
        references(adjustment.references)
        dates(adjustment.dates)
    }

    /// `qualifiers`: what RMR01 may be, where the loop says so.
    private mutating func remittance(_ remittance: OutgoingRemittance, as qualifiers: Set<String>? = nil) {
        begin("RMR")
        text(remittance.item.qualifier, 128)
        if let qualifiers, !qualifiers.contains(remittance.item.qualifier) {
            refuse("The guide has no item of this qualifier in this loop.")
        }
        text(remittance.item.identifier, 127)
        text(remittance.action, 482)
        if qualifiers == PremiumItems.individual, remittance.action != nil {
            refuse("The guide does not use RMR03 of an individual's item.")
        }
        money(remittance.paid)
        money(remittance.billed)
        money(remittance.discount)
        if let discount = remittance.discount, discount < 0 { refuse("A discount taken is positive.") }
        end()
        references(remittance.references)
        dates(remittance.dates)
        for line in remittance.lines { self.line(line) }
        for adjustment in remittance.adjustments { self.adjustment(adjustment) }
    }

    private mutating func line(_ line: OutgoingInvoiceLine) {
        begin("IT1")
        text(line.number, 350)
        end()
        if let charge = line.charge {
            begin("SAC")
            text("C", 248)
            text(line.chargeCode, 1300)
            skip(2)
            // SAC05 is of type N2: hundredths without a point.
            number(Int(exactly: charge))
            end()
        }
        if let count = line.count {
            begin("SLN")
            text("1", 350)
            skip()
            text("O", 662)
            quantity(count)
            composite { $0.text(line.unit, 355) }
            end()
        }
    }
}

/// What RMR01 may be in the two loops of X218, which the reader takes as one.
private enum PremiumItems {
    static let organisation: Set<String> = ["11", "1L", "CT", "IK"]
    static let individual: Set<String> = ["11", "9J", "AZ", "B7", "CT", "ID", "IG", "IK", "KW"]
}
