import Bytes
import RulesetSyntax
import System

/// What became of a decoder or rule file.
enum FileReading: Sendable {
  case document(XMLDocument)
  case empty
  case unreadable(SystemError)
  case problem(XMLProblem)

  /// Reads a file, or the text that stands for it.
  /// - Parameters:
  ///   - path: what opens the file.
  ///   - unsaved: what files hold instead of what is on disk.
  init(_ source: RulesetPlan.Source, from path: String, quirks: Quirks, unsaved: UnsavedTexts) {
    let bytes: [UInt8]
    if let text = source.text {
      bytes = text
    } else {
      do throws(SystemError) {
        bytes = try unsaved.read(path)
      } catch {
        self = .unreadable(error)
        return
      }
    }
    guard !bytes.isEmpty else {
      self = .empty
      return
    }
    do throws(XMLProblem) {
      self = .document(try XMLDocument(reading: bytes, file: source.path, quirks: quirks))
    } catch {
      self = .problem(error)
    }
  }

  /// Whether a rule file has a root rule, one with an id of a single digit.
  var holdsRoot: Bool {
    guard case .document(let document) = self else { return false }
    return document.topLevelElements.contains { group in
      document.children(of: group).contains { rule in
        document.attributes(of: rule).contains { attribute in
          let value = document.nodes[attribute].content
          return value.count == 1 && document.name(of: attribute).equalsFoldingCase("id")
        }
      }
    }
  }
}
