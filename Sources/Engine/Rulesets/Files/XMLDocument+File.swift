import Diagnostics
import RulesetSyntax
import System

extension XMLDocument {
  /// Reads a file.
  /// - Throws: ``RulesetError`` with the reference's message when it cannot be opened or read.
  public convenience init(readingFile file: String) throws(RulesetError) {
    let source: [UInt8]
    do throws(SystemError) {
      source = try WholeFile.read(file)
    } catch {
      throw RulesetError(
        Diagnostic(.error, code: "1103", "Could not open file '\(file)' due to [(\(error.number))-(\(error.reason))]."))
    }
    do throws(XMLProblem) {
      try self.init(reading: source, file: file)
    } catch {
      throw RulesetError(
        Diagnostic(
          .error, code: error.stage == .read ? "1226" : "1227", error.text.description, at: error.location,
          hint: error.hint))
    }
  }
}
