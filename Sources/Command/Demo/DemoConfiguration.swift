// Writes the demonstration's Config/: what an operator would write by hand, with the keys' fingerprints.

enum DemoConfiguration {
    static func write(to stage: DemoStage, _ keys: DemoKeys) throws {
        try stage.write("Config/gateway.yaml", gateway(keys))
        for partner in DemoCast.partners {
            try stage.write("Config/partners/\(partner.name).yaml", text(partner, keys))
        }
    }

    private static func gateway(_ keys: DemoKeys) -> String {
        """
        organisation: { name: \(DemoCast.hospital), ein: "\(DemoCast.hospitalEmployerID)" }
        folders: { inbox: inbox, outbox: outbox, state: state }
        database: sqlite
        openpgp: { home: state/gnupg, key: \(keys.fingerprint(of: DemoKeys.hospital)) }
        ledger: { export: [csv, hledger], to: \(DemoCast.erp.name) }

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

            """
    }
}
