// Rules on what a batch header means rather than how it is written: its description, its dates against the calendar, and
// the fields that only an IAT batch has.

import Money
import Parsing

extension NACHAReader {
    /// Sets up what the description asks of the entries.
    mutating func readDescription(_ header: NACHABatchHeader) -> EntryDescription? {
        let description = EntryDescription.of(header.entryDescription)
        guard let description else { return nil }
        batch.isReversal = description.kind == .reversal
        batch.isMicro = description.kind == .accountVerification
        batch.demandsTrace = description.kind == .healthcareClaimPayment && header.secCode == "CCD"
        return description
    }

    mutating func checkDescription(_ header: NACHABatchHeader, _ description: EntryDescription?) {
        if batch.rules.demandsDescription, !batch.isReversal,
            let required = EntryDescription.required(in: header.secCode), required.kind != description?.kind
        {
            add(
                NACHARules.requiredDescription, BatchHeaderFields.entryDescription,
                "A batch of class \(header.secCode) is described \(required.text).")
        }
        guard let description else { return }
        if let since = description.since, let date = header.effectiveDate ?? createdOn, date < since {
            return
        }
        let isOtherClass = !description.classes.isEmpty && !description.classes.contains(header.secCode)
        let isOtherSide = description.side.map { $0 == .credit ? batch.refusesCredits : batch.refusesDebits } ?? false
        if (isOtherClass || isOtherSide) && !batch.isChange {
            add(
                NACHARules.descriptionUse, BatchHeaderFields.entryDescription,
                "The description \(description.text) stands for \(description.meaning); this batch is of class "
                    + "\(header.secCode), service class \(header.serviceClass).")
        }
    }

    /// Fields of an IAT batch header.
    mutating func checkInternationalHeader(_ span: RawSpan, _ start: Int) {
        let indicator = span.text(InternationalBatchHeaderFields.exchangeIndicator, at: start)
        let reference = span.byte(start + InternationalBatchHeaderFields.exchangeReferenceIndicator.offset)
        let isReference =
            (0x31...0x33).contains(reference) || (indicator == "FF" && (reference == 0x20 || reference == 0x30))
        if !["FV", "VF", "FF"].contains(indicator) || !isReference {
            add(
                NACHARules.exchangeIndicator, InternationalBatchHeaderFields.exchangeIndicator,
                "The foreign exchange indicators are not among those of the rules.")
        }
        if !areLetters(InternationalBatchHeaderFields.destinationCountry, span, start) {
            add(
                NACHARules.internationalCountry, InternationalBatchHeaderFields.destinationCountry,
                "The destination country is not two letters.")
        }
        for field in [
            InternationalBatchHeaderFields.originatingCurrency, InternationalBatchHeaderFields.destinationCurrency,
        ] where !areLetters(field, span, start) {
            add(NACHARules.internationalCurrency, field, "The \(field.name) is not three letters.")
        }
    }

    func areLetters(_ field: NACHAField, _ span: RawSpan, _ start: Int) -> Bool {
        for position in 0..<field.length where !(0x41...0x5A).contains(span.byte(start + field.offset + position)) {
            return false
        }
        return true
    }

    /// Dates of a batch of forward entries; returns and changes keep the original's date, so this waits for the control.
    mutating func checkCalendar(_ header: NACHABatchHeader) {
        guard let effective = header.effectiveDate, !batch.hasReturns, !batch.isChange else { return }
        if !isBankingDay(effective) {
            add(
                NACHARules.effectiveDateClosed, BatchHeaderFields.effectiveDate, at: batch.place,
                "\(effective) is no banking day.")
        }
        // Entries that were settled before they were passed on have dates in the past.
        guard isOnItsWay, let created = createdOn, header.settlementDay.isEmpty else { return }
        if effective < created {
            add(
                NACHARules.effectiveDateStale, BatchHeaderFields.effectiveDate, at: batch.place,
                "\(effective) is before the file's creation, \(created).")
        } else if created.days(to: effective) > 2 {
            let calendar = BankingCalendar.federalReserve
            let most = batch.refusesCredits ? 1 : 2
            let latest = calendar.advance(calendar.bankingDay(onOrAfter: created), byBankingDays: most)
            if effective > latest {
                add(
                    NACHARules.effectiveDateFar, BatchHeaderFields.effectiveDate, at: batch.place,
                    "\(effective) is later than \(latest), \(most) banking days after the file's creation.")
            }
        }
    }

    /// Batches of a file mostly share a date, so the last answer is kept.
    private mutating func isBankingDay(_ date: CalendarDate) -> Bool {
        if let lastBankingDay, lastBankingDay.date == date { return lastBankingDay.isOpen }
        let isOpen = BankingCalendar.federalReserve.isBankingDay(date)
        lastBankingDay = (date, isOpen)
        return isOpen
    }
}
