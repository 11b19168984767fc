// Runs the endpoint's tasks on threads of its own: whatever else keeps Swift's pool busy, a partner is answered.

import Dispatch

final class EndpointExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "hms-ach.endpoint", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
