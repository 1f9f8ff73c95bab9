import Bytes
import Diagnostics
import JSONText
import Rulesets

/// The answer of `assay load --json`.
enum LoadDocument {
  static func bytes(of loaded: LoadedRuleset) -> [UInt8] {
    var writer = ByteWriter()
    writer.write("{\"loaded\":")
    writer.write(loaded.isLoaded ? "true" : "false")
    writer.write(",\"messages\":[")
    for (index, message) in loaded.messages.enumerated() {
      if index > 0 { writer.write(",") }
      writer.write(jsonString: message.line)
    }
    writer.write("],\"diagnostics\":[")
    for (index, diagnostic) in loaded.diagnostics.enumerated() {
      if index > 0 { writer.write(",") }
      write(diagnostic, to: &writer)
    }
    writer.write("]")
    write(loaded.search.replacements, to: &writer)
    writer.write("}\n")
    return writer.bytes
  }

  /// Which files of the base are not loaded, where there are some.
  private static func write(_ replacements: [RulesetSearch.Replacement], to writer: inout ByteWriter) {
    guard !replacements.isEmpty else { return }
    writer.write(",\"replaced\":[")
    for (index, replacement) in replacements.enumerated() {
      writer.write(index > 0 ? ",{\"file\":" : "{\"file\":")
      writer.write(jsonString: replacement.file)
      writer.write(",\"by\":")
      writer.write(jsonString: replacement.by)
      writer.write("}")
    }
    writer.write("]")
  }

  private static func write(_ diagnostic: Diagnostic, to writer: inout ByteWriter) {
    writer.write("{")
    write(diagnostic.location, to: &writer)
    writer.write(",\"severity\":")
    writer.write(jsonString: diagnostic.severity.rawValue)
    writer.write(",\"code\":")
    writer.write(jsonString: diagnostic.code)
    writer.write(",\"message\":")
    writer.write(jsonString: diagnostic.message)
    writer.write(",\"hint\":")
    if let hint = diagnostic.hint { writer.write(jsonString: hint) } else { writer.write("null") }
    writer.write(",\"notes\":[")
    for (index, note) in diagnostic.notes.enumerated() {
      if index > 0 { writer.write(",") }
      writer.write("{")
      write(note.location, to: &writer)
      writer.write(",\"message\":")
      writer.write(jsonString: note.message)
      writer.write("}")
    }
    writer.write("]}")
  }

  private static func write(_ location: SourceLocation?, to writer: inout ByteWriter) {
    guard let location else { return writer.write("\"file\":null,\"line\":null,\"column\":null") }
    writer.write("\"file\":")
    writer.write(jsonString: location.file)
    writer.write(",\"line\":")
    writer.write(decimal: location.line)
    writer.write(",\"column\":")
    writer.write(decimal: location.column)
  }
}
