// The program: hms-ach.
import ArgumentParser

@main
struct HMSACH: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "hms-ach")
    func run() throws {}
}
