// What an act will write, worked out before anything is written: the rehearsal shows it, the desk carries it out.

import Casework
import Facts
import Ledger
import Money
import Store

struct ActPlan {
    let subject: String
    let act: CaseAct
    /// What it rests on.
    let version: String
    /// What it disposes of.
    var amount: Money
    var matches: [Match] = []
    var withdrawn: [Match] = []
    var entries: [JournalEntry] = []
    /// What happens to which exception, in order.
    var events: [(exception: String, event: CaseEvent)] = []
    var opened: [StoredException] = []
    /// Facts that the engine leaves to people from now on.
    var inHands: [Evidence] = []
    var effects: [ActEffect] = []

    init(subject: String, act: CaseAct, version: String, amount: Money) {
        self.subject = subject
        self.act = act
        self.version = version
        self.amount = amount
    }

    /// What is given up on the way of another act: it needs the right to write off as well.
    var givenUp: Money?

    /// What has to be allowed, each for itself.
    var judged: [(act: CaseAct, amount: Money)] {
        var judged = [(act, amount)]
        if let givenUp, act != .writeOff { judged.append((.writeOff, givenUp)) }
        return judged
    }

    var movesMoney: Bool { !entries.isEmpty || !matches.isEmpty || !withdrawn.isEmpty }

    /// Tells the journal lines after the other effects.
    func told(_ chart: ChartOfAccounts) -> [ActEffect] {
        var told = effects
        for entry in entries {
            for line in entry.lines {
                told.append(
                    .does(
                        "\(line.side.rawValue) \(line.amount.description)",
                        "\(line.account) \(chart.name(of: line.account)), on \(entry.effectiveOn): \(entry.description)"
                    ))
            }
        }
        if entries.isEmpty { told.append(.doesNot("post", "no journal line follows from this")) }
        return told
    }
}
