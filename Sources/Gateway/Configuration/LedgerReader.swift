// Reads `ledger:` of gateway.yaml, and the forms that it names: layouts from Config/layouts, templates from
// Config/templates, and those that come with the program.

import Foundation
import Ledger

enum LedgerReader {
    static func export(_ section: Section) -> GatewayConfiguration.LedgerExport {
        section.allow("chart-of-accounts", "export", "to", "close")
        var export = GatewayConfiguration.LedgerExport()
        export.formNames = section.texts("export") ?? export.formNames
        export.partner = section.text("to")
        if section.says("close", "when-idle") {
            export.closing = .whenIdle
        } else if section.says("close", "on-demand") {
            export.closing = .onDemand
        } else if section.has("close"), let close = section.section("close") {
            close.allow("at", "zone")
            let time = close.requiredText("at") ?? ""
            let zone = close.requiredText("zone") ?? ""
            if TimeZone(identifier: zone) == nil || !zone.contains("/") && zone != "UTC" {
                close.complain("`zone` takes a name like America/New_York, not `\(zone)`", at: "zone")
            }
            if let minute = ExpectedFile.minute(time) {
                export.closing = .daily(minute: minute, zone: zone)
            } else {
                close.complain("`at` takes a time of day like \"18:00\", in quotes, not `\(time)`", at: "at")
            }
        }
        return export
    }

    /// Reads the layouts of Config/layouts, which go before those of the program, and finds each form that is named.
    static func readForms(
        into export: inout GatewayConfiguration.LedgerExport, chart: ChartOfAccounts,
        _ files: some ConfigurationFiles, _ list: ComplaintList
    ) throws {
        var own: Set<String> = []
        for name in try files.names(in: "layouts") {
            let file = "Config/layouts/\(name)"
            guard let text = try files.text(of: "layouts/\(name)"),
                let section = Section.root(of: text, file: file, list: list),
                let layout = LayoutReader(section: section).layout()
            else { continue }
            if GeneralLedgerForm.journals[layout.name] != nil {
                section.complain("`\(layout.name)` is a form of the program's own and no layout", at: "name")
            }
            if !own.insert(layout.name).inserted {
                section.complain("there are two layouts named `\(layout.name)`", at: "name")
            }
            export.known[layout.name] = .rows(layout)
        }
        export.forms = []
        for name in export.formNames {
            if export.known[name] == nil, let template = try template(name, files, list) {
                export.known[name] = .template(template)
            }
            guard let form = export.known[name] else {
                let known = export.known.keys.sorted().joined(separator: ", ")
                complain(
                    "`export` names `\(name)`; known are \(known), and templates Config/templates/NAME.mustache", list)
                continue
            }
            if export.forms.contains(where: { $0.file == form.file }) {
                complain("`export` names two forms whose files are both called `\(form.file)`", list)
            }
            if case .rows(let layout) = form, !layout.clearingAccount.isEmpty,
                chart.account(layout.clearingAccount) == nil
            {
                complain(
                    "the layout `\(name)` divides long entries by the account \(layout.clearingAccount), which the "
                        + "chart of accounts does not have", list)
            }
            export.forms.append(form)
        }
    }

    private static func template(
        _ name: String, _ files: some ConfigurationFiles, _ list: ComplaintList
    ) throws -> LedgerTemplate? {
        if name.utf8.contains(0x2F) || name.hasPrefix(".") { return nil }
        guard let text = try files.text(of: "templates/\(name).mustache") else { return nil }
        do throws(LedgerTemplate.Fault) {
            return try LedgerTemplate(name: name, file: name, text: text)
        } catch {
            list.complaints.append(
                Complaint(file: "Config/templates/\(name).mustache", line: nil, sentence: error.sentence))
            return nil
        }
    }

    private static func complain(_ sentence: String, _ list: ComplaintList) {
        list.complaints.append(Complaint(file: "Config/gateway.yaml", line: nil, sentence: sentence))
    }
}
