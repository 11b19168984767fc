// What departments call the payments that they ordered: the individual identification of the entry, which the books keep sealed.

public import Facts
public import Store
import Vault

/// Opens identifications.
public struct PaymentNames: Sendable {
    let vault: Vault

    /// What the entry, or the return that repeats it, calls the payment; nil where it has no identification.
    public func name(at place: Evidence, _ session: Session) throws -> String? {
        guard let sealed = try session.sealedIdentification(at: place) else { return nil }
        return String(
            decoding: try vault.open(sealed, as: StagedFactSink.identificationPurpose), as: UTF8.self)
    }

    /// The right side of a match as people know it: of what is tied to an entry of ours, the payment's name.
    public func right(of match: Match, _ session: Session) throws -> String {
        guard match.kind == .returnedEntry || match.kind == .changedEntry, let place = match.right.evidence,
            let name = try name(at: place, session)
        else { return match.right.reference }
        return name
    }
}

extension Installation {
    public func paymentNames() -> PaymentNames { PaymentNames(vault: vault) }
}
