// The lanes of all partners that we exchange messages with: all at the same time, none waiting for another.

import Configuration
import Dispatch
import OpenPGP

struct MessageLanes: Sendable {
    private let installation: Installation
    private let keyring: Keyring?
    private let relations: ExchangeRelations
    private let partners: [String]

    init(_ installation: Installation, keyring: Keyring?) {
        self.installation = installation
        self.keyring = keyring
        relations = ExchangeRelations(installation.configuration, installation.root)
        partners = installation.configuration.partners.filter { partner in
            partner.receive.contains { $0.as2 != nil } || partner.send.contains { $0.as2 != nil }
        }.map(\.name)
        for complaint in relations.complaints {
            installation.log.error("exchange.unusable", metadata: ["complaint": "\(complaint)"])
        }
    }

    /// Posts what is due once, to every partner; all of them at the same time.
    func postOnce(isEnded: @escaping @Sendable () -> Bool) {
        let group = DispatchGroup()
        for partner in partners {
            DispatchQueue(label: "hms-ach.as2").async(group: group) {
                do {
                    try lane(partner, isEnded).work()
                } catch {
                    installation.log.error("lane.fault", metadata: ["lane": "as2 \(partner)", "error": "\(error)"])
                }
            }
        }
        group.wait()
    }

    /// Serves all partners until `isEnded`; `turn` is called while it waits.
    func serve(isEnded: @escaping @Sendable () -> Bool, turn: () -> Void) {
        let group = DispatchGroup()
        for partner in partners {
            let lane = lane(partner, isEnded)
            DispatchQueue(label: "hms-ach.as2.\(partner)").async(group: group) { lane.serve() }
        }
        let pause = DispatchSemaphore(value: 0)
        while !isEnded() {
            turn()
            _ = pause.wait(timeout: .now() + .milliseconds(200))
        }
        while group.wait(timeout: .now() + .milliseconds(100)) == .timedOut { turn() }
    }

    private func lane(_ partner: String, _ isEnded: @escaping @Sendable () -> Bool) -> MessageLane {
        MessageLane(installation, keyring: keyring, partner: partner, relations, isEnded: isEnded)
    }
}
