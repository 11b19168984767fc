// Reads a document into its model and writes it again; of a valid NACHA or X12 file the same bytes come out.

import NACHA
public import Parsing
import X12

/// A kind of document that cannot be written again.
public struct RewriteUnavailable: Error, Sendable, CustomStringConvertible {
    public let kind: DocumentKind
    public var description: String { "documents of the kind \(kind.rawValue) cannot be rewritten; NACHA and X12 can" }
}

public enum Rewriting {
    /// Hands the rewritten document to `output` piece by piece. Throws `RewriteUnavailable`, `NACHARewriteRefusal`, or what
    /// source and output throw.
    public static func rewrite(_ source: inout some ByteSource, output: ([UInt8]) throws -> Void) throws {
        switch Recognition.family(of: try Recognition.beginning(of: &source)) {
        case .nacha:
            var rewriter = NACHARewriter()
            var buffer: [UInt8] = []
            try source.forEachPiece { piece in
                try rewriter.rewrite(piece, into: &buffer)
                try output(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
            try rewriter.finish(into: &buffer)
            try output(buffer)
        case .x12:
            var rewriter = X12Rewriter()
            try source.forEachPiece { try output(rewriter.rewrite($0)) }
            try output(rewriter.finish())
        case .xml: throw RewriteUnavailable(kind: .statement)
        case .openItems: throw RewriteUnavailable(kind: .openItems)
        case .payments: throw RewriteUnavailable(kind: .payments)
        case .ledgerAcknowledgement: throw RewriteUnavailable(kind: .ledgerAcknowledgement)
        case .unknown: throw RewriteUnavailable(kind: .unknown)
        }
    }
}
