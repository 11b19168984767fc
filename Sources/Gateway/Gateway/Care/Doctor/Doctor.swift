// The doctor: all checks, one after the other. A kind of channel that has peers adds its check to `checks`.

import Configuration
import Store

public enum Doctor {
    /// Every answer about the installation below a root. Only the configuration's faults stop it early: without it, nobody
    /// knows where the rest lies.
    public static func examine(_ root: Root, clock: any Clock) -> [Diagnosis] {
        let configuration: GatewayConfiguration
        do {
            configuration = try GatewayReader.read(
                ConfigurationFolder(path: root.configurationFolder), rules: RuleCatalogue.all)
        } catch let failure as ConfigurationFailure {
            return failure.complaints.map { complaint in
                .no(
                    "configuration", "it is sound", "\(complaint)",
                    cure: "Correct the file; `hms-ach check` tells when it is sound.")
            }
        } catch {
            return [
                .no(
                    "configuration", "it can be read", "\(error)", cure: "Make Config/ readable for the gateway's user."
                )
            ]
        }
        let patient = Patient(root: root, configuration: configuration, clock: clock)
        let sound = Diagnosis.yes("configuration", "it is sound", "\(configuration.partners.count) partners")
        return [sound] + checks(of: patient).flatMap { $0.examine() }
    }

    static func checks(of patient: Patient) -> [any DoctorCheck] {
        [
            MachineCheck(patient: patient), FolderCheck(patient: patient), VaultKeyCheck(patient: patient),
            KeyringCheck(patient: patient), ExchangeCheck(patient: patient), StateCheck(patient: patient),
            ServerCheck(patient: patient),
        ]
    }
}
