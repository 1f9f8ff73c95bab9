import Bytes
import JSONText

/// What a command says of itself: the document that swift-argument-parser's `--experimental-dump-help` writes, as far as
/// a manual page needs it.
package struct CommandHelp: Sendable {
  /// An argument, option or flag.
  package struct Argument: Sendable {
    /// `--name`, `-n`, in the order in which they are shown; none for positional arguments.
    package var names: [String]
    /// What stands for its value; nil for flags.
    package var valueName: String?
    /// What it is for.
    package var abstract: String
    /// More than that.
    package var discussion: String
    /// What holds without it.
    package var defaultValue: String?
    /// The only values there are; empty when there are others.
    package var values: [String]
    /// The title of the group it belongs to.
    package var section: String?
    /// Whether the command goes without it.
    package var isOptional: Bool
    /// Whether it may be given several times.
    package var isRepeating: Bool
    /// Whether help mentions it.
    package var isShown: Bool

    /// Whether it is recognised by its place.
    package var isPositional: Bool { names.isEmpty }
  }

  /// The word that is typed.
  package var name: String
  /// The words before it.
  package var parents: [String]
  /// What it does, in a sentence.
  package var abstract: String
  /// What else there is to say.
  package var discussion: String
  /// Its arguments, in the order of the help.
  package var arguments: [Argument]
  /// The commands below it.
  package var subcommands: [CommandHelp]
  /// Whether help mentions it.
  package var isShown: Bool

  /// All words: `assay test`.
  package var title: String { (parents + [name]).joined(separator: " ") }
  /// The page's name: `assay-test`.
  package var page: String { (parents + [name]).joined(separator: "-") }

  /// Reads the document; nil when it is something else.
  package init?(dump: String) {
    let reader = JSONReader()
    guard ByteString(dump).withView({ reader.parse($0) }), let command = reader.root["command"] else { return nil }
    self.init(command, parents: [])
  }

  private init?(_ json: JSONValue, parents: [String]) {
    guard let name = json["commandName"]?.string else { return nil }
    self.name = name
    self.parents = parents
    abstract = json["abstract"]?.string ?? ""
    discussion = json["discussion"]?.string ?? ""
    isShown = json["shouldDisplay"]?.bool ?? true
    arguments = (json["arguments"]?.children ?? []).map(Argument.init)
    subcommands = (json["subcommands"]?.children ?? []).compactMap { CommandHelp($0, parents: parents + [name]) }
  }
}

extension CommandHelp.Argument {
  fileprivate init(_ json: JSONValue) {
    let kind = json["kind"]?.string
    names = (json["names"]?.children ?? []).compactMap { name in
      guard let text = name["name"]?.string else { return nil }
      return (name["kind"]?.string == "long" ? "--" : "-") + text
    }
    names.sort { $0.utf8.count < $1.utf8.count }  // -o before --output
    valueName = kind == "flag" ? nil : json["valueName"]?.string ?? "value"
    abstract = json["abstract"]?.string ?? ""
    discussion = json["discussion"]?.string ?? ""
    defaultValue = json["defaultValue"]?.string
    values = (json["allValues"]?.children ?? []).compactMap(\.string)
    section = json["sectionTitle"]?.string
    isOptional = json["isOptional"]?.bool ?? false
    isRepeating = json["isRepeating"]?.bool ?? false
    isShown = json["shouldDisplay"]?.bool ?? true
  }
}
