// What a partner of the drop-box needs on the machine: a user, folders, a file of keys. Plain values; DropBoxWork carries
// them out. systemd/hms-ach.sshd.conf says what sshd makes of them.

/// Everything one partner needs, in the order in which it is made.
struct DropBoxPlan {
    static let gatewayUser = "hms-ach"
    static let partnersGroup = "hms-ach-partners"
    static let place = "/srv/hms-ach"
    static let keyFolder = "/etc/ssh/hms-ach-keys"
    /// A user's name has 32 characters at most, five of which are ours.
    static let longestName = 27

    struct Folder {
        let path: String
        let owner: String
        let group: String
        let mode: UInt32
    }

    let partner: String

    /// Nil where the name cannot be a partner's, or is too long for a user's.
    init?(partner: String) {
        let isFolderName = partner.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        guard isFolderName, (1...Self.longestName).contains(partner.utf8.count), !partner.hasPrefix("-") else {
            return nil
        }
        self.partner = partner
    }

    /// With a prefix of its own, so that no partner's name is a user of the system.
    var user: String { "hmsp-\(partner)" }
    var home: String { "\(Self.place)/\(partner)" }
    var keyFile: String { "\(Self.keyFolder)/\(user)" }

    var folders: [Folder] {
        [
            // sshd goes only where every folder on the way is root's.
            Folder(path: Self.place, owner: "root", group: "root", mode: 0o755),
            Folder(path: Self.keyFolder, owner: "root", group: "root", mode: 0o755),
            Folder(path: home, owner: "root", group: "root", mode: 0o755),
            // The partner may put but not list; sticky, so that it changes nothing of what is the gateway's.
            Folder(path: "\(home)/inbox", owner: Self.gatewayUser, group: user, mode: 0o3730),
            Folder(path: "\(home)/inbox/done", owner: Self.gatewayUser, group: Self.gatewayUser, mode: 0o700),
            Folder(path: "\(home)/inbox/rejected", owner: Self.gatewayUser, group: Self.gatewayUser, mode: 0o700),
            Folder(path: "\(home)/outbox", owner: Self.gatewayUser, group: user, mode: 0o2750),
        ]
    }

    /// Makes the user: no password, no shell, no home of its own making.
    var userCommand: [String] {
        [
            "useradd", "--system", "--user-group", "--groups", Self.partnersGroup, "--home-dir", home,
            "--no-create-home", "--shell", "/usr/sbin/nologin", "--password", "*", "--comment",
            "HMS-ACH partner \(partner)", user,
        ]
    }

    /// What the partner's file in the configuration has to say.
    var channels: String {
        """
        receive:
          - folder: \(home)/inbox
        send:
          - folder: \(home)/outbox
        """
    }
}
