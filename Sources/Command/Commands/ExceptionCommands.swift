// hms-ach exceptions: the list to work from, everything about one, its owner, notes.

import ArgumentParser
import Facts
import Gateway
import Money

struct Exceptions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What could not be matched or accepted, and who must act.",
        subcommands: [ExceptionsList.self, ExceptionsShow.self, ExceptionsAssign.self, ExceptionsNote.self],
        defaultSubcommand: ExceptionsList.self)
}

struct ExceptionsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The open exceptions, oldest first.",
        discussion: "Ages are banking days up to the business date: the latest day for which a statement was posted.")
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption
    @Flag(name: .long, help: "Also those that are solved.")
    var all = false
    @Option(name: .long, help: "Only this category, such as unmatched-bank-line.")
    var category: String?
    @Option(name: .long, help: "Only those of this owner: a name, or a queue such as treasury.")
    var owner: String?
    @Option(name: .customLong("older-than"), help: "Only those older than so many banking days.")
    var olderThan: Int?
    @Option(name: .customLong("amount-over"), help: "Only those over this amount, such as 100.00, whatever their sign.")
    var amountOver: String?

    func validate() throws {
        if let category, ExceptionCategory(rawValue: category) == nil {
            let known = ExceptionCategory.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no category `\(category)`; there are \(known).")
        }
        if let olderThan, !(0...10_000).contains(olderThan) { throw ValidationError("`--older-than` takes days.") }
        if amountOver != nil, hundredths == nil {
            throw ValidationError("`--amount-over` takes an amount like 100.00.")
        }
    }

    private var hundredths: Int64? {
        guard let amountOver, case .success(let units) = DecimalText.minorUnits(of: amountOver, exponent: 2), units >= 0
        else { return nil }
        return units
    }

    func run() throws {
        var question = CaseQuestion()
        question.category = category.flatMap(ExceptionCategory.init(rawValue:))
        question.owner = owner
        question.olderThan = olderThan
        question.amountOver = hundredths
        question.includesEnded = all
        try Exporting(try root.open(.look)).exceptions(format.format, Span(), question)
    }
}

struct ExceptionsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Everything about one exception: why, what was done, candidates, what can be done.")
    @Argument(help: "The exception's id, as `exceptions --format csv` gives it, or the beginning of one.")
    var id: String
    @Flag(name: .long, help: "Show in full the account number that a notification of change asks for.")
    var reveal = false
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        let installation = try root.open(.look)
        try CaseEnding.of {
            let id = try installation.wholeID(of: id)
            var listing = Listing(["what", "detail"], format: format.format)
            for sentence in try installation.tellCase(id, reveals: reveal) {
                listing.add([.text(sentence.what), .text(sentence.detail)])
            }
            listing.finish(nothing: "")
        }
    }
}

struct ExceptionsAssign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Give an exception to somebody, or to another queue.")
    @Argument(help: "The exception's id.")
    var id: String
    @Option(name: .long, help: "A person or a queue.")
    var to: String
    @OptionGroup var root: RootOption

    func validate() throws {
        if to.allSatisfy(\.isWhitespace) { throw ValidationError("`--to` is empty.") }
    }

    func run() throws {
        let installation = try root.open(.look)
        try CaseEnding.of {
            let id = try installation.wholeID(of: id)
            let warrant = ActWarrant(who: ActOptions.operatorName, reason: "")
            try CaseworkActs.assign(id, to: to, warrant, installation)
            StandardOutput.write("\(id) is \(to)'s.\n")
        }
    }
}

struct ExceptionsNote: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Write something down about an exception.",
        discussion: "Notes stand in the audit trail for good: no names of patients, no account numbers.")
    @Argument(help: "The exception's id.")
    var id: String
    @Argument(help: "What is to be remembered.")
    var text: String
    @OptionGroup var root: RootOption

    func validate() throws {
        if text.allSatisfy(\.isWhitespace) { throw ValidationError("The note is empty.") }
    }

    func run() throws {
        let installation = try root.open(.look)
        try CaseEnding.of {
            let id = try installation.wholeID(of: id)
            let warrant = ActWarrant(who: ActOptions.operatorName, reason: "")
            try CaseworkActs.note(id, text, warrant, installation)
            StandardOutput.write("Noted with \(id).\n")
        }
    }
}
