// What is wrong with the configuration: file, line, sentence. Configuration is checked whole before anything starts.

/// One complaint about the configuration.
public struct Complaint: Error, Sendable, Hashable, CustomStringConvertible {
    public let file: String
    /// Counted from 1; nil when the complaint is about the whole file.
    public let line: Int?
    public let sentence: String

    public init(file: String, line: Int?, sentence: String) {
        self.file = file
        self.line = line
        self.sentence = sentence
    }

    public var description: String { line.map { "\(file):\($0): \(sentence)" } ?? "\(file): \(sentence)" }
}

/// All complaints about a configuration that cannot be used.
public struct ConfigurationFailure: Error, Sendable, CustomStringConvertible {
    public let complaints: [Complaint]
    public init(complaints: [Complaint]) { self.complaints = complaints }
    public var description: String { complaints.map(\.description).joined(separator: "\n") }
}
