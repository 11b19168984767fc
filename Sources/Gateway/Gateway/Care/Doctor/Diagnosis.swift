// What the doctor answers: one question, yes or no or unknown, and what to do where it is not yes.

public import Configuration

/// The answer to one question about an installation.
public struct Diagnosis: Sendable, Hashable {
    public enum Answer: String, Sendable, CaseIterable { case yes, no, unknown }

    /// What is asked about: machine, configuration, folders, vault key, keys, state, servers.
    public let area: String
    /// What should be so.
    public let question: String
    public let answer: Answer
    /// What was seen.
    public let detail: String
    /// What to do; empty where the answer is yes.
    public let cure: String

    public static func yes(_ area: String, _ question: String, _ detail: String) -> Diagnosis {
        Diagnosis(area: area, question: question, answer: .yes, detail: detail, cure: "")
    }

    public static func no(_ area: String, _ question: String, _ detail: String, cure: String) -> Diagnosis {
        Diagnosis(area: area, question: question, answer: .no, detail: detail, cure: cure)
    }

    public static func unknown(_ area: String, _ question: String, _ detail: String, cure: String) -> Diagnosis {
        Diagnosis(area: area, question: question, answer: .unknown, detail: detail, cure: cure)
    }
}

/// Something that the doctor looks at. Changes nothing (but for a login that is refused, see `ServerCheck`), never traps, and ends in reasonable time.
public protocol DoctorCheck: Sendable {
    func examine() -> [Diagnosis]
}

/// The installation that is looked at: its configuration was read, nothing else is taken for granted.
public struct Patient: Sendable {
    public let root: Root
    public let configuration: GatewayConfiguration
    public let state: StateFolder
    public let clock: any Clock
    let freeSpace: FreeSpace

    init(
        root: Root, configuration: GatewayConfiguration, clock: any Clock,
        freeSpace: @escaping FreeSpace = SystemFreeSpace.ask
    ) {
        self.root = root
        self.configuration = configuration
        state = StateFolder(path: root.resolve(configuration.folders.state))
        self.clock = clock
        self.freeSpace = freeSpace
    }
}
