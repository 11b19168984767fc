// What stops an account on a partner's server.

import SFTP

extension AccountBreaker {
    init(_ installation: Installation, _ account: RemoteAccount) {
        self.init(installation, partner: account.partner.name, account: account.address) {
            account.fingerprint(installation)
        }
    }

    /// Whether a failure is one after which nothing may be tried by itself.
    static func opens(on failure: SFTPFailure) -> Bool {
        switch failure {
        case .hostKeyChanged, .loginRefused: true
        default: false
        }
    }
}
