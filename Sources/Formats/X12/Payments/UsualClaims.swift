// Reads adjustments, days and names of a claim where they are as in nearly all files: nothing to tell of them, only figures to
// sum and what stands beside what. Whoever asks has been told by the guide what the elements are; all else is left to
// `ClaimPaymentReading.take`.

/// One adjustment of CAS of which there is nothing to tell.
struct UsualAdjustment {
    /// In hundredths, above zero.
    let amount: Int64
    /// Whether its reason is a refusal outside the patient's group.
    let isDenial: Bool
}

extension ClaimPaymentReading {
    /// The adjustment whose reason stands behind a mark; nil where anything about it is unusual. `usual`: the traits that
    /// a reason must have to stand in the group.
    @inline(always)
    func usualAdjustment(
        _ usual: ReasonTraits, _ shape: borrowing SegmentShape, _ mark: Int, hasQuantity: Bool, _ bytes: RawSpan
    ) -> UsualAdjustment? {
        let reasonStart = Int(shape.marks[sure: mark]) &+ 1
        let reasonEnd = Int(shape.marks[sure: mark &+ 1])
        let amountEnd = Int(shape.marks[sure: mark &+ 2])
        let length = reasonEnd &- reasonStart
        if length > 3 { return nil }
        guard let number = EightBytes.whole(bytes, reasonStart, length) else { return nil }
        let traits = reasons.traits(number)
        if !traits.isUsual(usual) { return nil }
        guard let amount = DecimalElement.usual(bytes, reasonEnd &+ 1, amountEnd &- reasonEnd &- 1), amount != 0 else {
            return nil
        }
        if hasQuantity {
            let length = Int(shape.marks[sure: mark &+ 3]) &- amountEnd &- 1
            if length > 0, DecimalElement.usual(bytes, amountEnd &+ 1, length) == nil { return nil }
        }
        return UsualAdjustment(amount: amount, isDenial: traits.contains(.denial))
    }

    @inline(__always)
    mutating func adjust(group: UInt64, by adjustment: UsualAdjustment) {
        claim.adjust(group: group, isDenial: adjustment.isDenial, by: adjustment.amount)
        adjustments.add(adjustment.amount)
    }

    /// DTM of a plain claim: its first element, and the day, both packed.
    @inline(always)
    mutating func takeDay(_ qualifier: UInt64, _ day: UInt64, _ place: Place, _ recorder: inout Recorder) {
        situations.takeDate(qualifier, day, place, &recorder)
    }

    /// NM1 of a plain claim, the name being right: its first element, packed.
    @inline(__always)
    mutating func takeName(_ qualifier: UInt64) { situations.takeName(qualifier) }
}
