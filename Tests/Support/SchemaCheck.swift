import Foundation

/// As much of JSON Schema as those in `schemas` use, and members that it does not know are a problem.
package struct SchemaCheck {
  private let root: [String: Any]

  /// A schema.
  package init(_ schema: [String: Any]) { root = schema }

  /// What is wrong with a document.
  package func problems(of document: Any) -> [String] { problems(of: document, root, "") }

  private func problems(of value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    if let reference = schema["$ref"] as? String, let name = reference.split(separator: "/").last {
      let definitions = root["$defs"] as? [String: Any] ?? [:]
      guard let target = definitions[String(name)] as? [String: Any] else { return ["\(path): no \(reference)"] }
      return problems(of: value, target, path)
    }
    if let constant = schema["const"], "\(constant)" != "\(value)" { return ["\(path): is not \(constant)"] }
    if let allowed = schema["enum"] as? [String], !allowed.contains("\(value)") { return ["\(path): \(value)"] }
    switch schema["type"] as? String {
    case "object": return object(value, schema, path)
    case "array":
      guard let items = value as? [Any] else { return ["\(path): no array"] }
      if let least = schema["minItems"] as? Int, items.count < least { return ["\(path): too few"] }
      let schema = schema["items"] as? [String: Any] ?? [:]
      return items.enumerated().flatMap { problems(of: $0.element, schema, "\(path)/\($0.offset)") }
    case "integer":
      guard let number = value as? Int else { return ["\(path): no integer"] }
      return number < schema["minimum"] as? Int ?? .min ? ["\(path): too small"] : []
    case "string": return value is String ? [] : ["\(path): no string"]
    case "boolean": return value is Bool ? [] : ["\(path): no boolean"]
    default: return []
    }
  }

  private func object(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    guard let members = value as? [String: Any] else { return ["\(path): no object"] }
    let known = schema["properties"] as? [String: [String: Any]] ?? [:]
    var found = (schema["required"] as? [String] ?? []).filter { members[$0] == nil }.map { "\(path): no \($0)" }
    for (name, value) in members {
      guard let schema = known[name] ?? schema["additionalProperties"] as? [String: Any] else {
        found.append("\(path): \(name) is unknown")
        continue
      }
      found += problems(of: value, schema, "\(path)/\(name)")
    }
    return found
  }
}
