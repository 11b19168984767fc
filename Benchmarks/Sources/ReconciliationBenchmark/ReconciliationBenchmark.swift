// How fast the gateway reconciles and posts, in what memory, and whether the time grows with the books: runs the program
// on workloads of its own making and reads from its log what each file's posting took.
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
            "claims     items  reconcile and post: cpu s  items/cpu s  wall s  whole run: wall s  peak MiB  one 835 more"
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
        var runs: [GatewayRun] = []
        for step in [workload.writeItems, workload.writeStatements, workload.writeRemittances] {
            try step()
            runs.append(GatewayRun.once(program, workload.root))
        }
        try workload.writeOneMore()
        let more = GatewayRun.once(program, workload.root)
        let cpu = runs.reduce(0) { $0 + $1.postingCPU }
        let wall = runs.reduce(0) { $0 + $1.posting }
        let peak = (runs + [more]).map(\.peakMebibytes).max() ?? 0
        print(
            """
            \(workload.claims)\(workload.equalPayments > 0 ? " (\(workload.equalPayments) equal amounts)" : "")  \
            \(workload.items)  \(seconds(cpu))  \(cpu > 0 ? Int64(workload.items) * 1000 / cpu : 0)  \(seconds(wall))  \
            \(seconds(runs.reduce(0) { $0 + $1.whole }))  \(peak)  \(more.posting) ms (cpu \(more.postingCPU) ms)
            """)
        for run in runs where !run.isSound { print("  a run ended with status \(run.status)") }
        print("  steps: " + runs.map { "\(seconds($0.postingCPU)) cpu s of \($0.files) files" }.joined(separator: ", "))
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        "\(milliseconds / 1000).\(String(1000 + milliseconds % 1000).dropFirst().prefix(2))"
    }
}
