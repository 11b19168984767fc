// What became of a message, as its receipt says: the Disposition field of an MDN.

/// The outcome that an MDN reports (RFC 3798, section 3.2.6; RFC 4130, sections 7.4.3 and 7.5).
///
/// Read in any case and spelling that peers write; `processed/error: authentication-failed` is `.processed`, `.error` and the
/// reason `authentication-failed`.
public struct Disposition: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: Sendable, Hashable {
        case processed
        case failed
        /// `displayed`, `denied` and whatever else mail programs write: never a delivery.
        case other(String)

        init(_ text: String) {
            switch text {
            case "processed": self = .processed
            case "failed": self = .failed
            default: self = .other(text)
            }
        }

        var text: String {
            switch self {
            case .processed: "processed"
            case .failed: "failed"
            case .other(let text): text
            }
        }
    }

    public enum Modifier: Sendable, Hashable {
        case error
        case failure
        case warning
        case other(String)

        init(_ text: String) {
            switch text {
            case "error": self = .error
            case "failure": self = .failure
            case "warning": self = .warning
            default: self = .other(text)
            }
        }

        var text: String {
            switch self {
            case .error: "error"
            case .failure: "failure"
            case .warning: "warning"
            case .other(let text): text
            }
        }
    }

    public let kind: Kind
    public let modifier: Modifier?
    /// What comes behind the colon, in lower case and rightly spelled where it is a known one; empty where there is none.
    public let reason: String

    public init(_ kind: Kind, _ modifier: Modifier? = nil, reason: String = "") {
        self.kind = kind
        self.modifier = modifier
        self.reason = reason
    }

    /// Reads the value of a Disposition field, with its mode (`automatic-action/MDN-sent-automatically;`) or without.
    public init?(field: String) {
        let text = field.split(separator: ";", omittingEmptySubsequences: false).dropFirst(field.contains(";") ? 1 : 0)
            .joined(separator: ";")
        let colon = text.firstIndex(of: ":") ?? text.endIndex
        let parts = HeaderText.withoutComments(String(text[..<colon])).split { $0 == "/" || $0 == ";" }
            .map { HeaderText.trimmed($0).lowercased() }
        guard let kind = parts.first, !kind.isEmpty else { return nil }
        self.kind = Kind(kind)
        let modifier = parts.dropFirst().first { !$0.isEmpty }
        self.modifier = modifier.map(Modifier.init)
        var said = HeaderText.trimmed(text[colon...].dropFirst()).lowercased()
        while said.last == ";" || said.last == "." { said = HeaderText.trimmed(said.dropLast()) }
        reason = Self.spelled(said)
    }

    /// The value of a Disposition field that says so.
    public var field: String { "automatic-action/MDN-sent-automatically; \(description)" }

    public var description: String {
        kind.text + (modifier.map { "/" + $0.text } ?? "") + (reason.isEmpty ? "" : ": " + reason)
    }

    /// Processed, and nothing else said.
    public var isPlainSuccess: Bool { kind == .processed && modifier == nil && reason.isEmpty }

    /// Taken, but known already. Counts as delivered when the MIC is the same.
    public var isDuplicateWarning: Bool { self == .duplicateDocument }

    /// OpenAS2 writes `decompresion-failed`; blanks stand for hyphens in other products.
    private static func spelled(_ reason: String) -> String {
        if reason == "decompresion-failed" { return "decompression-failed" }
        if reason == "unsupported mic-algorithms" { return "unsupported MIC-algorithms" }
        let hyphened = HeaderText.trimmed(HeaderText.withoutComments(reason)).replacing(" ", with: "-")
        return known.contains(hyphened) ? hyphened : reason
    }

    private static let known = Set(all.map(\.reason).filter { $0.contains("-") && !$0.contains(" ") })
}

extension Disposition {
    public static let processed = Disposition(.processed)
    public static let authenticationFailed = Disposition(.processed, .error, reason: "authentication-failed")
    public static let integrityCheckFailed = Disposition(.processed, .error, reason: "integrity-check-failed")
    public static let decryptionFailed = Disposition(.processed, .error, reason: "decryption-failed")
    public static let decompressionFailed = Disposition(.processed, .error, reason: "decompression-failed")
    public static let insufficientMessageSecurity = Disposition(
        .processed, .error, reason: "insufficient-message-security")
    public static let unexpectedProcessingError = Disposition(.processed, .error, reason: "unexpected-processing-error")
    public static let unknownTradingPartner = Disposition(.processed, .error, reason: "unknown-trading-partner")
    public static let unknownTradingRelationship = Disposition(
        .processed, .error, reason: "unknown-trading-relationship")
    public static let duplicateDocument = Disposition(.processed, .warning, reason: "duplicate-document")
    /// For partners who want a duplicate to be an error.
    public static let duplicateDocumentError = Disposition(.processed, .error, reason: "duplicate-document")
    public static let unsupportedFormat = Disposition(.failed, .failure, reason: "unsupported format")
    public static let unsupportedMICAlgorithms = Disposition(.failed, .failure, reason: "unsupported MIC-algorithms")

    /// All that are ever answered here.
    public static let all: [Disposition] = [
        processed, authenticationFailed, integrityCheckFailed, decryptionFailed, decompressionFailed,
        insufficientMessageSecurity, unexpectedProcessingError, unknownTradingPartner, unknownTradingRelationship,
        duplicateDocument, duplicateDocumentError, unsupportedFormat, unsupportedMICAlgorithms,
    ]

    /// What it means and what to do, for people on either side.
    public var explanation: String {
        switch (kind, reason) {
        case (.processed, "") where modifier == nil: "The message was received and stored; all checks passed."
        case (_, "authentication-failed"):
            "The signature was not made by a certificate agreed for this partner, or that certificate is no longer valid. "
                + "Compare the certificates that both sides have configured."
        case (_, "integrity-check-failed"):
            "The content differs from what was signed. Something on the way changed it; send it again."
        case (_, "decryption-failed"):
            "The message could not be decrypted. Check that it was encrypted for the current certificate."
        case (_, "decompression-failed"): "The message could not be decompressed. Send it again, or uncompressed."
        case (_, "insufficient-message-security"):
            "The message was not signed or encrypted as agreed. Compare the settings of both sides."
        case (_, "unexpected-processing-error"): "The message could not be processed."
        case (_, "unknown-trading-partner"): "The sender's AS2 name is not known here."
        case (_, "unknown-trading-relationship"): "These two AS2 names have no agreement with each other here."
        case (_, "duplicate-document"):
            "A message with this Message-ID was received before; it was not processed again."
        case (.failed, "unsupported format"):
            "The kind of message or of receipt that was asked for is not supported here."
        case (.failed, "unsupported MIC-algorithms"):
            "None of the digest algorithms that were demanded for the receipt is supported here."
        default: "The other side reports: \(description)."
        }
    }
}
