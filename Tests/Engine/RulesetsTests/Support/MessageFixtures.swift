import Foundation

@testable import Rulesets
import TestSupport

/// One case of `Fixtures/messages.txt`, whose first lines explain the form.
struct MessageFixture: CustomStringConvertible {
  struct Expected: Equatable, CustomStringConvertible {
    var place: String
    var severity: String
    var code: String
    var hint: String

    var description: String { "\(place) \(severity) \(code) \(hint)" }
  }

  var title = ""
  var ruleset = SmallRuleset()
  var isLoaded = true
  var messages: [String] = []
  var diagnostics: [Expected] = []
  /// Marker to `file:line:column`.
  var marks: [String: String] = [:]

  var description: String { title }

  static let all: [MessageFixture] = {
    let file = Repository.root.appending(path: "Tests/Engine/RulesetsTests/Fixtures/messages.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n=== ").dropFirst().map(MessageFixture.init)
  }()

  private init(_ text: String) {
    let sections = text.components(separatedBy: "\n--- ")
    title = sections[0]
    for section in sections.dropFirst() {
      let lines = section.components(separatedBy: "\n")
      let body = lines.dropFirst().joined(separator: "\n")
      switch lines[0] {
      case "decoders": ruleset.decoders = [("decoders.xml", unmarked(body, file: "decoders.xml"))]
      case "rules": ruleset.rules = [("rules.xml", unmarked(body, file: "rules.xml"))]
      case "loaded", "not loaded":
        isLoaded = lines[0] == "loaded"
        messages = Self.messages(body)
      case "diagnostics":
        diagnostics = lines.dropFirst().filter { !$0.isEmpty }.map { line in
          let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
          return Expected(
            place: marks[parts[0]] ?? "?", severity: parts[1], code: parts[2], hint: parts.count > 3 ? parts[3] : "")
        }
      default:
        if lines[0].hasPrefix("list ") { ruleset.lists.append((String(lines[0].dropFirst(5)), body + "\n")) }
      }
    }
  }

  /// A message may quote line ends, so one ends where the next begins.
  private static func messages(_ text: String) -> [String] {
    var messages: [String] = []
    for line in text.components(separatedBy: "\n") where !line.isEmpty || !messages.isEmpty {
      if line.hasPrefix("ERROR: ") || line.hasPrefix("WARNING: ") || messages.isEmpty {
        messages.append(line)
      } else {
        messages[messages.count - 1] += "\n" + line
      }
    }
    return messages
  }

  /// The text without its markers, whose places are noted.
  private mutating func unmarked(_ text: String, file: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "⟨"), let close = rest[open...].firstIndex(of: "⟩") {
      result += rest[..<open]
      let line = result.utf8.count { $0 == 10 } + 1
      let column =
        result.utf8.count
        - (result.utf8.lastIndex(of: 10).map { result.utf8.distance(from: result.startIndex, to: $0) + 1 } ?? 0)
      marks[String(rest[rest.index(after: open)..<close])] = "\(file):\(line):\(column + 1)"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
