// Proves an 820's figures before anything is written: BPR02 is what the items and the adjustments outside them add up to;
// an item with a billed amount balances by itself (X218, section 1.10; the generic 820 alike).

import Money

enum RemittanceBalance {
    /// An entity's part in the balance.
    struct Part {
        var outside: [OutgoingAdjustment]
        var remittances: [OutgoingRemittance]
    }

    static func imbalance(paying hundredths: Int64, for parts: [Part]) -> Imbalance? {
        var moved = CheckedSum()
        for (entity, part) in parts.enumerated() {
            for adjustment in part.outside { moved.add(adjustment.hundredths) }
            for (index, item) in part.remittances.enumerated() {
                moved.add(item.paid)
                guard let billed = item.billed else { continue }
                var rest = CheckedSum()
                rest.add(billed)
                rest.reduce(by: item.discount ?? 0)
                for adjustment in item.adjustments { rest.add(adjustment.hundredths) }
                if let imbalance = Imbalance.check(
                    .item(index + 1, ofEntity: entity + 1), declared: item.paid, derived: rest)
                {
                    return imbalance
                }
            }
        }
        return Imbalance.check(.transaction, declared: hundredths, derived: moved)
    }

    static func imbalance(of order: PremiumPayment) -> Imbalance? {
        let parts =
            switch order.detail {
            case .organisation(let one): [Part(outside: one.earlierAdjustments, remittances: one.remittances)]
            case .individuals(let all): all.map { Part(outside: $0.earlierAdjustments, remittances: $0.remittances) }
            }
        return imbalance(paying: order.payment.hundredths, for: parts)
    }

    static func imbalance(of order: ExchangePayment) -> Imbalance? {
        imbalance(
            paying: order.payment.hundredths,
            for: order.entities.map { Part(outside: [], remittances: $0.remittances) })
    }

    static func imbalance(of order: PaymentOrderAdvice) -> Imbalance? {
        imbalance(
            paying: order.payment.hundredths,
            for: order.entities.map { Part(outside: $0.adjustments, remittances: $0.remittances) })
    }
}
