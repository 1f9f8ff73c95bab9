import Bytes
import Diagnostics

/// An annotation of GitHub Actions: a workflow command that GitHub shows beside the line it names.
package struct GitHubAnnotation: Sendable {
  /// How bad it is.
  package enum Kind: String, Sendable, CaseIterable {
    case error, warning, notice

    /// GitHub's word for a severity.
    init(_ severity: Diagnostic.Severity) {
      switch severity {
      case .error: self = .error
      case .warning: self = .warning
      case .info: self = .notice
      }
    }
  }

  /// How bad it is.
  package var kind: Kind
  /// The file it belongs to, if any.
  package var file: String?
  /// The line, from 1.
  package var line: Int?
  /// The column, from 1.
  package var column: Int?
  /// A few words above the message.
  package var title: String
  /// The message; it may have several lines.
  package var message: String

  /// An annotation.
  package init(_ kind: Kind, file: String?, line: Int?, column: Int? = nil, title: String, message: String) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.title = title
    self.message = message
  }

  /// The annotation of a diagnostic.
  /// - Parameter file: the file that it belongs to where it has no place of its own.
  package init(_ diagnostic: Diagnostic, in file: String? = nil) {
    let location = diagnostic.location
    self.init(
      Kind(diagnostic.severity), file: location?.file ?? file, line: location?.line ?? file.map { _ in 1 },
      column: location?.column, title: diagnostic.code,
      message: diagnostic.message + (diagnostic.hint.map { "\nhint: \($0)" } ?? ""))
  }

  /// The workflow command, with its line end.
  package var text: String {
    var properties: [String] = []
    if let file { properties.append("file=\(Self.property(file))") }
    if let line { properties.append("line=\(line)") }
    if let column { properties.append("col=\(column)") }
    properties.append("title=\(Self.property(title))")
    return "::\(kind.rawValue) \(properties.joined(separator: ","))::\(Self.escaped(message))\n"
  }

  /// By bytes: to a `String` CR LF is one `Character`, which is neither of the two, and the next line would be a command.
  private static func escaped(_ text: String) -> String {
    encoded(TerminalText.paragraph(text), "%\r\n")
  }

  private static func property(_ text: String) -> String { encoded(TerminalText.line(text), "%\r\n:,") }

  /// The text with some bytes written as `%0A`.
  private static func encoded(_ text: String, _ signs: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if signs.utf8.contains(byte) {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The annotations of a run, within GitHub's limits: of each kind it shows ten per step and hides the rest without a word.
/// So the most important are kept, and the last one says how many there are besides.
package struct GitHubAnnotations {
  /// Annotations of one kind that GitHub shows for a step.
  package static let limit = 10

  private struct Ranked {
    var rank: Int
    var annotation: GitHubAnnotation
  }

  private var kept: [GitHubAnnotation.Kind: [Ranked]] = [:]
  private var hidden = 0

  /// No annotations.
  package init() {}

  /// Adds an annotation, unless ten of its kind are more important.
  /// - Parameter rank: its importance among its kind; 0 comes first, and of two alike the one that came first.
  package mutating func add(_ annotation: GitHubAnnotation, rank: Int = 0) {
    var list = kept[annotation.kind, default: []]
    list.append(Ranked(rank: rank, annotation: annotation))
    if list.count > Self.limit {
      hidden += 1
      if let worst = list.indices.max(by: { (list[$0].rank, $0) < (list[$1].rank, $1) }) { list.remove(at: worst) }
    }
    kept[annotation.kind] = list
  }

  /// All commands.
  /// - Parameter rest: what is said behind "… more are not shown here" when some are hidden.
  package func text(rest: String) -> String {
    var text = ""
    var hidden = hidden
    for kind in GitHubAnnotation.Kind.allCases {
      let list = kept[kind, default: []].enumerated().sorted {
        ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
      }
      // The last notice is left for the word about the others.
      let room = kind == .notice && hidden > 0 ? Self.limit - 1 : Self.limit
      hidden += max(0, list.count - room)
      for entry in list.prefix(room) { text += entry.element.annotation.text }
    }
    guard hidden > 0 else { return text }
    return text
      + GitHubAnnotation(
        .notice, file: nil, line: nil, title: "\(hidden) more", message: "\(hidden) more are not shown here\(rest)"
      ).text
  }
}
