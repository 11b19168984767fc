// What a partner is told about a file, before it is signed and encrypted: a name and bytes.

/// One file of an answer.
struct Answer: Sendable {
    /// What it is, as the last part of its name: `999.edi`, `report.csv`.
    let label: String
    /// contracts.md: dispatches.kind.
    let kind: String
    let bytes: [UInt8]
}
