// What we write, the openssl program reads; what it writes, we read: each cipher, transport, digest and form of lengths.

import SMIME
import Testing

@Suite(.enabled(if: Programs.hasOpenSSL, "needs the openssl program"))
struct OpenSSLTests {
    let folder: Scratch

    init() throws {
        folder = try Scratch()
        for (name, fixture) in [("hospital", Fixture.hospital), ("partner", .partner), ("curve", .curve)] {
            folder.write("\(name).pem", Array(fixture.certificatePEM.utf8))
            folder.write("\(name).key", Array(fixture.keyPEM.utf8))
        }
    }

    static let options: [ContentCipher: String] = [
        .aes128CBC: "-aes-128-cbc", .aes192CBC: "-aes-192-cbc", .aes256CBC: "-aes-256-cbc", .aes128GCM: "-aes-128-gcm",
        .aes192GCM: "-aes-192-gcm", .aes256GCM: "-aes-256-gcm", .tripleDES: "-des-ede3-cbc",
    ]

    // MARK: Envelopes

    @Test(arguments: ContentCipher.allCases)
    func `openssl opens our envelopes`(cipher: ContentCipher) throws {
        for count in [0, 1, 16, 100_003] {
            let plain = scrambled(count)
            for form in [EnvelopeSealer.Form.streamed, .definite(byteCount: Int64(count))] {
                let certificates = [try Fixture.hospital.certificate, try Fixture.partner.certificate]
                folder.write("sealed", try seal(plain, to: certificates, cipher, form: form))
                try folder.run(
                    "openssl", "cms", "-decrypt", "-inform", "DER", "-in", "sealed", "-recip", "partner.pem", "-inkey",
                    "partner.key", "-out", "plain")
                #expect(folder.read("plain") == plain, "\(count) bytes, \(form)")
            }
        }
    }

    @Test(arguments: [KeyTransport.oaep(.sha1), .oaep(.sha256), .oaep(.sha384)])
    func `openssl opens our envelopes by OAEP`(transport: KeyTransport) throws {
        folder.write("sealed", try seal([1, 2, 3], to: [Fixture.partner.certificate], by: transport))
        try folder.run(
            "openssl", "cms", "-decrypt", "-inform", "DER", "-in", "sealed", "-recip", "partner.pem", "-inkey",
            "partner.key", "-out", "plain")
        #expect(folder.read("plain") == [1, 2, 3])
    }

    @Test(arguments: ContentCipher.allCases, [[], ["-stream"], ["-keyid"]])
    func `we open openssl's envelopes`(cipher: ContentCipher, options: [String]) throws {
        let option = try #require(Self.options[cipher])
        for count in [0, 1, 16, 100_003] where count > 0 || !cipher.isAuthenticated {
            folder.write("plain", scrambled(count))
            try folder.run(
                "sh", "-c",
                "openssl cms -encrypt -binary -outform DER -in plain -out sealed \(option) \(options.joined(separator: " ")) "
                    + "-recip hospital.pem -recip partner.pem")
            let sealed = folder.read("sealed")
            let opened = try open(sealed, with: [Fixture.partner.identity], piece: 1_021)
            #expect(opened.plain == scrambled(count))
            #expect(opened.description.cipher == cipher)
            #expect(try open(sealed, with: [Fixture.hospital.identity]).plain == scrambled(count))
        }
    }

    @Test(arguments: ["sha1", "sha256", "sha512"])
    func `we open openssl's envelopes by OAEP`(digest: String) throws {
        folder.write("plain", [4, 5, 6])
        try folder.run(
            "openssl", "cms", "-encrypt", "-binary", "-outform", "DER", "-in", "plain", "-out", "sealed", "-aes256",
            "-recip", "partner.pem", "-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:\(digest)")
        let opened = try open(folder.read("sealed"), with: [Fixture.partner.identity])
        #expect(opened.plain == [4, 5, 6])
        #expect(opened.description.keyTransport == .oaep(try #require(DigestName(parsing: digest))))
    }

    // MARK: Signatures

    static let signers: [(fixture: String, isPSS: Bool)] = [("hospital", false), ("hospital", true), ("curve", false)]

    @Test(arguments: signers, [DigestName.sha1, .sha256, .sha384, .sha512])
    func `openssl verifies our signatures`(signer: (fixture: String, isPSS: Bool), name: DigestName) throws {
        let fixture = signer.fixture == "curve" ? Fixture.curve : .hospital
        let content = scrambled(5_000)
        folder.write("content", content)
        for includesCertificate in [true, false] {
            folder.write(
                "signature",
                try DetachedSignature.make(
                    contentDigest: MessageDigest.digest(content, by: name), by: name, identity: fixture.identity,
                    at: 1_800_000_000, includesCertificate: includesCertificate, isPSS: signer.isPSS))
            let arguments =
                "openssl cms -verify -binary -inform DER -in signature -content CONTENT -noverify -nointern "
                + "-certfile \(signer.fixture).pem -out /dev/null"
            try folder.run("sh", "-c", arguments.replacing("CONTENT", with: "content"))
            folder.write("other", content + [0])
            #expect(throws: ProgramFailure.self) {
                try folder.run("sh", "-c", arguments.replacing("CONTENT", with: "other"))
            }
        }
    }

    @Test(arguments: [
        "-md sha256", "-md sha1", "-md sha384 -keyid", "-md sha512 -nocerts", "-md sha224", "-md md5",
        "-md sha256 -noattr",
        "-md sha256 -nosmimecap", "-md sha256 -keyopt rsa_padding_mode:pss", "-md sha256 -certfile partner.pem",
        "-md sha384 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:20 -keyopt rsa_mgf1_md:sha256",
        "-md sha256 -keyopt rsa_padding_mode:pss -cades", "-md sha256 -CURVE", "-md sha512 -CURVE -noattr",
        "-md sha256 -keyid -CURVE",
    ])
    func `we verify openssl's signatures`(options: String) throws {
        let name = options.contains("CURVE") ? "curve" : "hospital"
        let fixture = options.contains("CURVE") ? Fixture.curve : .hospital
        let content = scrambled(5_000)
        folder.write("content", content)
        try folder.run(
            "sh", "-c",
            "openssl cms -sign -binary -outform DER -in content -out signature -signer \(name).pem -inkey \(name).key "
                + options.replacing("-CURVE", with: ""))
        let signature = try DetachedSignature(folder.read("signature"))
        let digest = try #require(signature.digests.first)
        #expect(options.contains(digest.rawValue))
        func verdict(of content: [UInt8], pinned: [Fixture]) throws -> SignatureVerdict {
            signature.verify(
                pinned: try pinned.map { try $0.certificate }, accepting: Set(DigestName.allCases),
                contentDigest: { try? MessageDigest.digest(content, by: $0) })
        }
        let all = [Fixture.partner, fixture]
        #expect(try verdict(of: content, pinned: all) == .valid(by: fixture.certificate, digest: digest))
        #expect(
            try verdict(of: content + [0], pinned: all) == .contentDiffers(by: fixture.certificate, digest: digest))
        guard case .unknownSigner = try verdict(of: content, pinned: [.partner]) else {
            Issue.record("a stranger was taken")
            return
        }
    }

    @Test func `all of several signers have to be pinned`() throws {
        folder.write("content", [1])
        try folder.run(
            "sh", "-c",
            "openssl cms -sign -binary -outform DER -in content -out signature -signer hospital.pem -inkey hospital.key "
                + "-signer curve.pem -inkey curve.key")
        let signature = try DetachedSignature(folder.read("signature"))
        #expect(signature.signers.count == 2)
        let digest = { (name: DigestName) in try? MessageDigest.digest([1], by: name) }
        let (hospital, curve) = (try Fixture.hospital.certificate, try Fixture.curve.certificate)
        guard case .valid = signature.verify(pinned: [hospital, curve], contentDigest: digest) else {
            Issue.record("two good signers are not good")
            return
        }
        guard case .unknownSigner = signature.verify(pinned: [hospital], contentDigest: digest) else {
            Issue.record("a second signer was not looked at")
            return
        }
    }

    @Test func `a signature around its content is told from a detached one`() throws {
        folder.write("content", [1])
        try folder.run(
            "openssl", "cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-in", "content", "-out", "signature",
            "-signer", "hospital.pem", "-inkey", "hospital.key")
        #expect(throws: SMIMEError.contentInside) { try DetachedSignature(folder.read("signature")) }
    }

    // MARK: Keys

    @Test func `encrypted keys open with their passphrase`() throws {
        try folder.run(
            "openssl", "pkcs8", "-topk8", "-in", "hospital.key", "-out", "locked.key", "-v2", "aes256", "-passout",
            "pass:swordfish")
        try folder.run("openssl", "rsa", "-in", "hospital.key", "-traditional", "-out", "traditional.key")
        let certificate = try Fixture.hospital.certificate
        func read(_ name: String, _ passphrase: String?) throws {
            _ = try Identity(
                certificate: certificate, privateKeyPEM: folder.read(name),
                passphrase: passphrase.map { Array($0.utf8) })
        }
        try read("locked.key", "swordfish")
        try read("traditional.key", nil)
        for wrong in ["sword", "", nil, String(repeating: "x", count: 5_000)] {
            #expect(throws: SMIMEError.keyUnreadable) { try read("locked.key", wrong) }
        }
    }

    @Test(arguments: ["hospital", "partner", "curve"])
    func `openssl says the same of certificates`(name: String) throws {
        let text = folder.read("\(name).pem")
        let certificate = try Certificate(pem: text)
        let printed = try folder.run(
            "openssl", "x509", "-in", "\(name).pem", "-noout", "-serial", "-subject", "-nameopt", "RFC2253",
            "-fingerprint",
            "-sha256")
        let lines = String(decoding: printed, as: UTF8.self).split(separator: "\n")
        #expect(lines.contains("serial=\(certificate.serial)"))
        #expect(lines.contains("subject=\(certificate.subject)"))
        #expect(lines.last?.filter { $0 != ":" }.lowercased().hasSuffix(certificate.fingerprint) == true)
    }
}
