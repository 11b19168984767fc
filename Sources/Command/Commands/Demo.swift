// hms-ach demo: a day of a small hospital in a root of its own.

import ArgumentParser

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a day of a small hospital in demo/: keys, files, one run, the outcome and its proof.")

    func run() throws {
        throw CleanExit.message("to come")
    }
}
