// Load: the second pass over a sound document, from which its facts are staged. Doing it again starts from nothing.

import Facts
import Inspection
import Intake
import Store

struct Loading {
    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// Stages the facts of an arrival. Throws what the mapping of the kind throws.
    func load(_ arrival: ArrivalRecord, kind: DocumentKind) throws {
        let database = installation.database
        try discard(arrival)
        var source = installation.spool.source(arrival.openedSpool ?? arrival.spool)
        var sink = StagedFactSink(database: database, vault: installation.vault)
        let id = ArrivalID(arrival.id)
        switch kind {
        case .nacha:
            let forms = installation.configuration.partner(named: arrival.partner)?.originates ?? []
            if forms.isEmpty {
                try NACHAIntake.load(&source, arrival: id, keys: installation.keys, into: &sink)
            } else {
                try OriginationIntake.load(&source, arrival: id, keys: installation.keys, forms: forms, into: &sink)
            }
        case .x12: try X12Intake.load(&source, arrival: id, keys: installation.keys, into: &sink)
        case .statement, .accountReport:
            try StatementIntake.load(
                &source, arrival: id, keys: installation.keys, rules: installation.configuration.bankRules, into: &sink)
        case .openItems: try OpenItemsIntake.load(&source, arrival: id, keys: installation.keys, into: &sink)
        case .ledgerAcknowledgement:
            try AcknowledgementLoading.load(&source, arrival: arrival.id, database, installation.vault)
        case .notification, .creditTransfer, .paymentStatus, .payments, .unknown: break
        }
        try sink.flush()
        DurableStep.loadFinished.reached()
    }

    /// Takes the staged facts of an arrival away again.
    func discard(_ arrival: ArrivalRecord) throws {
        while try installation.database.write({
            try $0.discardFacts(of: arrival.id, limit: StagedPosting.batchSize)
        }) > 0 {}
    }

    /// Why the loaded facts must not be posted, which only shows beside those that count already; nil when nothing forbids.
    func obstacle(_ arrival: ArrivalRecord, kind: DocumentKind) throws -> Refusal? {
        if kind == .ledgerAcknowledgement {
            let strange = try installation.database.read { try $0.strangeAcknowledgementCount(of: arrival.id) }
            if strange == 0 { return nil }
            return Refusal(
                LedgerActRules.strangeAcknowledgement, "\(strange) rows are about nothing that we sent.")
        }
        if kind == .statement {
            guard let original = try installation.database.read({ try $0.arrivalRepeated(byStatementsOf: arrival.id) })
            else { return nil }
            return Refusal(
                GatewayRules.duplicateStatement,
                "Account, day and balances of a statement are those of one in arrival \(original), under another number."
            )
        }
        guard kind == .openItems else { return nil }
        let repeated = try installation.database.read { try $0.repeatedItemCount(of: arrival.id) }
        if repeated == 0 { return nil }
        return Refusal(GatewayRules.duplicateItem, "\(repeated) items have an item id that an earlier file used.")
    }
}
