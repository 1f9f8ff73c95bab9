import Diagnostics
import System
import Workbench

/// What tools work on, and what they may do.
package struct ToolSurroundings: Sendable {
  /// The ruleset, loaded anew for each call: its files change between them.
  package var choice: RulesetChoice
  /// The folder that the server was started in, without links. Nothing outside of it is read for a client.
  package let folder: String
  /// Whether tools may write files in it.
  package var allowsWriting = false
  /// Number of workers.
  package var jobs = 1

  /// - Parameter folder: an absolute path.
  package init(_ choice: RulesetChoice, folder: String) {
    self.choice = choice
    self.folder = PathFacts.real(folder) ?? folder
  }

  /// Refuses a path that leads out of the folder, be it by name or by links.
  /// - Returns: the path.
  func checked(_ path: String) throws(BadInput) -> String {
    let whole = Paths.resolved(Paths.join(folder, path))
    // What is not there yet is judged by the nearest folder above it.
    var known = whole
    while PathFacts.real(known) == nil, known != "/" { known = Paths.folder(of: known) }
    let isInside =
      RepositoryBounds.lies(whole, in: folder)
      && PathFacts.real(known).map { RepositoryBounds.lies($0, in: folder) } == true
    guard isInside, !path.isEmpty, !path.utf8.contains(0) else {
      throw BadInput(
        Diagnostic(
          .error, code: "outside",
          "\(path.isEmpty ? "An empty path" : path) is not in the folder that the server was started in.",
          hint: "Paths are relative to it."))
    }
    return path
  }

  /// The same for several.
  func checked(_ paths: [String]) throws(BadInput) -> [String] {
    var checked: [String] = []
    for path in paths { checked.append(try self.checked(path)) }
    return checked
  }
}
