// Room on the disks: with less than `folders: { keep-free: … }` nothing new is taken, so that what is in hand can be carried to
// its end; with less than a tenth of it, that waits too. Both go on by themselves.

import Configuration

struct DiskRoom: Sendable {
    private let installation: Installation
    private var wasEnough = true

    init(_ installation: Installation) { self.installation = installation }

    /// Whether new files may be taken; says so once when that changes.
    mutating func admitsIntake() -> Bool {
        let shortage = installation.shortageOfRoom()
        if let shortage, wasEnough {
            installation.log.error("intake.stopped", metadata: ["reason": "\(shortage)"])
        }
        if shortage == nil, !wasEnough { installation.log.notice("intake.resumed") }
        wasEnough = shortage == nil
        return wasEnough
    }

    /// Whether new files may be taken, without saying so.
    var isEnoughForIntake: Bool { installation.shortageOfRoom() == nil }

    /// Whether what was taken may be carried on.
    var isEnoughToWork: Bool { installation.shortageOfRoom(share: 10) == nil }
}

extension Installation {
    /// Where there is too little room, in words; nil where there is enough or it cannot be told.
    ///
    /// - Parameter share: the part of what is to be kept free that is asked for: 1 all of it, 10 a tenth.
    public func shortageOfRoom(share: Int64 = 1) -> String? {
        let wanted = configuration.folders.keepFree / max(1, share)
        for configured in [configuration.folders.state, configuration.folders.outbox] {
            guard let free = freeSpace(root.resolve(configured)), free < wanted else { continue }
            return "\(configured) has \(ByteText.of(free)) free, \(ByteText.of(wanted)) are to be kept free"
        }
        return nil
    }
}
