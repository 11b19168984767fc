// What proves a message, one way or the other, as files that the openssl command confirms without us: the message, what was
// signed, the signature, the certificate that made it, and the receipt with the same of its own.

import AS2
import Glibc
import SMIME
import Store

/// The files that were written.
public struct EvidenceFolder: Sendable {
    public let path: String
    public let files: [String]
}

extension Installation {
    /// Writes the evidence for a message into a folder that must not be there yet; nil where no message has this id.
    ///
    /// The folder then holds the message's content in clear, readable by its owner only. Throws `FolderFailure`, and what store,
    /// vault and spool throw.
    public func exportEvidence(of messageID: String, to folder: String) throws -> EvidenceFolder? {
        guard let key = MessageID(messageID)?.key else { return nil }
        let received = try database.read { try $0.receivedMessages(id: key) }
        let sent = try database.read { try $0.sentMessage(id: key) }
        if received.isEmpty && sent == nil { return nil }
        try FolderFailure.check(makeFolders(folder, mode: 0o700), folder)
        var writer = try EvidenceWriter(self, folder)
        if let message = received.last(where: \.counts) ?? received.last { try writer.write(message) }
        if let sent { try writer.write(sent) }
        return EvidenceFolder(path: folder, files: try writer.finish(key))
    }
}

/// Writes the files and collects what the reader is told of them.
struct EvidenceWriter {
    private let installation: Installation
    private let folder: String
    private var files: [String] = []
    private var facts: [String] = []
    private var commands: [String] = []

    /// Throws `FolderFailure` for a folder that holds something.
    init(_ installation: Installation, _ folder: String) throws {
        self.installation = installation
        self.folder = folder
        if access("\(folder)/README.txt", F_OK) == 0 { throw FolderFailure(path: folder, systemError: EEXIST) }
    }

    // MARK: Received

    mutating func write(_ message: ReceivedMessage) throws {
        facts += [
            "Message received:  \(message.messageID)", "From, to:          \(message.from), \(message.to)",
            "Partner:           \(message.partner)", "Received at:       \(message.receivedAt)",
            "Layers:            \(message.layers.isEmpty ? "none" : message.layers)",
            "Answered:          \(message.disposition)",
        ]
        if !message.mic.isEmpty { facts.append("MIC answered:      \(message.mic), \(message.micAlgorithm)") }
        try writeRequest(message.headers)
        let isKept = try writeBody(of: message)
        if !message.signerCertificate.isEmpty {
            try file("message-signer.pem", Array(Base64Text.pem(certificate: message.signerCertificate).utf8))
            facts.append("Signed by:         certificate \(message.signer ?? "")")
        }
        if isKept, message.counts { try open(message) }
        if !message.receipt.isEmpty {
            facts.append(
                "Receipt given:     \(message.receiptID), \(message.receiptMode), \(message.receiptState.rawValue)")
            try receipt("receipt", message.receipt, signer: nil)
        }
    }

    /// Takes the message apart again, as it was taken when it came.
    private mutating func open(_ message: ReceivedMessage) throws {
        let relations = ExchangeRelations(installation.configuration, installation.root)
        var content = try OpenedFile("\(folder)/message-content.bin")
        var payload = try OpenedFile("\(folder)/payload.bin")
        let again = try installation.takeApart(
            message, by: relations.identities, payload: { try payload.write($0) },
            signedContent: { try content.write($0) })
        guard let opened = again else { return }
        if !opened.problems.isEmpty {
            facts.append("Opening it now:    \(opened.problems.map(\.sentence).joined(separator: "; "))")
        }
        files.append("payload.bin")
        guard let signature = opened.signature else {
            unlink("\(folder)/message-content.bin")
            return
        }
        files.append("message-content.bin")
        try file("message-signature.der", signature)
        prove("message", digest: message.micAlgorithm, mic: message.mic)
    }

    // MARK: Sent

    mutating func write(_ message: SentMessage) throws {
        facts += [
            "Message sent:      \(message.messageID)", "From, to:          \(message.from), \(message.to)",
            "Partner:           \(message.partner)", "Built at:          \(message.builtAt)",
            "State:             \(message.state.rawValue)\(message.reason.isEmpty ? "" : ": \(message.reason)")",
            "Receipt asked for: \(message.receiptWanted)",
        ]
        let mics = MessageTrace.mics(message.mics)
        for mic in mics { facts.append("MIC awaited:       \(mic.mic) (\(mic.rule.rawValue))") }
        try writeRequest(message.headers)
        if !message.bodySpool.isEmpty { try copy(message.bodySpool, "request-body.bin") }
        if !message.contentSpool.isEmpty {
            try copy(message.contentSpool, "message-content.bin")
            try file("message-signature.der", message.signature)
            try embeddedSigner("message", message.signature)
            prove("message", digest: mics.first?.mic.algorithm.rawValue ?? "", mic: mics.first?.mic.base64 ?? "")
        }
        let receipts = try installation.database.read { try $0.receipts(of: message.id) }
        for (index, row) in receipts.enumerated() {
            let name = receipts.count == 1 ? "receipt" : "receipt-\(index + 1)"
            facts.append(
                "Receipt \(row.receivedAt): \(row.verdict), \(row.disposition)"
                    + (row.reason.isEmpty ? "" : " (\(row.reason))"))
            try receipt(name, row.receipt, signer: row.signerCertificate.isEmpty ? nil : row.signerCertificate)
        }
    }

    // MARK: Parts

    private mutating func writeRequest(_ headers: [UInt8]) throws {
        if let letter = try installation.openLetter(headers) {
            try file("request-headers.txt", letter.headers.octets)
        }
    }

    /// False where the body is not kept: refused, or kept for as long as the configuration says.
    private mutating func writeBody(of message: ReceivedMessage) throws -> Bool {
        let path = "\(folder)/request-body.bin"
        var opened = try OpenedFile(path)
        let isKept = try installation.readBody(of: message) { try opened.write($0) }
        if isKept { files.append("request-body.bin") } else { unlink(path) }
        return isKept
    }

    /// - Parameter signer: DER; nil where the signature brings it.
    private mutating func receipt(_ name: String, _ sealed: [UInt8], signer: [UInt8]?) throws {
        guard let letter = try installation.openLetter(sealed) else { return }
        try file("\(name)-headers.txt", letter.headers.octets)
        try file("\(name)-body.bin", letter.body)
        guard let received = try? ReceivedReceipt(headers: letter.headers, body: letter.body) else { return }
        if let mic = received.receipt.mic { facts.append("It names the MIC:  \(mic)") }
        guard let signature = received.signature else { return }
        try file("\(name)-content.bin", signature.content)
        try file("\(name)-signature.der", signature.octets)
        if let signer {
            try file("\(name)-signer.pem", Array(Base64Text.pem(certificate: signer).utf8))
        } else {
            try embeddedSigner(name, signature.octets)
        }
        prove(name, digest: "", mic: "")
    }

    private mutating func embeddedSigner(_ name: String, _ signature: [UInt8]) throws {
        guard let certificate = (try? DetachedSignature(signature))?.certificates.first else { return }
        try file("\(name)-signer.pem", Array(Base64Text.pem(certificate: certificate.der).utf8))
    }

    private mutating func prove(_ name: String, digest: String, mic: String) {
        commands += [
            "openssl cms -verify -binary -inform DER -in \(name)-signature.der -content \(name)-content.bin \\",
            "    -certfile \(name)-signer.pem -nointern -noverify -out /dev/null",
            "openssl x509 -in \(name)-signer.pem -noout -subject -fingerprint -sha256",
        ]
        if !digest.isEmpty, !mic.isEmpty {
            commands += [
                "openssl dgst -\(digest) -binary \(name)-content.bin | openssl base64 -A    # gives \(mic)"
            ]
        }
    }

    /// Writes the README; returns all names.
    mutating func finish(_ messageID: String) throws -> [String] {
        var text = "Evidence for message \(messageID)\n\n" + facts.map { "  \($0)\n" }.joined()
        text += """

            Files
              request-headers.txt, request-body.bin   the message as it went over the line
              NAME-content.bin       the octets that were signed; their digest is the MIC
              NAME-signature.der     the signature over them (CMS SignedData, detached)
              NAME-signer.pem        the certificate that made it; compare its fingerprint with the one that was agreed
              receipt-headers.txt, receipt-body.bin   the receipt (MDN) as it went over the line
              payload.bin            what the message brought, without any of its layers

            To prove it, in this folder, with nothing but OpenSSL 3:


            """
        text += commands.isEmpty ? "  Neither the message nor a receipt is signed.\n" : ""
        text += commands.map { "  \($0)\n" }.joined()
        text += """

            `-noverify` stands for: the certificate is trusted because both sides agreed on its fingerprint, not because of
            who issued it. A receipt proves delivery where its signature holds, it names the message in Original-Message-ID,
            says processed, and its Received-Content-MIC is the digest of message-content.bin.

            """
        try file("README.txt", Array(text.utf8))
        return files.sorted()
    }

    private mutating func file(_ name: String, _ bytes: [UInt8]) throws {
        var opened = try OpenedFile("\(folder)/\(name)")
        try opened.write(bytes.span.bytes)
        files.append(name)
    }

    private mutating func copy(_ spool: String, _ name: String) throws {
        var opened = try OpenedFile("\(folder)/\(name)")
        var source = installation.spool.source(spool)
        try source.forEachPiece { try opened.write($0) }
        files.append(name)
    }
}

/// A new file that only its owner can read.
private struct OpenedFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    init(_ path: String) throws {
        self.path = path
        descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor < 0 { throw FolderFailure(path: path, systemError: errno) }
    }

    mutating func write(_ piece: RawSpan) throws {
        let failure = piece.withUnsafeBytes { bytes -> Int32 in
            var start = 0
            while start < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return errno }
                start += count
            }
            return 0
        }
        if failure != 0 { throw FolderFailure(path: path, systemError: failure) }
    }

    deinit { close(descriptor) }
}
