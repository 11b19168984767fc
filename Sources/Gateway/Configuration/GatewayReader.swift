// Reads Config/ whole: gateway.yaml, partners/*.yaml, rules/*.yaml and the chart of accounts. Nothing starts on half a configuration.
// How files are read is passed in.

import Ledger
public import Parsing

/// The configuration folder as the reader needs it.
public protocol ConfigurationFiles {
    /// The text of a file below Config/, or nil when there is none.
    func text(of name: String) throws -> String?
    /// Names of the `.yaml` files in a folder below Config/, sorted.
    func names(in folder: String) throws -> [String]
}

public enum GatewayReader {
    /// The whole configuration; profiles may name the rules given. Throws `ConfigurationFailure` with every complaint.
    public static func read(_ files: some ConfigurationFiles, rules: [FindingRule]) throws -> GatewayConfiguration {
        let list = ComplaintList()
        var configuration = GatewayConfiguration()
        var chartFile = "chart-of-accounts.yaml"
        if let text = try files.text(of: "gateway.yaml") {
            if let section = Section.root(of: text, file: "Config/gateway.yaml", list: list) {
                chartFile = read(section, into: &configuration) ?? chartFile
            }
        } else {
            list.complaints.append(
                Complaint(
                    file: "Config/gateway.yaml", line: nil, sentence: "the file is missing; start from the sample"))
        }
        configuration.profiles = try profiles(files, rules, list)
        for name in try files.names(in: "rules") {
            guard let text = try files.text(of: "rules/\(name)"),
                let section = Section.root(of: text, file: "Config/rules/\(name)", list: list)
            else { continue }
            configuration.bankRules += BankRuleReader(section: section).rules(after: configuration.bankRules)
        }
        for name in try files.names(in: "partners") {
            let file = "Config/partners/\(name)"
            guard let text = try files.text(of: "partners/\(name)"),
                let section = Section.root(of: text, file: file, list: list),
                let partner = PartnerReader(section: section).partner()
            else { continue }
            if configuration.partner(named: partner.name) != nil {
                section.complain("there are two partners named `\(partner.name)`", at: "name")
            }
            if configuration.profile(named: partner.profile) == nil {
                let known = configuration.profiles.map(\.name).joined(separator: ", ")
                section.complain("there is no profile `\(partner.profile)`; known are: \(known)", at: "profile")
            }
            configuration.partners.append(partner)
        }
        configuration.partners.sort { $0.name < $1.name }
        if let text = try files.text(of: chartFile) {
            if let chart = ChartReader.chart(text, file: "Config/\(chartFile)", list: list) {
                configuration.chartOfAccounts = chart
            }
        }
        try LedgerReader.readForms(into: &configuration.ledger, chart: configuration.chartOfAccounts, files, list)
        if let text = try files.text(of: "roles.yaml"),
            let section = Section.root(of: text, file: "Config/roles.yaml", list: list)
        {
            configuration.authority = AuthorityReader(section: section).authority()
        }
        checkTogether(configuration, list)
        if !list.complaints.isEmpty { throw ConfigurationFailure(complaints: list.complaints) }
        return configuration
    }

    /// One profile out of a file's text. Throws `ConfigurationFailure` with every complaint.
    public static func profile(text: String, file: String, rules: [FindingRule]) throws -> Profile {
        let list = ComplaintList()
        let profile = Section.root(of: text, file: file, list: list).flatMap {
            ProfileReader(section: $0, rules: rules).profile()
        }
        guard let profile, list.complaints.isEmpty else { throw ConfigurationFailure(complaints: list.complaints) }
        return profile
    }

    private static func profiles(
        _ files: some ConfigurationFiles, _ rules: [FindingRule], _ list: ComplaintList
    ) throws -> [Profile] {
        var profiles = [Profile.strict]
        for name in try files.names(in: "profiles") {
            guard let text = try files.text(of: "profiles/\(name)"),
                let section = Section.root(of: text, file: "Config/profiles/\(name)", list: list),
                let profile = ProfileReader(section: section, rules: rules).profile()
            else { continue }
            if profiles.contains(where: { $0.name == profile.name }) {
                section.complain("there are two profiles named `\(profile.name)`", at: "name")
            }
            profiles.append(profile)
        }
        return profiles
    }

    /// Returns the name of the chart's file where one is given.
    private static func read(_ section: Section, into configuration: inout GatewayConfiguration) -> String? {
        section.allow("organisation", "folders", "database", "openpgp", "ledger", "listen", "retention", "as2")
        if let organisation = section.section("organisation") {
            organisation.allow("name", "ein")
            configuration.organisation.name = organisation.text("name") ?? configuration.organisation.name
            configuration.organisation.employerID = organisation.text("ein") ?? ""
        }
        if let folders = section.section("folders") {
            folders.allow("inbox", "outbox", "state", "keep-free")
            configuration.folders.inbox = folders.text("inbox") ?? configuration.folders.inbox
            configuration.folders.outbox = folders.text("outbox") ?? configuration.folders.outbox
            configuration.folders.state = folders.text("state") ?? configuration.folders.state
            if let text = folders.text("keep-free") {
                if let bytes = ByteCount.of(text) {
                    configuration.folders.keepFree = bytes
                } else {
                    folders.complain("`keep-free` takes an amount like 1GB or 500MB, not `\(text)`", at: "keep-free")
                }
            }
        }
        if let database = section.text("database"), database != "sqlite" {
            section.complain("`database` takes sqlite in this version", at: "database")
        }
        if let key = section.section("openpgp") {
            key.allow("home", "key", "passphrase-file")
            if let fingerprint = key.requiredText("key") {
                configuration.openPGP = GatewayConfiguration.OwnKey(
                    home: key.text("home") ?? "state/gnupg", fingerprint: fingerprint.uppercased().filter { $0 != " " },
                    passphraseFile: key.text("passphrase-file"))
            }
        }
        if let listen = section.section("listen") {
            listen.allow("as2", "api")
            configuration.as2Listener = AS2Reader.listener(listen)
        }
        configuration.as2Identities = AS2Reader.identities(section)
        if let retention = section.section("retention") { configuration.retention = RetentionRules.read(retention) }
        guard let ledger = section.section("ledger") else { return nil }
        configuration.ledger = LedgerReader.export(ledger)
        return ledger.text("chart-of-accounts")
    }

    /// Messages by AS2 need what is ours: a certificate to sign and to be written to, and an address for receipts.
    private static func checkExchange(_ configuration: GatewayConfiguration, _ list: ComplaintList) {
        func complain(_ partner: Partner, _ sentence: String) {
            list.complaints.append(
                Complaint(file: "Config/partners/\(partner.name).yaml", line: nil, sentence: sentence))
        }
        for partner in configuration.partners {
            for source in partner.receive.compactMap(\.as2) {
                if configuration.as2Identities.isEmpty, source.encryption != .none || source.signature != .none {
                    complain(
                        partner, "messages come by AS2, but Config/gateway.yaml has no `as2` certificate of ours")
                }
                if configuration.as2Listener == nil {
                    complain(partner, "messages come by AS2, but Config/gateway.yaml has no `listen: as2` address")
                }
            }
            for target in partner.send.compactMap(\.as2) {
                if target.signature != .none, configuration.as2Identities.isEmpty {
                    complain(partner, "messages are signed, but Config/gateway.yaml has no `as2` certificate of ours")
                }
                if target.receipt == .async, configuration.as2Listener?.address == nil {
                    complain(
                        partner,
                        "receipts come by themselves, but Config/gateway.yaml does not say under which address: "
                            + "`listen: { as2: { address: …, known-as: https://… } }`")
                }
            }
        }
    }

    /// What only shows when all files are seen together.
    private static func checkTogether(_ configuration: GatewayConfiguration, _ list: ComplaintList) {
        checkExchange(configuration, list)
        var owners: [String: String] = [:]
        for partner in configuration.partners {
            let file = "Config/partners/\(partner.name).yaml"
            for channel in partner.receive {
                if let other = owners.updateValue(partner.name, forKey: channel.folder) {
                    list.complaints.append(
                        Complaint(
                            file: file, line: nil,
                            sentence: "folder `\(channel.folder)` is received from by `\(other)` already"))
                }
                if channel.openPGP != .none, configuration.openPGP == nil {
                    list.complaints.append(
                        Complaint(
                            file: file, line: nil,
                            sentence: "encrypted files are taken, but Config/gateway.yaml has no `openpgp` key"))
                }
            }
            for channel in partner.send where channel.encryption != nil && configuration.openPGP == nil {
                list.complaints.append(
                    Complaint(
                        file: file, line: nil,
                        sentence: "`\(channel.folder)` is encrypted, but Config/gateway.yaml has no `openpgp` key"))
            }
        }
        if let name = configuration.ledger.partner, configuration.partner(named: name) == nil {
            list.complaints.append(
                Complaint(
                    file: "Config/gateway.yaml", line: nil,
                    sentence: "`ledger: to` names `\(name)`, which is no partner"))
        }
    }
}
