// The tables of fields: each layout covers all 94 columns once, and the column mask finds what is no digit.

import Testing

@testable import NACHA

@Suite struct LayoutTests {
    static let layouts: [NACHALayout] =
        [
            FileHeaderFields.layout, FileControlFields.layout, AdviceFileControlFields.layout, FillerFields.layout,
            BatchHeaderFields.layout, InternationalBatchHeaderFields.layout, BatchControlFields.layout,
            AdviceBatchControlFields.layout, EntryFields.general, EntryFields.acknowledgement, EntryFields.check,
            EntryFields.customerInitiated, EntryFields.corporateExchange, EntryFields.acknowledgementExchange,
            EntryFields.enrollment, EntryFields.machineTransfer, EntryFields.pointOfPurchase,
            EntryFields.sharedNetwork, EntryFields.truncatedCheck, InternationalEntryFields.layout,
            AdviceEntryFields.layout, AddendaFields.unknown, PaymentAddendaFields.layout, TerminalAddendaFields.layout,
            ChangeAddendaFields.layout, ChangeAddendaFields.internationalLayout, ChangeAddendaFields.refusedLayout,
            ReturnAddendaFields.layout, ReturnAddendaFields.internationalLayout, DishonoredAddendaFields.layout,
            ContestedAddendaFields.layout,
        ] + InternationalAddendaFields.byType

    @Test(arguments: layouts) func `fields tile the 94 columns`(layout: NACHALayout) {
        var next = 1
        for field in layout.fields {
            #expect(field.column == next, "\(layout.name): \(field.name)")
            next = field.column + field.length
        }
        #expect(next == 95)
    }

    @Test(arguments: layouts) func `the mask finds each digit that is missing`(layout: NACHALayout) {
        let zeros = [UInt8](repeating: 0x30, count: 94)
        #expect(layout.mask.check(zeros.span.bytes, at: 0).isNumeric)
        for field in layout.fields {
            for position in field.offset..<(field.offset + field.length) {
                for byte: UInt8 in [0x2F, 0x3A, 0x20, 0xFF] {
                    var bytes = zeros
                    bytes[position] = byte
                    let verdict = layout.mask.check(bytes.span.bytes, at: 0)
                    #expect(verdict.isNumeric == (field.content != .digits))
                    #expect(verdict.isPrintable == (byte != 0xFF))
                }
            }
        }
    }

    @Test func `control characters and DEL are not printable`() {
        for byte: UInt8 in [0x00, 0x0A, 0x0D, 0x1F, 0x7F, 0x80] {
            for position in [0, 15, 16, 77, 78, 93] {
                var bytes = [UInt8](repeating: 0x41, count: 94)
                bytes[position] = byte
                #expect(!ColumnMask([]).check(bytes.span.bytes, at: 0).isPrintable)
            }
        }
    }

    @Test func `eight digits, check digits and padded text`() {
        let digits = Array("07100028".utf8)
        let word = digits.span.bytes.word(0)
        #expect(Digits.eight(word) == 7_100_028)
        #expect(Digits.checkDigit(word) == 8)
        #expect(Digits.text(42, width: 7) == "0000042")
        #expect(Digits.text(123, width: 2) == "23")
    }

    @Test func `dates of six digits are days of the calendar`() {
        #expect(SixDigitDate.date(of: "260228")?.description == "2026-02-28")
        #expect(SixDigitDate.date(of: "991231")?.description == "1999-12-31")
        for text in ["260231", "261301", "260100", "26011", "26011X", ""] {
            #expect(SixDigitDate.date(of: text) == nil)
        }
    }
}
