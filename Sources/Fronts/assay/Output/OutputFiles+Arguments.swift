import ArgumentParser
import Workbench

extension OutputFiles {
  /// Ends the command when two outputs go to the same file.
  static func checkDistinct(_ paths: [String]) throws {
    if let path = shared(among: paths) { throw ValidationError("Two outputs cannot go to the same file: \(path).") }
  }
}
