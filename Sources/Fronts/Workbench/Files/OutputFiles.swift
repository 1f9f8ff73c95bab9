import Cases
import Diagnostics
import Harness
import Rulesets
import System

/// The files that are to be written: each is another one, and none is what is read.
package enum OutputFiles {
  /// A file that two outputs would go to, so that one of them would be lost; nil when each has its own.
  /// - Parameter paths: what was named; a device takes any number.
  package static func shared(among paths: [String]) -> String? {
    var known: Set<String> = []
    return paths.first { !$0.hasPrefix("/dev/") && !known.insert(real($0)).inserted }
  }

  /// Refuses an output that would replace what was read: a rule file, a file of cases.
  package static func check(_ paths: [String], against inputs: some Sequence<String>) throws {
    let wanted = paths.filter { PathFacts.real($0) != nil }
    guard !wanted.isEmpty else { return }
    let read = Set(inputs.map(real))
    try BadInput.collect(wanted) { path in
      guard read.contains(real(path)) else { return }
      throw BadInput(
        Diagnostic(
          .error, code: "unwritable", "\(path) is what the command reads, and is not replaced by what it writes",
          hint: "give the output another name"))
    }
  }

  /// Writes a file, over one that is there.
  /// - Parameters:
  ///   - what: the file's role in a message, as its subject: `the report`; nil for none.
  package static func write(_ text: String, to path: String, as what: String? = nil) throws(BadInput) {
    do throws(FileFailure) {
      try FileAccess.create(path, [UInt8](text.utf8), overwrites: true)
    } catch {
      let message = what.map { "\($0) cannot be written: \(error.message)" } ?? error.message
      throw BadInput(Diagnostic(.error, code: "unwritable", message))
    }
  }

  /// A path without links; of what is not there, the folder's.
  private static func real(_ path: String) -> String {
    if let real = PathFacts.real(path) { return real }
    return Paths.join(PathFacts.real(Paths.folder(of: path)) ?? Paths.folder(of: path), Paths.name(of: path))
  }
}
