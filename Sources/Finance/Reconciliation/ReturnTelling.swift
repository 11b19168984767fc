// What a story of returns says to the books and to people: matches, and exceptions in words.
// Relies on ReturnStory for what answers what, on ReturnDeadlines for the days.

import Facts
import Money

struct ReturnTelling {
    let names: [Evidence: String]
    let uses: [Evidence: ChangeUse]
    let terms: [String: ReturnTerm]
    var outcome = ReturnedEntries.Outcome()

    init(names: [Evidence: String], uses: [Evidence: ChangeUse], terms: [String: ReturnTerm]) {
        self.names = names
        self.uses = uses
        self.terms = terms
    }

    mutating func tell(_ story: ReturnStory) {
        var isFirst = true
        for returned in story.returns {
            tie(returned, story)
            let subject = subject(returned.item, story, isFirst: isFirst)
            if returned.earlier == nil { isFirst = false }
            tell(returned, subject, story)
            tellLate(returned, subject, story)
            if let contest = returned.contest { tell(contest: contest, of: returned.dishonor, story) }
        }
        for stray in story.strays {
            if stray.returnStep == .contested {
                tell(contest: stray, of: nil, story)
            } else {
                tell(stray: stray, story)
            }
        }
        var codes: Set<String> = []
        for change in story.changes { tell(change.item, change.refusal, story, &codes) }
    }

    // MARK: Matches

    private mutating func tie(_ returned: ReturnStory.Returned, _ story: ReturnStory) {
        let item = returned.item
        if returned.earlier == nil, let original = story.original, isSameMoney(item, original) {
            tie(
                .returnedEntry, item, MatchSide(evidence: original.evidence, reference: original.achTrace),
                "original-trace+amount",
                "The return \(code(item)) names the trace of this entry, and the amounts are equal; no other entry of ours "
                    + "with this trace fits as well.")
        }
        if let dishonor = returned.dishonor {
            tie(
                .dishonoredReturn, dishonor, side(item), "return-trace+amount",
                "The dishonor \(code(dishonor)) names this return, and the amounts are equal"
                    + lateness(dishonor, ReturnDeadlines.lastDay(ofDishonoring: item)))
        }
        if let contest = returned.contest, let dishonor = returned.dishonor {
            tie(
                .contestedDishonor, contest, side(dishonor), "dishonor-trace",
                "The contest \(code(contest)) names this dishonor"
                    + lateness(contest, ReturnDeadlines.lastDay(ofContesting: dishonor)))
        }
    }

    private mutating func tie(
        _ kind: MatchKind, _ item: ACHItem, _ right: MatchSide, _ rule: String, _ explanation: String
    ) {
        outcome.matches.append(
            Match(
                kind: kind, left: side(item), right: right, amount: item.amount.magnitude, rule: rule,
                explanation: explanation))
    }

    private func side(_ item: ACHItem) -> MatchSide { MatchSide(evidence: item.evidence, reference: item.achTrace) }

    private func lateness(_ item: ACHItem, _ lastDay: CalendarDate) -> String {
        item.effectiveOn > lastDay
            ? "; it settled on \(item.effectiveOn), after its last day, \(lastDay)."
            : "; it settled in time, on \(item.effectiveOn)."
    }

    // MARK: Returns

    private mutating func tell(_ returned: ReturnStory.Returned, _ subject: String, _ story: ReturnStory) {
        let item = returned.item
        if let earlier = returned.earlier {
            let lastDay = ReturnDeadlines.lastDay(ofDishonoring: item)
            return add(
                .duplicateReturn, "\(base(item, story))/\(item.achTrace)", item, isSolved: returned.dishonor != nil,
                "The entry had come back by the return \(earlier.achTrace) of \(earlier.effectiveOn), and comes back again "
                    + "(\(code(item))). The second return may be dishonored as a duplicate (R67) until \(lastDay): ask "
                    + "the bank.")
        }
        let came = "The entry came back (\(code(item)))"
        if let dishonor = returned.dishonor {
            return add(
                .returnedPayment, subject, item, isSolved: true,
                came + ", and our bank did not take the return (\(code(dishonor))): the payment holds again.")
        }
        add(
            .returnedPayment, subject, item, isSolved: false,
            came + "; what it paid or called in is open again. " + origin(item, story) + advice(item, story))
    }

    private mutating func tellLate(_ returned: ReturnStory.Returned, _ subject: String, _ story: ReturnStory) {
        let item = returned.item
        guard returned.earlier == nil, let original = story.original, isSameMoney(item, original),
            let term = item.returnCode.flatMap({ terms[$0] }),
            let lastDay = ReturnDeadlines.lastDay(
                ofReturn: term, settledOn: original.settledOn ?? original.effectiveOn),
            item.effectiveOn > lastDay
        else { return }
        add(
            .lateReturn, subject, item, isSolved: returned.dishonor != nil,
            "The return \(code(item)) settled on \(item.effectiveOn); its last day was \(lastDay), "
                + "\(ReturnDeadlines.words(term)) after \(settlement(of: original)). It may be dishonored as untimely (R68) "
                + "until \(ReturnDeadlines.lastDay(ofDishonoring: item)), five banking days: ask the bank.")
    }

    private func settlement(of original: OriginatedEntry) -> String {
        original.settledOn.map { "the entry settled on \($0)" }
            ?? "\(original.effectiveOn), for which the entry was ordered; no line of the bank says when it settled"
    }

    /// What may be done with an entry that came back.
    private func advice(_ item: ACHItem, _ story: ReturnStory) -> String {
        guard let term = item.returnCode.flatMap({ terms[$0] }) else { return "" }
        if term.isUnauthorized { return " It must not be tried again without a new authorization." }
        if term.isAdministrative { return " Ask the receiver for other account data before the next entry." }
        guard term.allowsRetry, let original = story.original, original.isDebit else { return "" }
        return
            " It may be tried again twice at most, until \(ReturnDeadlines.lastDay(ofRetrying: original)), as RETRY PYMT."
    }

    // MARK: Dishonors and contests

    private mutating func tell(contest item: ACHItem, of dishonor: ACHItem?, _ story: ReturnStory) {
        var words =
            "The receiver's bank does not take the dishonor of its return (\(code(item))): the return stands, and what the "
            + "entry paid or called in is open again. "
        if let dishonor {
            let lastDay = ReturnDeadlines.lastDay(ofContesting: dishonor)
            if item.effectiveOn > lastDay {
                words +=
                    "It settled on \(item.effectiveOn), after its last day, \(lastDay): ask the bank to refuse it. "
            }
        } else {
            words += "No dishonor of ours that it could mean is on record: ask the bank. "
        }
        add(.contestedReturn, base(item, story), item, isSolved: false, words + origin(item, story))
    }

    private mutating func tell(stray item: ACHItem, _ story: ReturnStory) {
        let named = item.answeredTrace.map { " \($0)" } ?? ""
        add(
            .unmatchedDishonor, "\(base(item, story))/\(item.achTrace)", item, isSolved: false,
            "A return\(named) of the entry was dishonored (\(code(item))), but not one that it could mean is on record: find the "
                + "bank's file of returns, or ask the bank.")
    }

    // MARK: Changes

    private mutating func tell(
        _ item: ACHItem, _ refusal: ACHItem?, _ story: ReturnStory, _ codes: inout Set<String>
    ) {
        if let original = story.original {
            tie(
                .changedEntry, item, MatchSide(evidence: original.evidence, reference: original.achTrace),
                "original-trace",
                "The notification \(code(item)) names the trace of this entry; no other entry of ours has it.")
        }
        let subject = codes.isEmpty ? base(item, story) : "\(base(item, story))/\(item.returnCode ?? "")"
        guard codes.insert(item.returnCode ?? "").inserted else { return }
        let lastDay = ReturnDeadlines.lastDay(ofApplying: item)
        let use = uses[item.evidence]
        // Words of what is over rest on nothing that may still come.
        let over =
            refusal.map { "our bank refused it (\(code($0)))." }
            ?? (use?.isApplied ?? false ? "it is applied: an entry of ours uses the new data." : nil)
        let asked = "The receiver's bank asks for a change (\(code(item)))"
        if let over {
            add(.notificationOfChange, subject, item, isSolved: true, "\(asked); \(over)")
        } else {
            add(
                .notificationOfChange, subject, item, isSolved: false,
                "\(asked): apply it by \(lastDay), six banking days, or before the next entry, whichever is later. "
                    + origin(item, story))
        }
        if refusal == nil, let day = use?.violatedOn {
            add(
                .changeNotApplied, subject, item, isSolved: use?.isApplied ?? false,
                "An entry for \(day) still goes where the receiver's bank asked us not to send any more "
                    + "(\(code(item))), and that was to be changed by \(lastDay): change it where the payment is ordered; the "
                    + "bank may return the next one.")
        }
    }

    // MARK: Words

    private func isSameMoney(_ item: ACHItem, _ original: OriginatedEntry) -> Bool {
        original.amount == item.amount.magnitude
    }

    /// `R01, insufficient funds`.
    private func code(_ item: ACHItem) -> String {
        let code = item.returnCode ?? ""
        return terms[code].map { "\(code), \($0.meaning)" } ?? code
    }

    private func origin(_ item: ACHItem, _ story: ReturnStory) -> String {
        guard let original = story.original else {
            return story.candidates == 0
                ? "No entry of ours with the trace \(item.originalTrace ?? item.achTrace) is on record: find out who sent "
                    + "it, or whether it is ours at all."
                : "\(story.candidates) entries of ours have this trace and amount: find out which one it is."
        }
        if item.returnStep == .change || isSameMoney(item, original) {
            return "Its original is on record, trace \(original.achTrace)."
        }
        return "The entry of ours that has this trace has another amount: ask the bank."
    }

    /// What the department calls the payment, else the trace.
    private func base(_ item: ACHItem, _ story: ReturnStory) -> String {
        story.original.flatMap { names[$0.evidence] } ?? names[item.evidence] ?? item.originalTrace ?? item.achTrace
    }

    private func subject(_ item: ACHItem, _ story: ReturnStory, isFirst: Bool) -> String {
        let base = base(item, story)
        return isFirst ? base : "\(base)/\(item.achTrace)"
    }

    private mutating func add(
        _ category: ExceptionCategory, _ subject: String, _ item: ACHItem, isSolved: Bool, _ explanation: String
    ) {
        let exception = ReconciliationException(
            category: category, subject: subject, evidence: item.evidence, amount: item.amount.magnitude,
            openedOn: item.effectiveOn, explanation: explanation)
        if isSolved { outcome.solved.append(exception) } else { outcome.exceptions.append(exception) }
    }
}
