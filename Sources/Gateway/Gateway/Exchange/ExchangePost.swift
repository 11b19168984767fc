// One HTTP request as it reaches the exchange of messages, and its reply: values that no HTTP library is known by.

public import HTTPCarrier

/// The head of a request, before any of its body was read.
public struct PostHead: Sendable {
    public var method: String
    public var path: String
    /// In their order, as they came.
    public var headers: [Header]
    /// What Content-Length says; nil where the body is chunked or there is none.
    public var contentLength: Int64?
    public var isChunked: Bool
    /// Address of who sent it, for the log.
    public var peer: String

    /// The same as what we post.
    public typealias Header = PostRequest.Header

    public init(
        method: String, path: String, headers: [Header], contentLength: Int64?, isChunked: Bool, peer: String
    ) {
        self.method = method
        self.path = path
        self.headers = headers
        self.contentLength = contentLength
        self.isChunked = isChunked
        self.peer = peer
    }
}

/// What is answered.
public struct PostReply: Sendable {
    public var status: Int
    /// Without Content-Length and Connection, which the endpoint adds.
    public var headers: [PostHead.Header]
    public var body: [UInt8]

    public init(status: Int, headers: [PostHead.Header] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A short text for whoever looks at it.
    static func text(_ status: Int, _ text: String, _ headers: [PostHead.Header] = []) -> PostReply {
        PostReply(
            status: status, headers: headers + [PostHead.Header("Content-Type", "text/plain; charset=us-ascii")],
            body: Array("\(text)\r\n".utf8))
    }

    /// Not now, but later.
    static func later(_ text: String, seconds: Int) -> PostReply {
        .text(503, text, [PostHead.Header("Retry-After", String(seconds))])
    }
}

/// A body that is being received. Its calls block and are made one after the other.
public protocol PostReception: Sendable {
    /// Bytes that the body may have.
    var sizeLimit: Int64 { get }
    /// Milliseconds that it may take to come.
    var timeLimit: Int64 { get }
    /// Takes the next piece. Throws where it cannot be kept; `abandon` must follow then.
    func take(_ piece: RawSpan) throws
    /// The body is whole: what is to be answered. Everything the answer promises is durable when it returns.
    func finish() -> PostReply
    /// The body will not become whole.
    func abandon(_ reason: String)
}

/// What becomes of a request once its head is known.
public enum PostAdmission: Sendable {
    /// Answered without its body.
    case refused(PostReply)
    case admitted(any PostReception)
}

/// Who takes requests.
public protocol PostDesk: Sendable {
    /// Blocks.
    func admit(_ head: PostHead) -> PostAdmission
}
