// Puts an answer together as it comes, and lets the thread that posts wait for it.

import Dispatch
import NIOCore
import NIOHTTP1
import Synchronization

/// The last handler of a connection: collects the answer.
final class AnswerCollector: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let shared: Shared
    private let words: TLSWords
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []

    init(_ shared: Shared, _ words: TLSWords) {
        self.shared = shared
        self.words = words
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head) where head.status.code < 200:
            shared.giveLeave()
        case .head(let head):
            self.head = head
        case .body(let buffer):
            if body.count + buffer.readableBytes > shared.limit {
                shared.fail(.garbled("the answer is longer than \(shared.limit) bytes"))
                return context.close(promise: nil)
            }
            body += buffer.readableBytesView
        case .end:
            guard let head else { return }
            let headers = head.headers.map { PostRequest.Header($0.name, $0.value) }
            shared.succeed(PostAnswer(status: Int(head.status.code), headers: headers, body: body))
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        shared.fail(HTTPCarrier.failure(error, words, ShownCertificate(context)))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        shared.fail(.lost(head == nil ? "without an answer" : "in the middle of the answer"))
        context.fireChannelInactive()
    }

    /// What both sides see: the outcome, once.
    final class Shared: Sendable {
        let limit: Int
        private let outcome = Mutex<Result<PostAnswer, PostFailure>?>(nil)
        private let isDone = DispatchSemaphore(value: 0)
        private let mayGoOn = DispatchSemaphore(value: 0)

        init(limit: Int) { self.limit = limit }

        func succeed(_ answer: PostAnswer) { settle(.success(answer)) }
        func fail(_ failure: PostFailure) { settle(.failure(failure)) }
        func giveLeave() { mayGoOn.signal() }

        var isOver: Bool { outcome.withLock { $0 != nil } }

        var failure: PostFailure? {
            outcome.withLock { if case .failure(let failure)? = $0 { failure } else { nil } }
        }

        func waitForLeave(milliseconds: Int64) {
            _ = mayGoOn.wait(timeout: .now() + .milliseconds(Int(milliseconds)))
        }

        /// The answer, where it comes within a second; nil where there is none.
        func waitBriefly() -> PostAnswer? {
            if !isOver { _ = isDone.wait(timeout: .now() + .seconds(1)) }
            return outcome.withLock { try? $0?.get() }
        }

        func wait(until deadline: NIODeadline) throws(PostFailure) -> PostAnswer {
            if !isOver {
                // The connection's own timer settles it first; this is for a loop that hangs.
                let left = (deadline - NIODeadline.now()).nanoseconds
                _ = isDone.wait(timeout: .now() + .nanoseconds(Int(clamping: max(0, left) &+ 5_000_000_000)))
            }
            switch outcome.withLock({ $0 }) {
            case .success(let answer): return answer
            case .failure(let failure): throw failure
            case nil: throw .timedOut("no answer")
            }
        }

        private func settle(_ result: Result<PostAnswer, PostFailure>) {
            let isFirst = outcome.withLock { outcome in
                defer { outcome = outcome ?? result }
                return outcome == nil
            }
            guard isFirst else { return }
            isDone.signal()
            mayGoOn.signal()
        }
    }
}
