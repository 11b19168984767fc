// Which of some amounts sum to a target: answered only where the answer is the only one, or said that it is not.
// Source: reconciliation.md, section 5: at most 40 candidates and 12 parts, a budget of steps, and the search goes on to
// the second solution. Of n candidates of about A cents some 2^n / (n A) subsets hit a target by chance: a sum proposes,
// it proves nothing.

enum BoundedSums {
    enum Answer: Equatable {
        /// No subset sums to the target.
        case none
        /// The positions of the only subset that does.
        case one([Int])
        /// At least two different subsets do.
        case ambiguous
        /// Too many candidates, or the budget ended before the search did.
        case undecided
    }

    static let candidateLimit = 40
    static let partLimit = 12
    static let stepLimit = 2_000_000

    /// Searches subsets of at least two and at most `partLimit` amounts; amounts may be negative (credits, recoupments).
    static func find(_ target: Int64, among amounts: [Int64], steps: Int = stepLimit) -> Answer {
        if amounts.count > candidateLimit { return .undecided }
        // Large amounts first: what they leave is soon out of reach.
        let order = amounts.indices.sorted { (amounts[$0].magnitude, $1) > (amounts[$1].magnitude, $0) }
        var search = Search(order.map { amounts[$0] }, steps: steps)
        search.run(from: 0, rest: target, parts: [])
        if search.found.count > 1 { return .ambiguous }
        if search.isCut { return .undecided }
        return search.found.first.map { .one($0.map { order[$0] }.sorted()) } ?? .none
    }

    private struct Search {
        let amounts: [Int64]
        /// What the amounts from a place on can add and take away at most; saturated.
        private(set) var most: [Int64]
        private(set) var least: [Int64]
        var steps: Int
        var found: [[Int]] = []
        var isCut = false

        init(_ amounts: [Int64], steps: Int) {
            self.amounts = amounts
            self.steps = steps
            most = Array(repeating: 0, count: amounts.count + 1)
            least = most
            for place in amounts.indices.reversed() {
                most[place] = Search.sum(most[place + 1], max(0, amounts[place]))
                least[place] = Search.sum(least[place + 1], min(0, amounts[place]))
            }
        }

        mutating func run(from place: Int, rest: Int64, parts: [Int]) {
            if found.count > 1 || isCut { return }
            guard steps > 0 else {
                isCut = true
                return
            }
            steps -= 1
            if place == amounts.count {
                if rest == 0, parts.count > 1 { found.append(parts) }
                return
            }
            guard rest <= most[place], rest >= least[place] else { return }
            if parts.count < BoundedSums.partLimit {
                let (left, overflow) = rest.subtractingReportingOverflow(amounts[place])
                if !overflow { run(from: place + 1, rest: left, parts: parts + [place]) }
            }
            run(from: place + 1, rest: rest, parts: parts)
        }

        private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
            let (sum, overflow) = left.addingReportingOverflow(right)
            return overflow ? (right > 0 ? .max : .min) : sum
        }
    }
}
