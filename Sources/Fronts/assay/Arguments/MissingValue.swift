/// An option whose value is missing behind its `=`, as when a variable of a script is empty: `--filter="$EMPTY"`.
///
/// The parser of arguments would take the next argument as the value, and what was to be looked at would be something else.
enum MissingValue {
  /// What is wrong; nil when every `=` has a value.
  /// - Parameter arguments: without the name of the program.
  static func message(for arguments: [String]) -> String? {
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("-") && argument.hasSuffix("=") {
      let name = argument.dropLast()
      guard name.count > 1, name.utf8.allSatisfy(isNameByte) else { continue }
      return "Missing value for '\(name)': there is nothing behind its '='."
    }
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
