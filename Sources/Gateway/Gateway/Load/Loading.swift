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
        while try database.write({ try $0.discardFacts(of: arrival.id, limit: StagedPosting.batchSize) }) > 0 {}
        var source = installation.spool.source(arrival.openedSpool ?? arrival.spool)
        var sink = StagedFactSink(database: database, vault: installation.vault)
        let id = ArrivalID(arrival.id)
        switch kind {
        case .nacha: try NACHAIntake.load(&source, arrival: id, into: &sink)
        case .x12: try X12Intake.load(&source, arrival: id, keys: installation.keys, into: &sink)
        case .statement: try StatementIntake.load(&source, arrival: id, keys: installation.keys, into: &sink)
        case .openItems: try OpenItemsIntake.load(&source, arrival: id, keys: installation.keys, into: &sink)
        case .accountReport, .notification, .creditTransfer, .paymentStatus, .payments, .unknown: break
        }
        try sink.flush()
        DurableStep.loadFinished.reached()
    }
}
