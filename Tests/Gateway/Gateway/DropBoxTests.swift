import Checksum
import Foundation
import Testing

/// The drop-box as a bank uses it: a real sshd with the shipped configuration, users made by `partners enrol`, and the gateway
/// as its own user. All of it in a mount namespace with an /etc, a /srv and a /run of its own: nothing of it stays.
@Suite struct DropBoxTests {
    private static let units = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "systemd").path

    /// Root, its tools, and a kernel that lets us have a mount namespace.
    private static let canRun: Bool = {
        let tools = ["/usr/sbin/sshd", "/usr/bin/sftp", "/usr/bin/setpriv", "/usr/bin/unshare", "/usr/sbin/useradd"]
        guard geteuid() == 0, tools.allSatisfy({ access($0, X_OK) == 0 }) else { return false }
        let trial = Process()
        trial.executableURL = URL(filePath: "/usr/bin/unshare")
        trial.arguments = ["--mount", "sh", "-c", "mount -t tmpfs none /srv"]
        trial.standardError = FileHandle.nullDevice
        return (try? trial.run()) != nil
            && {
                trial.waitUntilExit(); return trial.terminationStatus == 0
            }()
    }()

    /// What every part begins with. $1 is the folder of the test, $2 the program, $3 the shipped files.
    private static let stage = """
        set -u
        place=$1; program=$2; units=$3
        cp -a /etc "$place/etc"
        mount --bind "$place/etc" /etc
        mount -t tmpfs -o mode=755 none /srv
        mount -t tmpfs -o mode=755 none /run
        mkdir -p /run/sshd /etc/ssh/sshd_config.d
        cp "$units/hms-ach.sshd.conf" /etc/ssh/sshd_config.d/hms-ach.conf
        groupadd --system hms-ach
        useradd --system --gid hms-ach --no-create-home --shell /usr/sbin/nologin hms-ach
        for key in host bank other; do ssh-keygen -q -t ed25519 -N '' -f "$place/$key"; done
        enrol() { name=$1; shift; "$program" partners enrol "$name" --sftp-key "$@" 2>>"$place/talk"; }

        """

    private static let server = """
        cat >"$place/sshd_config" <<END
        ListenAddress 127.0.0.1
        HostKey $place/host
        UsePAM no
        PidFile none
        Subsystem sftp internal-sftp
        Include /etc/ssh/sshd_config.d/hms-ach.conf
        END
        port=$((20000 + $$ % 20000)); server=
        while :; do
            /usr/sbin/sshd -D -e -p $port -f "$place/sshd_config" 2>>"$place/sshd.log" & server=$!
            sleep 0.3
            if kill -0 $server 2>/dev/null || [ $port -gt 60000 ]; then break; fi
            port=$((port + 97))
        done
        trap 'kill $server' EXIT
        options="-F none -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=$place/known -o LogLevel=ERROR"
        box() { printf '%s\\n' "$2" | sftp $options -i "$place/$1" -P $port -b - "${3:-hmsp-first-bank}@127.0.0.1" 2>&1; }
        can() { if box bank "$1" >"$place/last"; then echo "can $1"; else echo "CANNOT $1: $(cat "$place/last")"; fi; }
        cannot() {
            if box bank "$1" >"$place/last"; then echo "CAN $1: $(cat "$place/last")"; return; fi
            # A connection that did not come about proves nothing.
            if grep -q -i -e 'connection closed' -e 'disconnect' "$place/last"; then echo "LOST $1"; return; fi
            echo "cannot $1"
        }

        """

    private final class Place {
        let path = NSTemporaryDirectory() + "box-" + UUID().uuidString.prefix(8)
        init() throws {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
        }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private func play(_ script: String, in place: String) throws -> [String] {
        try (Self.stage + script).write(toFile: "\(place)/script", atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = [
            "--kill-after=5", "90", "unshare", "--mount", "sh", "\(place)/script", place, HospitalRoot.program,
            Self.units,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        let errors = "\(place)/errors"
        _ = FileManager.default.createFile(atPath: errors, contents: nil)
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let talk = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
        #expect(process.terminationStatus == 0 && talk.isEmpty, "\(talk.suffix(2000))")
        return text.split(separator: "\n").map(String.init)
    }

    @Test(.enabled(if: canRun, "needs root, OpenSSH and a mount namespace"))
    func `a bank puts an encrypted file and fetches the answer, and sees nothing else`() throws {
        let rings = try SecretRings.shared.get()
        let place = try Place()
        let root = "\(place.path)/root"
        let home = "/srv/hms-ach/first-bank"
        try FileManager.default.createDirectory(atPath: "\(root)/Config/partners", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: "\(root)/state", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "\(rings.folder)/hospital", toPath: "\(root)/state/gnupg")
        try """
        openpgp: { home: state/gnupg, key: \(rings.hospital) }
        ledger: { export: [csv] }
        """.write(toFile: "\(root)/Config/gateway.yaml", atomically: true, encoding: .utf8)
        try """
        name: first-bank
        role: bank
        expects: [nacha]
        receive:
          - folder: \(home)/inbox
            openpgp: required
            signed-by: [\(rings.partner)]
            checksum: required
            complete-when: quiet 100ms
        send:
          - folder: \(home)/outbox
            openpgp: { encrypt-to: [\(rings.partner)] }
            checksum: sha256
        """.write(toFile: "\(root)/Config/partners/first-bank.yaml", atomically: true, encoding: .utf8)
        let sealed = try rings.seal(try HospitalFiles.ach([("T1", 12_345)]), by: "partner")
        var digest = RunningDigest(.sha256)
        digest.update(sealed.span.bytes)
        try Data(sealed).write(to: URL(filePath: "\(place.path)/a.ach.pgp"))
        try Data(Sidecar.render(digest: digest.hexadecimal(), name: "a.ach.pgp"))
            .write(to: URL(filePath: "\(place.path)/a.ach.pgp.sha256"))
        // A client sends the mode of its own file along; even one that nobody else may read must arrive.
        chmod("\(place.path)/a.ach.pgp", 0o600)

        let seen = try play(
            Self.server + """
                enrol first-bank "$place/bank.pub" >/dev/null
                enrol other-bank "$place/other.pub" >/dev/null
                can "put $place/a.ach.pgp inbox/a.ach.pgp.part"
                can "rename inbox/a.ach.pgp.part inbox/a.ach.pgp"
                can "put $place/a.ach.pgp.sha256 inbox/a.ach.pgp.sha256"
                cannot "get inbox/a.ach.pgp $place/stolen"
                cannot "chmod 644 inbox/a.ach.pgp"
                cannot "ls inbox"
                cannot "ls /srv"
                cannot "ls ../../other-bank"
                cannot "get /etc/passwd $place/stolen"
                cannot "get ../../../etc/passwd $place/stolen"
                cannot "put $place/bank.pub outbox/mine"
                cannot "put $place/bank.pub mine"
                cannot "mkdir inbox/folder"
                cannot "symlink /etc inbox/link"
                cannot "rename outbox inbox/outbox"
                cannot "rename inbox/done inbox/mine"
                if box other "pwd" >/dev/null; then echo "OTHERS COME IN"; fi
                if ! box other "pwd" hmsp-other-bank >/dev/null; then echo "THE OTHER CANNOT COME IN"; fi
                if ssh $options -i "$place/bank" -p $port hmsp-first-bank@127.0.0.1 id >/dev/null 2>&1; then echo "SHELL"; fi
                if ssh $options -i "$place/bank" -p $port -W 127.0.0.1:$port hmsp-first-bank@127.0.0.1 </dev/null \\
                    2>&1 | grep -q SSH-2; then echo "FORWARDS"; fi

                chown -R hms-ach:hms-ach "$place/root"
                setpriv --reuid=hms-ach --regid=hms-ach --clear-groups --no-new-privs --inh-caps=-all,+dac_read_search \\
                    --ambient-caps=-all,+dac_read_search --bounding-set=-all,+dac_read_search \\
                    sh -c 'umask 077; exec "$0" --root "$1" run --once' "$program" "$place/root" 2>"$place/log"
                echo "run $?"
                can "ls outbox"
                can "get outbox/*.pgp $place/"
                cannot "rm outbox/*.pgp"
                cannot "ls inbox/done"
                "$program" --root "$place/root" arrivals --format csv | grep -c answered
                if [ -n "$(find "$place/root" -user root)" ]; then echo "ROOT LEFT SOMETHING"; fi
                ls -R /srv/hms-ach/first-bank/inbox/done | grep -c 'a.ach.pgp$'

                """, in: place.path)
        let log = (try? String(contentsOfFile: "\(place.path)/log", encoding: .utf8)) ?? ""
        let wrong = seen.filter { !$0.hasPrefix("can ") && !$0.hasPrefix("cannot ") && !["run 0", "1"].contains($0) }
        #expect(wrong.isEmpty, "\(wrong) \(log.suffix(1000))")
        #expect(seen.count { $0.hasPrefix("can ") } == 5 && seen.count { $0.hasPrefix("cannot ") } == 15)
        #expect(seen.contains("run 0") && seen.count { $0 == "1" } == 2, "\(log.suffix(1000))")
        let answers = try FileManager.default.contentsOfDirectory(atPath: place.path)
            .filter { $0.hasSuffix(".pgp") && $0 != "a.ach.pgp" }
        #expect(!answers.isEmpty)
        for answer in answers {
            let clear = try rings.open([UInt8](Data(contentsOf: URL(filePath: "\(place.path)/\(answer)"))))
            #expect(String(decoding: clear, as: UTF8.self).contains("a.ach.pgp"))
        }
    }

    @Test(.enabled(if: canRun, "needs root, OpenSSH and a mount namespace"))
    func `enrolling again changes only what differs, and a trial changes nothing`() throws {
        let place = try Place()
        let seen = try play(
            """
            enrol first-bank "$place/bank.pub" --dry-run >/dev/null && [ ! -e /srv/hms-ach ] || echo "TRIAL"
            enrol first-bank "$place/bank.pub" >"$place/first"
            if grep -q ^kept "$place/first"; then echo "KEPT AT FIRST"; fi
            enrol first-bank "$place/bank.pub" | grep -v -e ^kept -e ^key && echo "CHANGED AGAIN"
            chmod 777 /srv/hms-ach/first-bank
            enrol first-bank "$place/bank.pub" | grep -c ^mended
            stat -c '%U:%G %a' /srv/hms-ach/first-bank /srv/hms-ach/first-bank/inbox /srv/hms-ach/first-bank/outbox
            enrol first-bank "$place/other.pub" | grep -c ^replaced
            cut -d ' ' -f 1-3 /etc/ssh/hms-ach-keys/hmsp-first-bank >"$place/authorized"
            printf 'restrict %s\\n' "$(cut -d ' ' -f 1-2 "$place/other.pub")" | cmp - "$place/authorized"
            useradd --system --home-dir /elsewhere hmsp-taken
            enrol taken "$place/bank.pub" >/dev/null; echo "taken $?"
            ln -s /etc /srv/hms-ach/linked
            enrol linked "$place/bank.pub" >/dev/null; echo "linked $?"
            [ "$(stat -c %U:%a /etc)" = root:755 ] || echo "LINK FOLLOWED"

            """, in: place.path)
        #expect(
            seen == [
                "1", "root:root 755", "hms-ach:hmsp-first-bank 3730", "hms-ach:hmsp-first-bank 2750", "1", "taken 5",
                "linked 5",
            ])
    }

    @Test func `what is no public key of today is refused`() throws {
        let root = try HospitalRoot()
        let weak =
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7" + String(repeating: "A", count: 175) + "= old"
        for (text, reason) in [
            ("", "no key"), ("# nothing\n", "no key"), ("-----BEGIN OPENSSH PRIVATE KEY-----\n", "no public key"),
            ("command=\"sh\" ssh-ed25519 AAAA\n", "type"), ("ssh-dss AAAA\n", "type"), ("ssh-ed25519 ???\n", "base64"),
            ("ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7\n", "not of the type"), (weak, "too weak"),
            ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==\n", "cut off"),
        ] {
            try root.write(text, "key.pub")
            let outcome = try root.run(["partners", "enrol", "bank", "--dry-run", "--sftp-key", "\(root.path)/key.pub"])
            #expect(outcome.status == 5 && outcome.log.contains(reason), "\(text): \(outcome.log)")
        }
        for name in ["Bank", "-bank", "a/b", "..", String(repeating: "x", count: 28)] {
            let outcome = try root.run(["partners", "enrol", "--dry-run", "--sftp-key", "none", "--", name])
            #expect(outcome.status == 2, "\(name): \(outcome.log)")
        }
    }
}
