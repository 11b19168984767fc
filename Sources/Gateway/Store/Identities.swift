// What a document calls itself by its own control numbers, so that a second delivery under another name is recognised.

/// One identity of a document: `scope` and `identity` say which document it claims to be, `content` what stood in it.
public struct DocumentIdentity: Sendable, Hashable {
    public let scope: String
    public let identity: String
    public let content: String

    public init(scope: String, identity: String, content: String) {
        self.scope = scope
        self.identity = identity
        self.content = content
    }
}

extension Session {
    public func setIdentities(_ identities: [DocumentIdentity], of arrival: Int64) throws {
        try execute("DELETE FROM identities WHERE arrival = $1", [.integer(arrival)])
        try insert(
            "INSERT INTO identities (arrival, position, scope, identity, content) VALUES ($1, $2, $3, $4, $5)",
            identities.enumerated()
        ) { element, row in
            row.bind(arrival)
            row.bind(element.offset)
            row.bind(element.element.scope)
            row.bind(element.element.identity)
            row.bind(element.element.content)
        }
    }

    /// The first earlier arrival that counts and claims the same identity, with what stood in it; a later one where it is
    /// posted already.
    public func earlierArrival(
        claiming identity: DocumentIdentity, before arrival: Int64
    ) throws -> (arrival: Int64, content: String)? {
        try first(
            """
            SELECT i.arrival, i.content FROM identities i JOIN arrivals a ON a.id = i.arrival
            WHERE i.scope = $1 AND i.identity = $2 AND (
                (i.arrival < $3 AND a.state IN ('checked', 'posted', 'answered', 'held'))
                OR (i.arrival > $3 AND a.state IN ('posted', 'answered')))
            ORDER BY i.arrival LIMIT 1
            """, [.text(identity.scope), .text(identity.identity), .integer(arrival)]
        ) { ($0.integer(0), $0.text(1)) }
    }
}
