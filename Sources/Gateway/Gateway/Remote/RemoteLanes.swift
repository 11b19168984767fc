// The lanes of all accounts: one after the other's start, all at the same time, none waiting for another.

import Dispatch
import OpenPGP

struct RemoteLanes: Sendable {
    private let installation: Installation
    private let keyring: Keyring?
    let accounts: [RemoteAccount]

    init(_ installation: Installation, keyring: Keyring?) {
        self.installation = installation
        self.keyring = keyring
        accounts = RemoteAccount.all(installation.configuration)
    }

    /// A lane that serves one account until `isEnded`.
    func serve(_ account: RemoteAccount, isEnded: @escaping @Sendable () -> Bool) throws {
        try RemoteLane(installation, keyring: keyring, account, isEnded: isEnded).serve()
    }

    /// Fetches from every account once; all of them at the same time. What goes wrong in one is reported.
    func fetchOnce(isEnded: @escaping @Sendable () -> Bool) { each(isEnded) { try $0.fetchOnce() } }

    /// Brings to every account what is due.
    func deliverOnce(isEnded: @escaping @Sendable () -> Bool) { each(isEnded) { try $0.deliverOnce() } }

    private func each(
        _ isEnded: @escaping @Sendable () -> Bool, _ body: @escaping @Sendable (RemoteLane) throws -> Void
    ) {
        let group = DispatchGroup()
        for account in accounts {
            DispatchQueue(label: "hms-ach.sftp").async(group: group) {
                do {
                    try body(RemoteLane(installation, keyring: keyring, account, isEnded: isEnded))
                } catch {
                    installation.log.error(
                        "lane.fault", metadata: ["lane": "sftp \(account.partner.name)", "error": "\(error)"])
                }
            }
        }
        group.wait()
    }
}
