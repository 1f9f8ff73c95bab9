import ArgumentParser
import Cases
import Diagnostics
import Harness
import Rulesets
import System

/// The files that a command was asked to write: each is another one, and none is what the command reads.
enum OutputFiles {
  /// Ends the command when two outputs go to the same file: one of them would be lost.
  /// - Parameter paths: what the options name; a device takes any number.
  static func checkDistinct(_ paths: [String]) throws {
    var known: Set<String> = []
    for path in paths where !path.hasPrefix("/dev/") {
      guard known.insert(real(path)).inserted else {
        throw ValidationError("Two outputs cannot go to the same file: \(path).")
      }
    }
  }

  /// Ends the command when an output would replace what was read: a rule file, a file of cases.
  static func check(_ paths: [String], against inputs: some Sequence<String>) throws {
    let wanted = paths.filter { RepositoryBounds.real($0) != nil }
    guard !wanted.isEmpty else { return }
    let read = Set(inputs.map(real))
    try CommandFailure.collect(wanted) { path in
      guard read.contains(real(path)) else { return }
      throw CommandFailure(
        Diagnostic(
          .error, code: "unwritable", "\(path) is what the command reads, and is not replaced by what it writes",
          hint: "give the output another name"))
    }
  }

  /// A path without links; of what is not there, the folder's.
  private static func real(_ path: String) -> String {
    if let real = RepositoryBounds.real(path) { return real }
    return Paths.join(RepositoryBounds.real(Paths.folder(of: path)) ?? Paths.folder(of: path), Paths.name(of: path))
  }
}
