// Reads one partner file into a Partner.

import Facts
import SFTP

struct PartnerReader {
    static let kinds: Set<String> = [
        "nacha", "x12", "camt.053", "camt.052", "camt.054", "pain.001", "pain.002", "open-items", "payments",
        "gl-acknowledgement",
    ]

    let section: Section

    func partner() -> Partner? {
        section.allow(
            "name", "role", "identifiers", "expects", "profile", "receive", "send", "calendar", "reports",
            "originates")
        guard let name = section.requiredText("name") else { return nil }
        let isFolderName = name.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        guard !name.isEmpty, isFolderName, name.utf8.first != 0x2D else {
            section.complain("`name` takes lower-case letters, digits and dashes: it names folders", at: "name")
            return nil
        }
        if !section.has("role") { section.complain("`role` is missing") }
        let expects = section.texts("expects") ?? []
        if expects.isEmpty { section.complain("`expects` is missing or empty: nothing would be taken") }
        for kind in expects where !Self.kinds.contains(kind) {
            section.complain("`expects` does not know `\(kind)`", at: "expects")
        }
        let identifiers = identifiers()
        var partner = Partner(
            name: name, role: section.choice("role", Partner.Role.self) ?? .tradingPartner,
            identifiers: identifiers, expects: Set(expects),
            profile: section.text("profile") ?? "strict",
            receive: section.sections("receive").flatMap { receiveChannels($0, identifiers) },
            send: section.sections("send").compactMap { sendChannel($0, identifiers) })
        complainOfAccounts(partner)
        partner.originates = originates(partner)
        partner.calendar = section.sections("calendar").compactMap { ExpectedFile.read($0, expects: Set(expects)) }
        partner.reports = section.sections("reports").compactMap { ReportSubscription.read($0, partner) }
        return partner
    }

    /// How the bank settles the files that this partner has made and sent.
    private func originates(_ partner: Partner) -> [SettlementForm] {
        guard let names = section.texts("originates") else { return [] }
        if !partner.expects.contains("nacha") || partner.role == .bank || partner.role == .payer {
            section.complain(
                "`originates` is for a department or trading partner that sends `nacha` files of our own orders",
                at: "originates")
        }
        return names.compactMap { name in
            if let form = SettlementForm(rawValue: name) { return form }
            let known = SettlementForm.allCases.map(\.rawValue).joined(separator: ", ")
            section.complain("`originates` takes \(known), not `\(name)`", at: "originates")
            return nil
        }
    }

    private func identifiers() -> Partner.Identifiers {
        var found = Partner.Identifiers()
        guard let section = section.section("identifiers") else { return found }
        section.allow("routing", "x12", "as2")
        found.routing = section.text("routing")
        found.as2 = section.text("as2")
        if let text = section.text("x12") {
            let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
            if parts.count == 2, parts[0].utf8.count == 2, (1...15).contains(parts[1].utf8.count) {
                found.interchange = Partner.InterchangeID(qualifier: parts[0], id: parts[1])
            } else {
                section.complain("`x12` takes QUALIFIER/ID, for example ZZ/FIRSTBANK", at: "x12")
            }
        }
        return found
    }

    /// One channel; of several remote folders one each.
    private func receiveChannels(_ section: Section, _ identifiers: Partner.Identifiers) -> [ReceiveChannel] {
        section.allow("folder", "sftp", "as2", "openpgp", "signed-by", "checksum", "complete-when")
        if isSeveral(section) { return [] }
        if section.has("as2") {
            guard let as2 = section.section("as2"),
                let source = AS2Reader(section: as2).source(theirs: identifiers.as2)
            else { return [] }
            for key in ["checksum", "complete-when"] where section.has(key) {
                section.complain("`\(key)` is for files; a message by AS2 is whole when it is there", at: key)
            }
            var channel = receiveChannel(section, folder: source.channel, .quiet(milliseconds: 0))
            channel.as2 = source
            channel.checksum = .none
            return [channel]
        }
        if section.has("sftp") {
            guard let sftp = section.section("sftp") else { return [] }
            let isInside = sftp.has("complete-when")
            let template = receiveChannel(section, folder: "", completeness(isInside ? sftp : section, quiet: 30_000))
            return SFTPReader(section: sftp).sources().map { source in
                var channel = template
                channel.folder = source.server.address + (source.folder.hasPrefix("/") ? "" : "/./") + source.folder
                channel.sftp = source
                return channel
            }
        }
        guard let folder = section.requiredText("folder") else { return [] }
        return [receiveChannel(section, folder: folder, completeness(section, quiet: 2_000))]
    }

    private func receiveChannel(
        _ section: Section, folder: String, _ completeWhen: ReceiveChannel.Completeness
    ) -> ReceiveChannel {
        let openPGP = section.choice("openpgp", Demand.self) ?? .none
        let signers = fingerprints(section, "signed-by")
        if openPGP != .none, signers.isEmpty {
            section.complain("`signed-by` is missing: without a pinned fingerprint no signature can be trusted")
        }
        let checksum = section.choice("checksum", Demand.self) ?? .accepted
        if completeWhen.isByChecksum, checksum == .none {
            section.complain(
                "`complete-when: checksum` needs checksums, which `checksum: none` forbids", at: "checksum")
        }
        return ReceiveChannel(
            folder: folder, openPGP: openPGP, signedBy: signers, checksum: checksum, completeWhen: completeWhen)
    }

    /// - Parameter quiet: what holds where nothing is said. A server tells times in whole seconds, so that there it is long.
    private func completeness(_ section: Section, quiet: Int) -> ReceiveChannel.Completeness {
        guard let text = section.text("complete-when") else { return .quiet(milliseconds: quiet) }
        let words = text.split(separator: " ").map(String.init)
        if words.count == 2, words[0] == "marker", words[1].hasPrefix("."), words[1].utf8.count > 1 {
            return .marker(suffix: words[1])
        }
        if words.count == 2, words[0] == "quiet", let milliseconds = Self.milliseconds(words[1]) {
            return .quiet(milliseconds: milliseconds)
        }
        if words.first == "checksum", words.count <= 2,
            let patience = words.count == 1 ? 300_000 : Self.milliseconds(words[1])
        {
            return .checksum(patience: patience)
        }
        section.complain(
            "`complete-when` takes `quiet 2s`, `marker .done`, `checksum` or `checksum 5m`, not `\(text)`",
            at: "complete-when")
        return .quiet(milliseconds: 2000)
    }

    private func sendChannel(_ section: Section, _ identifiers: Partner.Identifiers) -> SendChannel? {
        section.allow("folder", "sftp", "as2", "openpgp", "checksum")
        if isSeveral(section) { return nil }
        var target: SFTPTarget?
        var message: AS2Target?
        if section.has("as2") {
            guard let as2 = section.section("as2"),
                let found = AS2Reader(section: as2).target(theirs: identifiers.as2)
            else { return nil }
            if section.has("checksum") {
                section.complain("`checksum` is for files; a message by AS2 has its receipt", at: "checksum")
            }
            message = found
        }
        if section.has("sftp") {
            guard let sftp = section.section("sftp"), let found = SFTPReader(section: sftp).target() else { return nil }
            target = found
        }
        let address = target.map { $0.server.address + ($0.folder.hasPrefix("/") ? "" : "/./") + $0.folder }
        guard let folder = address ?? message?.channel ?? section.requiredText("folder") else { return nil }
        var encryption: SendChannel.Encryption?
        if section.has("openpgp"), !section.says("openpgp", "none") {
            guard let openPGP = section.section("openpgp") else { return nil }
            openPGP.allow("encrypt-to", "sign", "armor")
            let recipients = fingerprints(openPGP, "encrypt-to")
            if recipients.isEmpty { openPGP.complain("`encrypt-to` is missing: name the key the file is for") }
            encryption = SendChannel.Encryption(
                recipients: recipients, isSigned: openPGP.flag("sign") ?? true,
                isArmored: openPGP.flag("armor") ?? false)
        }
        let checksum = section.text("checksum")
        if let checksum, !["sha256", "sha512", "none"].contains(checksum) {
            section.complain("`checksum` takes sha256, sha512 or none, not `\(checksum)`", at: "checksum")
        }
        return SendChannel(
            folder: folder, sftp: target, as2: message, encryption: encryption,
            checksum: checksum == "none" ? nil : checksum)
    }

    /// One account has one connection, one lane and one stop: two descriptions of it would undo each other's.
    private func complainOfAccounts(_ partner: Partner) {
        var known: [String: SSHServer] = [:]
        for server in partner.receive.compactMap({ $0.sftp?.server }) + partner.send.compactMap({ $0.sftp?.server }) {
            if let other = known[server.address], other != server {
                section.complain(
                    "the account \(server.address) is described in two ways; write the same key, host keys and carrier",
                    at: "send")
                return
            }
            known[server.address] = server
        }
    }

    private func isSeveral(_ section: Section) -> Bool {
        let ways = ["folder", "sftp", "as2"].filter(section.has)
        if ways.count > 1 { section.complain("a channel is a `folder`, `sftp` or `as2`, not several", at: ways[1]) }
        return ways.count > 1
    }

    private func fingerprints(_ section: Section, _ key: String) -> [String] {
        (section.texts(key) ?? []).compactMap { text in
            let digits = text.uppercased().filter { $0 != " " }
            if digits.utf8.count == 40,
                digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x46).contains($0) })
            {
                return digits
            }
            section.complain("`\(key)` takes whole fingerprints of 40 hexadecimal digits", at: key)
            return nil
        }
    }

    /// `500ms`, `2s`, `5m`.
    static func milliseconds(_ text: String) -> Int? {
        for (suffix, factor) in [("ms", 1), ("s", 1000), ("m", 60_000)] where text.hasSuffix(suffix) {
            guard let number = Int(text.dropLast(suffix.count)), number >= 0, number <= 86_400 else { continue }
            return number * factor
        }
        return nil
    }
}
