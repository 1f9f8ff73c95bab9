import JSONText

/// Something that a client can have done. Each is a use case of the workbench, in a file of its own.
protocol ContextTool: Sendable {
  /// How it is called.
  var name: String { get }
  /// The same for people.
  var title: String { get }
  /// What it does, and when it is wanted.
  var summary: String { get }
  /// Its arguments.
  var parameters: [ToolParameter] { get }
  /// Whether it leaves all files as they are, whatever its arguments.
  var isReadOnly: Bool { get }

  /// Does it.
  /// - Parameter isCancelled: whether nobody wants the answer any more.
  func run(
    _ arguments: ToolArguments, _ surroundings: ToolSurroundings, _ isCancelled: () -> Bool
  ) async throws -> ToolResult
}

extension ContextTool {
  var isReadOnly: Bool { true }

  /// Writes what `tools/list` says of it.
  func write(membersTo json: inout JSONWriter, version: ProtocolVersion) {
    json.member("name", name)
    if version >= .june2025 { json.member("title", title) }
    json.member("description", summary)
    json.object("inputSchema") { json in
      json.member("type", "object")
      json.object("properties") { json in
        for parameter in parameters {
          json.key(named: parameter.name)
          parameter.write(to: &json)
        }
      }
      json.array("required", parameters.filter(\.isRequired).map(\.name))
      json.member("additionalProperties", false)
    }
    guard version >= .march2025 else { return }
    json.object("annotations") { json in
      json.member("title", title)
      json.member("readOnlyHint", isReadOnly)
      json.member("destructiveHint", false)
      json.member("openWorldHint", false)
    }
  }
}

/// All tools, in the order in which they are listed.
enum ToolCatalogue {
  static let all: [any ContextTool] = [
    TryTool(), ExplainTool(), LintTool(), RegexTool(), TestTool(), NewTool(), DiffTool(), IdsTool(),
  ]
}
