import Diagnostics
import System

/// `assay-studio`, the program with what needs heavier libraries. It stands beside the command or in a folder of `PATH`.
package enum StudioProgram {
  private static let name = "assay-studio"

  /// Where it is.
  ///
  /// - Parameters:
  ///   - purpose: what it is needed for, for the message where it is not there.
  ///   - search: the folders of `PATH`.
  package static func path(for purpose: String, search: String?) throws(BadInput) -> String {
    let beside = ThisProcess.programPath.map { Paths.folder(of: $0) }
    let folders = [beside].compactMap(\.self) + (search ?? "").split(separator: ":").map(String.init)
    for folder in folders {
      let path = Paths.join(folder, name)
      if PathFacts.isProgram(path) { return path }
    }
    throw BadInput(
      Diagnostic(
        .error, code: "no-studio",
        "\(purpose) need the program '\(name)', which is neither beside this command nor in PATH",
        hint: "'make studio' in Assay's sources builds it: studio/.build/release/\(name); put it beside 'assay'"))
  }
}
