// The remittance advice remark codes (RARC, X12 external code list 411), as data: in which ranges they exist and since
// when, which are retired, which are alerts, and, of those that are seen most, what they mean in our own words.
// `RemarkCode` says how it is read. The ranges' ends follow the list's own numbering, which leaves no gaps.

enum RemarkCodes {
    /// `PREFIX FIRST LAST CCYYMMDD`: numbers of a prefix and since when; `-` where that is not known.
    static let ranges = """
        M 1 144 19970101
        MA 1 125 19970101
        MA 126 134 20011012
        N 1 94 20000101
        N 95 95 20010731
        N 96 99 20010824
        N 100 100 20010914
        N 101 103 20011031
        N 104 105 20020129
        N 106 108 20020131
        N 109 112 20020228
        N 113 113 20020416
        N 114 115 20020530
        N 116 116 20020630
        N 117 119 20020730
        N 120 120 20020809
        N 121 121 20020909
        N 122 122 20020912
        N 123 123 20020924
        N 124 125 20020926
        N 126 126 20021017
        N 127 156 20021031
        N 157 193 20030228
        N 194 201 20030225
        N 202 211 20030630
        N 212 212 20040201
        N 213 216 20040401
        N 217 245 20040801
        N 246 344 20041202
        N 345 347 20050330
        N 348 356 20050801
        N 357 364 20051118
        N 365 369 20060401
        N 370 372 20060801
        N 373 379 20061201
        N 380 387 20070401
        N 388 429 20070801
        N 430 432 20071105
        N 433 433 20080229
        N 434 504 20080701
        N 505 515 20081101
        N 516 518 20090301
        N 519 520 20090701
        N 521 522 20091101
        N 523 532 20100301
        N 533 539 20100701
        N 540 541 20101101
        N 542 543 20110308
        N 544 546 20110701
        N 547 553 20120306
        N 554 559 20120701
        N 560 566 20121101
        N 567 573 20130301
        N 574 676 20130715
        N 677 698 20131101
        N 699 728 20140301
        N 729 734 20141101
        N 735 752 20150301
        N 753 759 20150701
        N 760 763 20151101
        N 764 770 20160301
        N 771 900 -
        """

    /// `CCYYMMDD CODE CODE ...`: the first day on which the codes may no longer be used.
    static let retired = """
        20031016 M72 MA05 MA98 N41 N44
        20040101 MA95
        20040130 M140
        20040131 M43 M48 M63 M98 M101 M106 MA11 MA78 MA104 MA124 MA129 N18 N60 N73 N101 N164 N165 N166 N168 N169
        20040801 M33 M34 M88 M92 MA06 MA49 MA85 MA86 MA87 MA102 N17
        20050205 M35 M58 MA51 N38 N66
        20050602 M57 M68 M108 M110 M120 M128 MA29 MA38 MA52 MA82 MA105 MA127 N145
        20060518 M78
        20061001 MA03
        20071001 N14 N361
        20080501 MA119
        20090201 N411 N412 N413 N414 N415 N416 N417
        20091001 N515
        20110101 M118 MA101 N201 N514
        20121101 N553
        20140701 N365 N627 N632
        20150501 N483 N484
        20160101 N735
        20160301 N29 N225
        20160701 N102
        20161101 N100 N742
        """

    /// Codes that only inform and never explain an adjustment.
    static let alerts = """
        M4 M6 M9 M16 M17 M27 M32 M38 M39 M70 MA01 MA02 MA07 MA08 MA09 MA10 MA13 MA14 MA15 MA18 MA19 MA26 MA28 MA44 MA45 \
        MA46 MA59 MA62 MA67 MA68 MA72 MA74 MA77 MA91 MA118 N1 N7 N21 N22 N23 N59 N69 N84 N85 N88 N89 N109 N123 N132 N133 \
        N134 N136 N137 N138 N139 N140 N154 N155 N156 N162 N177 N183 N185 N187 N189 N193 N196 N202 N210 N211 N215 N220 \
        N352 N353 N355 N358 N360 N363 N364 N367 N369 N371 N381 N387 N400 N432 N437 N444 N469 N492 N505 N506 N508 N509 \
        N510 N511 N512 N513 N515 N520 N539 N544 N548 N549 N550 N563 N565 N566 N568 N571 N573 N610 N613 N614 N615 N616 \
        N618 N620 N662 N672 N677 N687 N688 N689 N690 N691 N692 N693 N694 N695 N696 N697 N698 N704 N720 N742
        """

    /// `CODE meaning`.
    static let meanings = """
        M15 bundled as part of another service
        M20 procedure code (HCPCS) missing or invalid
        M25 need for this level of service not shown; appeal possible
        M27 patient relieved of liability, provider liable
        M32 conditional payment until the primary payer decides
        M39 patient not liable: advance notice not in order
        M44 condition code missing or invalid
        M49 value code missing or invalid
        M50 revenue code missing or invalid
        M51 procedure code missing or invalid
        M53 units missing or invalid
        M64 other diagnosis missing or invalid
        M76 diagnosis missing or invalid
        M77 place of service missing or invalid
        M80 not covered in the same session as a service already processed
        M86 same or similar service paid within the time frame
        M97 paid in the facility's payment
        M119 drug code (NDC) missing or invalid
        M127 medical record missing
        M144 pre- and post-operative care is in the surgery's allowance
        MA01 right of appeal
        MA02 right of appeal within 180 days
        MA04 primary payer's identity or payment is needed
        MA07 forwarded to Medicaid
        MA13 do not bill the patient beyond group PR
        MA15 claim was split; a separate notice follows
        MA18 forwarded to the supplemental insurer
        MA27 entitlement number or name missing or invalid
        MA30 type of bill missing or invalid
        MA36 patient's name missing or invalid
        MA44 no appeal: decided by law
        MA61 social security or claim number missing or invalid
        MA63 principal diagnosis missing or invalid
        MA67 correction to an earlier claim
        MA74 replaces a payment that was lost or returned
        MA83 primary or secondary payer not indicated
        MA92 other insurance's plan information missing
        MA112 group practice information missing or invalid
        MA120 laboratory certification number missing or invalid
        MA125 payment in full by law
        MA130 cannot be processed: send a new claim, no appeal
        N1 how to appeal
        N4 prior payer's explanation of benefits missing
        N19 incidental to the primary procedure
        N20 not payable with another service of the day
        N30 patient not eligible for this service
        N56 procedure code not valid for the service or date
        N59 see the provider manual
        N95 provider type may not bill this service
        N115 local coverage determination
        N122 add-on code may not be billed alone
        N123 split service: part of the units
        N130 see the plan's benefit documents
        N179 information was asked of the member
        N180 criteria of the billed category not met
        N182 must be billed by the plan's schedule
        N202 explanation follows separately
        N210 may be appealed
        N211 may not be appealed
        N216 service not offered or patient not enrolled for it
        N286 referring provider's identifier missing or invalid
        N290 rendering provider's identifier missing or invalid
        N362 days or units above the maximum
        N381 see the contract
        N382 patient's identifier missing or invalid
        N386 national coverage determination
        N418 misrouted: see the payer's instructions
        N425 excluded by law
        N432 recovery audit
        N479 other payer's explanation of benefits missing
        N519 invalid combination of modifiers
        N522 duplicate of a crossover claim
        N574 ordering provider is of a type that may not order
        N575 ordering provider's name does not match
        N620 for reporting only
        N657 bill with the appropriate code
        N674 prerequisite service not provided
        N687 reversal: retroactive disenrolment
        N689 reversal: retroactive rate change
        N690 reversal: provider's appeal
        N693 reversal: provider cancelled the claim
        N694 reversal: provider changed the claim
        N696 reversal: coordination of benefits
        N706 documentation missing
        """
}
