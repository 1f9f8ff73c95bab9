import Bytes
import Diagnostics
import JSONRPC
import JSONText

/// The arguments of a call, which are as the tool's schema says.
struct ToolArguments {
  private let values: JSONTree

  /// - Throws: what is wrong with them.
  init(_ values: JSONTree, of tool: any ContextTool) throws(RPCError) {
    switch values {
    case .null, .object: break
    default: throw RPCError(.invalidParameters, "\"arguments\" is an object.")
    }
    for member in values.members {
      let name = member.name.description
      guard let parameter = tool.parameters.first(where: { $0.name == name }) else {
        let known = tool.parameters.map(\.name)
        let close =
          Suggestion.closest(to: name, among: known).map { "; did you mean \"\($0)\"?" }
          ?? "; it has \(known.joined(separator: ", "))"
        throw RPCError(
          .invalidParameters, "\(tool.name) has no argument \"\(TerminalText.line(String(name.prefix(80))))\"\(close)")
      }
      if member.value.isNull, !parameter.isRequired { continue }
      if let objection = parameter.objection(to: member.value) {
        throw RPCError(.invalidParameters, "\"\(name)\" of \(tool.name) \(objection).")
      }
    }
    for parameter in tool.parameters where parameter.isRequired && values[parameter.name] == nil {
      throw RPCError(.invalidParameters, "\(tool.name) needs \"\(parameter.name)\".")
    }
    self.values = values
  }

  func bytes(_ name: String) -> ByteString? { values[name]?.bytes }
  func text(_ name: String) -> String? { values[name]?.string }
  func number(_ name: String) -> Int? { values[name]?.integer }
  func flag(_ name: String) -> Bool { values[name]?.bool ?? false }
  func allBytes(_ name: String) -> [ByteString] { (values[name]?.elements ?? []).compactMap(\.bytes) }
  func texts(_ name: String) -> [String] { allBytes(name).map(\.description) }
}
