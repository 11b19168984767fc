// The desk of a gateway at work: follows the configuration from one reading to the next.

import Synchronization

/// Hands each request to the desk of the configuration in force.
final class GatewayDesk: PostDesk {
    private let generation: @Sendable () -> Generation
    private let isStopped: @Sendable () -> Bool
    private let precedence: ReceptionPrecedence
    private let inWork = MessagesInWork()
    private let desk = Mutex<(number: Int, desk: MessageDesk)?>(nil)

    init(
        _ generation: @escaping @Sendable () -> Generation, _ precedence: ReceptionPrecedence,
        isStopped: @escaping @Sendable () -> Bool
    ) {
        self.generation = generation
        self.precedence = precedence
        self.isStopped = isStopped
    }

    func admit(_ head: PostHead) -> PostAdmission {
        let admission = current().admit(head)
        guard case .admitted(let reception) = admission else { return admission }
        return .admitted(PrecedingReception(reception: reception, precedence: precedence))
    }

    private func current() -> MessageDesk {
        let now = generation()
        if let kept = desk.withLock({ $0 }), kept.number == now.number { return kept.desk }
        let relations = ExchangeRelations(now.installation.configuration, now.installation.root)
        let fresh = MessageDesk(now.installation, relations, inWork, isStopped: isStopped)
        desk.withLock { $0 = (now.number, fresh) }
        return fresh
    }
}
