// The lanes of all partners that we exchange messages with: all at the same time, none waiting for another.

import Configuration
import Dispatch
import OpenPGP

struct MessageLanes: Sendable {
    private let installation: Installation
    private let keyring: Keyring?
    private let ending: LaneEnding
    private let relations: ExchangeRelations
    private let partners: [String]

    init(_ installation: Installation, keyring: Keyring?, _ ending: LaneEnding) {
        self.installation = installation
        self.keyring = keyring
        self.ending = ending
        relations = ExchangeRelations(installation.configuration, installation.root)
        partners = installation.configuration.partners.filter { partner in
            partner.receive.contains { $0.as2 != nil } || partner.send.contains { $0.as2 != nil }
        }.map(\.name)
        for complaint in relations.complaints {
            installation.log.error("exchange.unusable", metadata: ["complaint": "\(complaint)"])
        }
    }

    /// Posts what is due once, to every partner; all of them at the same time.
    func postOnce() {
        let group = DispatchGroup()
        for partner in partners {
            DispatchQueue(label: "hms-ach.as2").async(group: group) {
                do {
                    try lane(partner).work()
                } catch {
                    installation.log.error("lane.fault", metadata: ["lane": "as2 \(partner)", "error": "\(error)"])
                }
            }
        }
        group.wait()
    }

    /// Begins a lane for each partner, which serves it until its end. Where a lane of an earlier configuration still has a
    /// message of the partner in hand, the new one begins after it.
    func start(_ lanes: Lanes) {
        for partner in partners {
            lanes.begin("as2 \(partner)") { progress in lane(partner).serve { progress.advance() } }
        }
    }

    private func lane(_ partner: String) -> MessageLane {
        MessageLane(installation, keyring: keyring, partner: partner, relations, isEnded: ending.isDue)
    }
}
