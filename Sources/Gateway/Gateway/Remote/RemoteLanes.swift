// The lanes of all accounts: all at the same time, none waiting for another.

import Dispatch
import OpenPGP

struct RemoteLanes: Sendable {
    private let installation: Installation
    private let keyring: Keyring?
    private let ending: LaneEnding
    private let accounts: [RemoteAccount]

    init(_ installation: Installation, keyring: Keyring?, _ ending: LaneEnding) {
        self.installation = installation
        self.keyring = keyring
        self.ending = ending
        accounts = RemoteAccount.all(installation.configuration)
    }

    /// Begins a lane for each account, which serves it until its end. Where a lane of an earlier configuration still has a
    /// file of the account in hand, the new one begins after it.
    func start(_ lanes: Lanes) {
        for account in accounts {
            lanes.begin("server \(account.partner.name) \(account.address)") { _ in
                while !ending.isDue() {
                    reporting(account) { try lane(account).serve() }
                    if !ending.isDue() { RemoteLane.pause(milliseconds: 2_000) }
                }
            }
        }
    }

    /// Begins to fetch once from every account; whoever waits for the group waits for the slowest.
    func startFetching() -> DispatchGroup { each { try $0.fetchOnce() } }

    /// Brings to every account what is due.
    func deliverOnce() { each { try $0.deliverOnce() }.wait() }

    private func each(_ body: @escaping @Sendable (RemoteLane) throws -> Void) -> DispatchGroup {
        let group = DispatchGroup()
        for account in accounts {
            DispatchQueue(label: "hms-ach.server").async(group: group) {
                reporting(account) { try body(lane(account)) }
            }
        }
        return group
    }

    private func lane(_ account: RemoteAccount) throws -> RemoteLane {
        try RemoteLane(installation, keyring: keyring, account, ending)
    }

    private func reporting(_ account: RemoteAccount, _ body: () throws -> Void) {
        do {
            try body()
        } catch {
            installation.log.error(
                "lane.fault", metadata: ["lane": "server \(account.partner.name)", "error": "\(error)"])
        }
    }
}
