// hms-ach status, partners and keys: what there is, at a glance.

import ArgumentParser
import Configuration
import Gateway
import Store

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What waits, what is wrong, what is booked; at a glance.")
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        let installation = try root.open(.look)
        var listing = Listing(["subject", "state", "count"], format: format.format)
        let counts = try installation.database.read { session in
            try session.arrivalCounts().map { ("arrivals", $0.state, $0.count) }
                + session.dispatchCounts().map { ("dispatches", $0.state, $0.count) }
                + session.receiptCounts().filter { ["pending", "undelivered"].contains($0.state) }
                .map { ("receipts to partners", $0.state, $0.count) }
                + session.openExceptionCounts().map { ("exceptions", $0.category, $0.count) }
        }
        for stop in try installation.database.read({ try $0.channelStops() }) {
            listing.add([
                .text("stopped account"), .text("\(stop.partner) \(stop.account): \(stop.reason)"), .number(1),
            ])
        }
        for (subject, state, count) in counts { listing.add([.text(subject), .text(state), .number(count)]) }
        for hold in try installation.database.read({ try $0.channelHolds() }) {
            listing.add([.text("held channel"), .text("\(hold.channel): \(hold.reason)"), .number(1)])
        }
        if let shortage = installation.shortageOfRoom() {
            listing.add([.text("intake"), .text("stopped: \(shortage)"), .number(1)])
        }
        for key in ((try? installation.keyDescriptions()) ?? []) + installation.certificateDescriptions() {
            if let warning = key.warning {
                listing.add([.text("key"), .text("\(key.fingerprint) \(warning)"), .number(1)])
            }
        }
        listing.finish(nothing: "Nothing has happened here yet.")
    }
}

struct Partners: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Who we exchange files with, and how.",
        subcommands: [PartnersList.self, PartnersEnrol.self, PartnersTest.self, PartnersRelease.self],
        defaultSubcommand: PartnersList.self)
}

struct PartnersList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All partners, with their channels.")
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        let installation = try root.open(.look)
        var listing = Listing(
            ["partner", "role", "expects", "receives_from", "sends_to", "encrypted", "stopped"], format: format.format)
        let stops = try installation.database.read { try $0.channelStops() }
        for partner in installation.configuration.partners {
            listing.add([
                .text(partner.name), .text(partner.role.rawValue),
                .text(partner.expects.sorted().joined(separator: " ")),
                .text(partner.receive.map(\.folder).joined(separator: " ")),
                .text(partner.send.map(\.folder).joined(separator: " ")),
                .text(partner.send.contains { $0.encryption != nil } ? "yes" : "no"),
                .text(
                    stops.filter { $0.partner == partner.name }.map { "\($0.account): \($0.reason)" }
                        .joined(separator: "; ")),
            ])
        }
        listing.finish(nothing: "No partner is configured; see Config/partners.")
    }
}

struct Keys: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The OpenPGP keys in the gateway's ring and the certificates for AS2, with their end.")
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        let installation = try root.open(.look)
        var listing = Listing(
            ["fingerprint", "owner", "secret", "usable", "expires_on", "warning"], format: format.format)
        for key in try installation.keyDescriptions() + installation.certificateDescriptions() {
            listing.add([
                .text(key.fingerprint), .text(key.owner), .text(key.isOurs ? "yes" : "no"), .text(key.usability),
                key.expiresOn.map { .text($0) } ?? .none, key.warning.map { .text($0) } ?? .none,
            ])
        }
        listing.finish(
            nothing: "No keyring is configured (`openpgp` in Config/gateway.yaml), and no certificate for AS2.")
    }
}
