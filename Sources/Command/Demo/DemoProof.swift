// Proves what the demonstration shows, from outside: with the partners' own keys, hledger, and the bytes on the disk.

import Checksum
import Foundation
import Gateway
import Money

/// One thing that was proved, or not.
struct DemoProof {
    enum Outcome { case holds, fails, skipped }
    let outcome: Outcome
    let sentence: String
}

struct DemoProver {
    let stage: DemoStage
    let keys: DemoKeys
    let installation: Installation

    func proofs() throws -> [DemoProof] {
        let (responses, journals) = try openResponses()
        return [
            responses, try DemoExchangeProof(stage: stage, installation: installation).proof(),
            try check(journals),
            try verifyAudit(), searchPlaintext(),
        ]
    }

    private func failed(_ sentence: String) -> DemoProof { DemoProof(outcome: .fails, sentence: sentence) }

    /// Opens every file in every outbox as its receiver would; gives the hledger journals that were among them.
    private func openResponses() throws -> (DemoProof, journals: [[UInt8]]) {
        var opened = 0
        var faults: [String] = []
        var journals: [[UInt8]] = []
        for partner in DemoCast.folderPartners {
            let folder = "outbox/\(partner.name)"
            let names = stage.names(in: folder)
            for name in names where !name.hasSuffix(".sha256") {
                do {
                    let sealed = try stage.read("\(folder)/\(name)")
                    let content = try keys.open(sealed, as: partner.name)
                    let sidecar = try stage.read("\(folder)/\(name).sha256")
                    let digest = Sidecar(algorithm: .sha256, digest: DemoKeys.digest(sealed))
                    guard Sidecar.read(sidecar, for: name) == digest else {
                        faults.append("\(name): its checksum file names other bytes")
                        continue
                    }
                    opened += 1
                    if name.contains("hledger.journal") { journals.append(content) }
                } catch {
                    faults.append("\(name): \(error)")
                }
            }
        }
        if let fault = faults.first ?? (opened == 0 ? "the outboxes are empty" : nil) {
            return (failed("responses cannot be opened: \(fault)"), journals)
        }
        let sentence =
            "\(opened) responses decrypt with the partners' keys and verify against the hospital's; their checksums agree"
        return (DemoProof(outcome: .holds, sentence: sentence), journals)
    }

    /// Every journal by itself, then the balances of all together.
    private func check(_ journals: [[UInt8]]) throws -> DemoProof {
        if journals.isEmpty { return failed("no hledger journal came to the ERP") }
        for journal in journals {
            guard let check = hledger(["check", "--strict"], journal) else {
                return DemoProof(
                    outcome: .skipped, sentence: "hledger is not installed: the journals were not checked by it")
            }
            if check.status != 0 { return failed("hledger check --strict refuses the journal: \(check.text)") }
        }
        let all = Array(journals.joined(separator: [0x0A]))
        let listing = hledger(["balance", "--flat", "--no-total", "--empty", "-O", "csv"], all)
        let theirs = Set((listing?.text ?? "").split(separator: "\n").dropFirst().map { $0.filter { $0 != "\"" } })
        let chart = installation.configuration.chartOfAccounts
        let ours = try installation.database.read { try $0.accountSums() }.compactMap { sum -> String? in
            let balance = Money(minorUnits: sum.debit - sum.credit, currency: sum.currency)
            return "\(chart.name(of: sum.account)),\(balance.isZero ? "0" : balance.description)"
        }
        let missing = ours.filter { line in
            !theirs.contains(line) && !(line.hasSuffix(",0") && theirs.contains { $0.hasPrefix(line) })
        }
        if let line = missing.first { return failed("hledger's balances differ from the gateway's: \(line)") }
        return DemoProof(
            outcome: .holds,
            sentence:
                "\(journals.count) journals pass `hledger check --strict`; their \(ours.count) account balances are the gateway's"
        )
    }

    /// The journal does not touch the disk.
    private func hledger(_ arguments: [String], _ journal: [UInt8]) -> DemoTool.Outcome? {
        DemoTool.run("hledger", ["-f", "journal:-"] + arguments, input: journal)
    }

    private func verifyAudit() throws -> DemoProof {
        switch try AuditTrail.verify(installation.database) {
        case .holds(let records):
            DemoProof(outcome: .holds, sentence: "the chain of \(records) audit records holds")
        case .broken(let sequence, let reason):
            failed("the audit chain is broken at record \(sequence): \(reason)")
        }
    }

    /// Looks for patients' names and the account number in every file that the gateway wrote or keeps.
    private func searchPlaintext() -> DemoProof {
        let files = ["inbox", "outbox", "state"].flatMap { stage.files(below: $0) }
        for file in files {
            guard let data = try? Data(contentsOf: URL(fileURLWithPath: stage.resolve(file))) else { continue }
            if DemoDay.secrets.contains(where: { data.range(of: Data($0.utf8)) != nil }) {
                return failed("a name or account number stands readable in \(file)")
            }
        }
        let sentence = "no patient's name and no account number stands readable in inbox/, outbox/ or state/"
        return DemoProof(outcome: .holds, sentence: sentence)
    }
}
