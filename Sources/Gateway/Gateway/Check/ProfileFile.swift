// A profile by itself, out of the installation it belongs to: for who tries it on files before it is put in force.

import Configuration
public import Parsing

public enum ProfileFile {
    /// Throws `ConfigurationFailure` with every complaint, `FileReadFailure`.
    public static func read(_ path: String) throws -> Profile {
        guard let text = try ConfigurationFolder(path: ".").text(of: path) else {
            throw ConfigurationFailure(complaints: [Complaint(file: path, line: nil, sentence: "there is no such file")]
            )
        }
        return try GatewayReader.profile(text: text, file: path, rules: RuleCatalogue.all)
    }
}
