// Runs a connection's task on the connection's own event loop: what comes is handled where it came, without waking another thread,
// and whatever else keeps Swift's pool busy, a partner is answered. What blocks goes to the endpoint's threads.

import NIOCore

final class EndpointExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
