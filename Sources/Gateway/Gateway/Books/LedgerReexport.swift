// A closed batch once more, byte for byte as it was sent; or in another form.

import Configuration
import Crypto
import Ledger
import Store

public struct LedgerReexport {
    private let rendering: LedgerRendering
    private let batch: LedgerBatch
    private let form: GeneralLedgerForm
    private let contents: LedgerRendering.Contents
    private let sent: String?
    private let entity: String?

    /// Nil where there is no such batch or no such form.
    ///
    /// - Parameters:
    ///   - form: its name; nil for the first that the configuration exports.
    ///   - entity: whose file is wanted, where the form has one for each; nil for the whole batch in one.
    public init?(batch number: Int64, as form: String?, of entity: String? = nil, _ installation: Installation) throws {
        let ledger = installation.configuration.ledger
        guard let batch = try installation.database.read({ try $0.ledgerBatch(number) }),
            let form = form.map({ ledger.known[$0] }) ?? ledger.forms.first
        else { return nil }
        self.batch = batch
        self.form = form
        self.entity = form.isPerEntity ? entity : nil
        rendering = LedgerRendering(installation)
        contents = try rendering.contents(from: batch.firstSequence, to: batch.lastSequence)
        let ending = "-\(rendering.head(batch).id)-\(form.file(of: self.entity))"
        // The whole of a form with a file for each entity was never sent as one.
        if form.isPerEntity && entity == nil {
            sent = nil
            return
        }
        if let entity, !contents.entities.contains(entity) { return nil }
        sent = try installation.database.read { try $0.ledgerFileDigest(endingWith: ending) }
    }

    /// Hands out the file piece by piece. Throws `ActRefusal`, before any piece, where the file would not be the one that was
    /// sent, and `LedgerRefusal` where the form cannot take an entry.
    public func write(asNow: Bool, _ body: (RawSpan) throws -> Void) throws {
        if let sent, !asNow {
            var digest = SHA256()
            _ = try rendering.write(batch, contents, as: form, of: entity) { piece in
                piece.withUnsafeBytes { digest.update(bufferPointer: $0) }
            }
            if hexadecimal(digest.finalize()) != sent { throw ActRefusal(LedgerActRules.changedSince) }
        }
        _ = try rendering.write(batch, contents, as: form, of: entity, body)
    }
}
