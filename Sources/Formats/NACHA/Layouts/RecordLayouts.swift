// Which layout a record has, from its bytes and the batch it stands in.
// Relies on the layouts only.

enum RecordLayouts {
    /// The layout of an addenda record: by its type, and for 98 and 99 by the code it carries.
    static func addenda(_ span: RawSpan, at start: Int, isInternational: Bool) -> NACHALayout {
        guard let type = pair(span, at: start + 1) else { return AddendaFields.unknown }
        switch type {
        case 2: return TerminalAddendaFields.layout
        case 5: return PaymentAddendaFields.layout
        case 10...18: return InternationalAddendaFields.byType[type - 10]
        case 98:
            if let code = pair(span, at: start + 4), ReasonCodes.isRefusedChange(code) {
                return ChangeAddendaFields.refusedLayout
            }
            return isInternational ? ChangeAddendaFields.internationalLayout : ChangeAddendaFields.layout
        case 99:
            let code = pair(span, at: start + 4) ?? 0
            if ReasonCodes.isDishonored(code) { return DishonoredAddendaFields.layout }
            if ReasonCodes.isContested(code) { return ContestedAddendaFields.layout }
            return isInternational ? ReturnAddendaFields.internationalLayout : ReturnAddendaFields.layout
        default: return AddendaFields.unknown
        }
    }

    /// Two digits as a number; nil where they are none.
    @inline(__always)
    static func pair(_ span: RawSpan, at start: Int) -> Int? {
        let tens = span.byte(start) &- 0x30
        let ones = span.byte(start + 1) &- 0x30
        return tens <= 9 && ones <= 9 ? Int(tens) * 10 + Int(ones) : nil
    }
}
