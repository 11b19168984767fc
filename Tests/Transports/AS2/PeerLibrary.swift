// pyas2lib (PyPI), an AS2 implementation that is not ours, in the Python environment that HMS_ACH_PEERS names. Many questions are
// asked of one process, one JSON object a line.

import Foundation
import SMIME
import Testing

@testable import AS2

enum PeerLibrary {
    static let interpreter = ProcessInfo.processInfo.environment["HMS_ACH_PEERS"].map { $0 + "/bin/python" }

    /// Whether the library is there and can be loaded.
    static let isPresent: Bool = {
        guard let interpreter, FileManager.default.isExecutableFile(atPath: interpreter), TestIdentities.isPresent
        else {
            return false
        }
        return (try? ask([])) != nil
    }()

    /// Answers in the order of the questions.
    static func ask(_ questions: [[String: String]]) throws -> [[String: String]] {
        let identities = try TestIdentities.require()
        let process = Process()
        process.executableURL = URL(filePath: interpreter ?? "")
        process.arguments = ["-c", script, identities.folder]
        let lines = try questions.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n" }
        let output = try ChildProcess.output(of: process, input: Array(lines.joined().utf8))
        return try output.split(separator: 0x0A).map { try JSONDecoder().decode([String: String].self, from: Data($0)) }
    }

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
    static func bytes(_ answer: [String: String], _ key: String) -> [UInt8] {
        Array(Data(base64Encoded: answer[key] ?? "") ?? Data())
    }

    /// oscrypto 1.3.0 takes the two-digit patch number of newer OpenSSL releases for no version at all, hence the patched search.
    static let script = #"""
        import base64, json, logging, re, sys
        search = re.search
        def patched(pattern, text, *more):
            found = search(pattern, text, *more)
            if found is None and isinstance(text, str) and "OpenSSL 3." in text:
                found = search(pattern, "OpenSSL 3.0.9 ", *more)
            return found
        re.search = patched
        import oscrypto._openssl._libcrypto_cffi
        re.search = search
        from pyas2lib.as2 import Mdn, Message, Organization, Partner
        logging.disable(logging.CRITICAL)
        folder = sys.argv[1]

        def read(name):
            with open(f"{folder}/{name}", "rb") as file: return file.read()

        # The hospital is "ours", the sender of the tests' messages is "partner".
        def organization(name, file):
            pem = read(file + ".key") + read(file + ".pem")
            return Organization(as2_name=name, sign_key=pem, decrypt_key=pem, domain="peer.example")

        def partner(name, file, question):
            return Partner(
                as2_name=name, verify_cert=read(file + ".pem"), encrypt_cert=read(file + ".pem"), validate_certs=False,
                sign=question.get("sign") == "yes", digest_alg=question.get("digest", "sha256"),
                encrypt=question.get("encrypt") == "yes", enc_alg=question.get("cipher", "aes_256_cbc"),
                compress=question.get("compress") == "yes", mdn_mode=question.get("mdn") or None,
                mdn_digest_alg=question.get("mdn_digest") or None)

        def text(data): return base64.b64encode(data or b"").decode()

        def build(question):
            sender = organization("Partner", "partner")
            sender.mdn_url = "http://partner.example/mdn"
            message = Message(sender, partner("General Hospital", "ours", question))
            message.build(
                base64.b64decode(question["payload"]), filename=question.get("name") or None,
                content_type=question.get("type", "application/edi-x12"))
            return {"headers": text(message.headers_str), "body": text(message.content),
                    "mic": (message.mic or b"").decode(), "id": message.message_id}

        def receive(question):
            raw = base64.b64decode(question["headers"]) + b"\r\n" + base64.b64decode(question["body"])
            message = Message()
            status, problem, mdn = message.parse(
                raw, find_org_cb=lambda name: organization(name, "ours"),
                find_partner_cb=lambda name: partner(name, "partner", {}))
            answer = {"status": status, "problem": repr(problem[0]), "payload": text(message.content),
                      "mic": (message.mic or b"").decode(), "signed": str(message.signed)}
            if mdn:
                answer["mdn_headers"], answer["mdn_body"] = text(mdn.headers_str), text(mdn.content)
            return answer

        def receipt(question):
            sent = Message(organization("Partner", "partner"), partner("General Hospital", "ours", question))
            sent.message_id, sent.mic = question["id"], question["mic"].encode()
            raw = base64.b64decode(question["headers"]) + b"\r\n" + base64.b64decode(question["body"])
            status, detail = Mdn().parse(raw, lambda identifier, name: sent if identifier == question["id"] else None)
            return {"status": str(status), "detail": str(detail)}

        for line in sys.stdin:
            question = json.loads(line)
            try:
                answer = {"build": build, "receive": receive, "receipt": receipt}[question["ask"]](question)
            except Exception as problem:
                answer = {"error": repr(problem)}
            print(json.dumps(answer), flush=True)
        """#
}
