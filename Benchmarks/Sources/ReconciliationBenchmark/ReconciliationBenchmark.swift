// How fast the gateway reconciles and posts, in what memory, and whether the time grows with the books: runs the program
// on workloads of its own making, all files in the inboxes at once, and reads from its log what each file's posting took.
//
//     reconciliation-benchmark PROGRAM SCRATCH-FOLDER [CLAIMS ...]      250000 500000 1000000 where none is given

import Glibc

@main
struct ReconciliationBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else {
            print("usage: reconciliation-benchmark PROGRAM SCRATCH-FOLDER [CLAIMS ...]")
            exit(2)
        }
        let sizes = arguments.count > 3 ? arguments[3...].compactMap { Int($0) } : [250_000, 500_000, 1_000_000]
        print(
            """
            items: open items, remittance lines and bank lines; reconcile and post: of all files, from the log
            claims  items  reconcile and post: s  items/s  inbox to posted: s  items/s  peak MiB  one 835 more: ms
            """
        )
        for size in sizes {
            for isCrowded in [false, true] {
                let root = "\(arguments[2])/\(size)\(isCrowded ? "-equal" : "")"
                let workload = Workload(
                    claims: size, equalPayments: isCrowded ? size / 10 : 0, root: root)
                try measure(workload, program: arguments[1])
            }
        }
    }

    private static func measure(_ workload: Workload, program: String) throws {
        try workload.write()
        try workload.writeItems()
        try workload.writeStatements()
        try workload.writeRemittances()
        let run = GatewayRun.once(program, workload.root)
        try workload.writeOneMore()
        let more = GatewayRun.once(program, workload.root)
        print(
            """
            \(workload.claims)\(workload.equalPayments > 0 ? " (\(workload.equalPayments) equal amounts)" : "")  \
            \(workload.items)  \(seconds(run.posting)) (cpu \(seconds(run.postingCPU)))  \
            \(rate(workload.items, run.posting)) (per cpu s \(rate(workload.items, run.postingCPU)))  \
            \(seconds(run.whole)) (cpu \(seconds(run.wholeCPU)))  \(rate(workload.items, run.whole))  \
            \(max(run.peakMebibytes, more.peakMebibytes))  \(more.posting) (cpu \(more.postingCPU)), whole run \(more.whole)
            """)
        for run in [run, more] where !run.isSound { print("  a run ended with status \(run.status)") }
        if run.files != workload.files { print("  \(run.files) of \(workload.files) files were posted") }
    }

    private static func rate(_ items: Int, _ milliseconds: Int64) -> Int64 {
        milliseconds > 0 ? Int64(items) * 1000 / milliseconds : 0
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        "\(milliseconds / 1000).\(String(1000 + milliseconds % 1000).dropFirst().prefix(2))"
    }
}
