import Coverage
import Diagnostics
import System

/// Where the coverage of a run is written.
package struct CoverageOutputs {
  private let json: String?
  private let lcov: String?
  private let html: String?

  /// - Parameters:
  ///   - json: the file for the one document.
  ///   - lcov: the file for the tracefile.
  ///   - html: the file for the one page, or the folder for a page per file.
  package init(json: String?, lcov: String?, html: String?) {
    self.json = json
    self.lcov = lcov
    self.html = html
  }

  /// The files that were named.
  package var files: [String] { [json, lcov, html].compactMap(\.self).filter { !$0.hasSuffix("/") } }

  /// Writes all of them.
  /// - Returns: why some could not be written; the others are.
  package func write(_ map: CoverageMap) -> [Diagnostic] {
    var failures: [Diagnostic] = []
    func write(_ text: String, to path: String) {
      do throws(BadInput) {
        try OutputFiles.write(text, to: path, as: "the coverage")
      } catch {
        failures += error.diagnostics
      }
    }
    if let json { write(CoverageJSON.text(map), to: json) }
    if let lcov { write(CoverageLCOV.text(map), to: lcov) }
    guard let html else { return failures }
    guard html.hasSuffix("/") || FileAccess.isFolder(html) else {
      write(CoverageHTML.page(map), to: html)
      return failures
    }
    let folder = html.hasSuffix("/") ? String(html.dropLast()) : html
    do throws(FileFailure) {
      try FileAccess.makeFolder(folder, parents: false)
      for page in CoverageHTML.pages(map) { write(page.text, to: "\(folder)/\(page.name)") }
    } catch {
      failures.append(Diagnostic(.error, code: "unwritable", "the folder cannot be made: \(error.message)"))
    }
    return failures
  }
}
