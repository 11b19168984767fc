// One request to be posted and what came back: values, without a word of how the octets travel.

/// A request whose body may be given as often as it is asked for, always the same octets.
public struct PostRequest: Sendable {
    public var url: PostAddress
    /// In their order; Host, Content-Length, Connection and Expect are added.
    public var headers: [Header]
    public var bodyLength: Int64
    /// Gives the body piece by piece, on the thread that posts.
    public var body: @Sendable ((RawSpan) throws -> Void) throws -> Void
    /// Milliseconds that all of it may take, the answer included.
    public var timeLimit: Int64

    public struct Header: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(
        url: PostAddress, headers: [Header], bodyLength: Int64, timeLimit: Int64,
        body: @escaping @Sendable ((RawSpan) throws -> Void) throws -> Void
    ) {
        self.url = url
        self.headers = headers
        self.bodyLength = bodyLength
        self.timeLimit = timeLimit
        self.body = body
    }
}

/// What the server answered, whole. A redirect is an answer like any other: it is never followed.
public struct PostAnswer: Sendable {
    public var status: Int
    public var headers: [PostRequest.Header]
    public var body: [UInt8]

    public init(status: Int, headers: [PostRequest.Header], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first value of a header, whatever the case of its name.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Where a request goes: `http(s)://host[:port][/path][?query]`.
public struct PostAddress: Sendable, Hashable, CustomStringConvertible {
    public let isSecure: Bool
    public let host: String
    public let port: Int
    /// Path and query, beginning with a slash.
    public let target: String

    /// Nil where the text is no such address.
    public init?(_ text: String) {
        var rest: Substring
        if text.hasPrefix("https://") {
            (isSecure, rest) = (true, text.dropFirst(8))
        } else if text.hasPrefix("http://") {
            (isSecure, rest) = (false, text.dropFirst(7))
        } else {
            return nil
        }
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        let authority = rest[..<end]
        rest = rest[end...]
        if authority.contains("@") || rest.contains("#") { return nil }
        target = rest.isEmpty ? "/" : rest.hasPrefix("/") ? String(rest) : "/\(rest)"
        var host = authority
        var port = isSecure ? 443 : 80
        if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
            guard let number = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(number) else {
                return nil
            }
            port = number
            host = authority[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        if host.isEmpty { return nil }
        self.host = String(host)
        self.port = port
    }

    /// As the Host header has it.
    public var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    public var description: String { "http\(isSecure ? "s" : "")://\(authority)\(target)" }
}
