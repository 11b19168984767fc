// Writes the demonstration's Config/: what an operator would write by hand, with the keys' fingerprints.

import Ledger

enum DemoConfiguration {
    /// - Parameter port: where the partner that exchanges messages listens.
    static func write(to stage: DemoStage, _ keys: DemoKeys, port: Int) throws {
        try stage.write("Config/gateway.yaml", gateway(keys))
        try stage.write("Config/chart-of-accounts.yaml", chart)
        for partner in DemoCast.partners {
            let text = partner.messageName.map { messages(partner, $0, port) } ?? text(partner, keys)
            try stage.write("Config/partners/\(partner.name).yaml", text)
        }
    }

    private static func gateway(_ keys: DemoKeys) -> String {
        """
        organisation: { name: \(DemoCast.hospital), ein: "\(DemoCast.hospitalEmployerID)" }
        folders: { inbox: inbox, outbox: outbox, state: state }
        database: sqlite
        openpgp: { home: state/gnupg, key: \(keys.fingerprint(of: DemoKeys.hospital)) }
        as2: { certificate: \(DemoCertificates.own).pem, key: \(DemoCertificates.own).key }
        listen: { as2: "127.0.0.1:0" }
        ledger: { chart-of-accounts: chart-of-accounts.yaml, export: [csv, hledger], to: \(DemoCast.erp.name) }

        """
    }

    private static func text(_ partner: DemoPartner, _ keys: DemoKeys) -> String {
        let fingerprint = keys.fingerprint(of: partner.name)
        return """
            name: \(partner.name)
            role: \(partner.role)
            expects: [\(partner.expects.joined(separator: ", "))]
            receive:
              - folder: inbox/\(partner.name)
                openpgp: required
                signed-by: [\(fingerprint)]
                checksum: required
                complete-when: quiet 100ms
            send:
              - folder: outbox/\(partner.name)
                openpgp: { encrypt-to: [\(fingerprint)], sign: true, armor: false }
                checksum: sha256
            \(partner.name == DemoCast.erp.name ? reports : "")
            """
    }

    /// The standard accounts, and one more for the second bank account. What events post to is left as it is.
    private static var chart: String {
        let reserve = Account(code: "1015", name: "assets:cash:reserve", type: .asset)
        let accounts = (ChartOfAccounts.standard.accounts + [reserve]).map { account in
            let within = account.clearsWithin.map { ", clears-within: \($0)" } ?? ""
            return "  - { code: \"\(account.code)\", name: \"\(account.name)\", type: \(account.type)\(within) }\n"
        }
        let cash = "{ default: \"1010\", accounts: { \"\(DemoCast.reserveAccount)\": \"\(reserve.code)\" } }"
        return "accounts:\n\(accounts.joined())cash: \(cash)\n"
    }

    private static let reports = """
        reports:
          - { report: daily-reconciliation, format: html, when: after-statement }

        """

    /// A partner whose messages come by HTTP; the signature and encryption are those of the message.
    private static func messages(_ partner: DemoPartner, _ name: String, _ port: Int) -> String {
        let certificate = "\(DemoCertificates.agreed(partner)).pem"
        return """
            name: \(partner.name)
            role: \(partner.role)
            expects: [\(partner.expects.joined(separator: ", "))]
            identifiers: { as2: \(name) }
            receive:
              - as2: { to: \(DemoCast.hospitalMessageName), certificate: \(certificate), encryption: required, signature: required }
            send:
              - as2: { url: "http://127.0.0.1:\(port)/as2", from: \(DemoCast.hospitalMessageName), certificate: \(certificate), receipt: sync }

            """
    }
}
