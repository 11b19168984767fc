// Proves the exchange by AS2 without us: what was kept as evidence is written out, and the openssl command says whether the
// agreed certificates made the signatures and what the digests are.

import Foundation
import Gateway

struct DemoExchangeProof {
    let stage: DemoStage
    let installation: Installation

    /// Writes the evidence into the stage, too, for who wants to look.
    func proof() throws -> DemoProof {
        let messages = try DemoMessages(installation)
        guard let received = messages.received.first, let sent = messages.sent.first else {
            return DemoProof(outcome: .fails, sentence: "no message came, or none went, by AS2")
        }
        let ours = stage.resolve("\(DemoCertificates.own).pem")
        let theirs = stage.resolve("\(DemoCertificates.agreed(DemoCast.cedarValley)).pem")
        let legs = [
            (message: received, folder: "evidence/received", signer: theirs, receiptSigner: ours),
            (message: sent, folder: "evidence/sent", signer: ours, receiptSigner: theirs),
        ]
        for leg in legs {
            let folder = stage.resolve(leg.folder)
            guard try installation.exportEvidence(of: leg.message.messageID, to: folder) != nil else {
                return DemoProof(outcome: .fails, sentence: "there is no evidence of \(leg.message.name)")
            }
        }
        guard DemoTool.isInstalled("openssl") else {
            return DemoProof(
                outcome: .skipped, sentence: "openssl is not installed: the messages by AS2 were not verified by it")
        }
        for leg in legs {
            let folder = stage.resolve(leg.folder)
            if let fault = fault(in: folder, "message", leg.signer) ?? fault(in: folder, "receipt", leg.receiptSigner)
                ?? digestFault(in: folder, leg.message)
            {
                return DemoProof(outcome: .fails, sentence: "\(leg.message.name): \(fault)")
            }
        }
        return DemoProof(
            outcome: .holds,
            sentence:
                "`openssl cms -verify` confirms both messages and both receipts; each receipt names its message's digest"
        )
    }

    /// Why openssl does not find that the agreed certificate signed the content; nil where it does.
    private func fault(in folder: String, _ name: String, _ certificate: String) -> String? {
        let arguments = [
            "cms", "-verify", "-binary", "-inform", "DER", "-in", "\(name)-signature.der", "-content",
            "\(name)-content.bin", "-certfile", certificate, "-nointern", "-noverify", "-out", "/dev/null",
        ]
        let outcome = DemoTool.run("openssl", arguments, in: folder)
        return outcome?.status == 0 ? nil : "openssl does not verify the \(name): \(outcome?.text ?? "")"
    }

    /// Why the receipt is not one for these very octets; nil where it is.
    private func digestFault(in folder: String, _ message: DemoMessage) -> String? {
        let digest = DemoTool.run("openssl", ["dgst", "-sha256", "-binary", "message-content.bin"], in: folder)
        guard let digest, digest.status == 0,
            let receipt = try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/receipt-content.bin"))
        else { return "there is no digest to compare" }
        let words = String(decoding: receipt, as: UTF8.self)
        let expected = "Received-Content-MIC: \(Data(digest.output).base64EncodedString()), sha"
        if !words.contains(expected) { return "its receipt names another digest" }
        return words.contains(message.messageID) ? nil : "its receipt is for another message"
    }
}
