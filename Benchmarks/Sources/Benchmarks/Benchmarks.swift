// benchmarks: how fast files are read with every check, beside what the machine allows and what a peer needs, in the same run.
//
//     benchmarks [--rounds N] [--program HMS-ACH] [--nacha FILE] [--claims FILE] [--remittances FILE] [--camt FILE]
//
// Relies on the readers as a user of the libraries calls them, on the built program, and on files made beforehand
// (Benchmarks/run.sh): beside FILE lies FILE.small, a hundredth of it, for the comparison of memory.

import Parsing

@main
enum Benchmarks {
    static func main() {
        guard let request = Request(CommandLine.arguments.dropFirst()) else {
            print("usage: benchmarks [--rounds N] [--program HMS-ACH] [--nacha|--claims|--remittances|--camt FILE]...")
            exitProgram(2)
        }
        print(Row.heading)
        for (kind, path) in request.files {
            do {
                try measure(kind, path, rounds: request.rounds)
            } catch {
                print("\(kind.rawValue): \(error)")
                exitProgram(1)
            }
        }
        guard let program = request.program else { return }
        print("\n" + PairRow.heading)
        for (kind, path) in request.files {
            for line in WholeProcess.compare(program, kind, path, rounds: request.rounds) { print(line) }
        }
    }

    /// The bare reading first: it also brings the file into the system's cache, so that both read from memory.
    private static func measure(_ kind: Kind, _ path: String, rounds: Int) throws {
        var byteCount = 0
        let bare = try Stopwatch.best(of: rounds) { byteCount = try BareReading.byteCount(path: path) }
        print(Row(name: "read(2) alone", byteCount: byteCount, seconds: bare, outcome: nil))
        var outcome: Outcome?
        let checked = try Stopwatch.best(of: rounds) { outcome = try kind.read(path: path) }
        print(Row(name: kind.rawValue, byteCount: byteCount, seconds: checked, outcome: outcome))
    }
}

/// What the command line asks for.
struct Request {
    var rounds = 5
    /// The built `hms-ach`; nil measures the libraries alone.
    var program: String?
    var files: [(kind: Kind, path: String)] = []

    /// Nil when the arguments cannot be understood or name no file.
    init?(_ arguments: some Sequence<String>) {
        var rest = arguments.makeIterator()
        while let option = rest.next() {
            guard let value = rest.next() else { return nil }
            switch option {
            case "--rounds":
                guard let number = Int(value), number > 0 else { return nil }
                rounds = number
            case "--program": program = value
            case "--nacha": files.append((.nacha, value))
            case "--claims": files.append((.claims, value))
            case "--remittances": files.append((.remittances, value))
            case "--camt": files.append((.camt, value))
            default: return nil
            }
        }
        if files.isEmpty { return nil }
    }
}
