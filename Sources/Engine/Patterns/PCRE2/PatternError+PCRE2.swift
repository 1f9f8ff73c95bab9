import Bytes
import CPCRE2
import PatternSyntax

extension PatternError {
  static func pcre2(_ code: Int, at position: Int, in source: ByteString) -> PatternError {
    var text = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(Int32(code), &text, text.count)
    return PatternError(
      code: code, position: position, message: String(decoding: text.prefix(max(0, Int(length))), as: UTF8.self),
      hint: angleHint(source, before: position) ?? pcre2Hint(code))
  }

  /// What to write instead of a construct whose `<` is written as in other XML, or escaped, at or before a place.
  private static func angleHint(_ source: ByteString, before position: Int) -> String? {
    let bytes = source.bytes
    let end = min(bytes.count, position + 8)
    for start in bytes.indices.prefix(end) where bytes[start] == UInt8(ascii: "(") {
      let rest = bytes[start...]
      for opening in ["(?", "(?P"] {
        for angle in ["&lt;", "\\<"] where rest.starts(with: (opening + angle).utf8) {
          let next = rest.dropFirst(opening.utf8.count + angle.utf8.count).first
          let cure =
            switch next {
            case UInt8(ascii: "!"): "(?<! … ) as (*nlb: … )"
            case UInt8(ascii: "="): "(?<= … ) as (*plb: … )"
            default: "(?<name> … ) as (?'name' … )"
            }
          return "entities are not decoded in patterns, and \"(?<\" cannot stand in the XML of a ruleset: write \(cure)"
        }
      }
    }
    return nil
  }

  /// What to write instead, for the mistakes that authors make.
  private static func pcre2Hint(_ code: Int) -> String? {
    switch code {
    case 101: "write \\\\ for a backslash"
    case 103: "write the letter without the backslash, or \\\\ for a backslash"
    case 104, 105: "the counts of {low,high} go from low to high, up to 65535"
    case 106: "close the set with ], or write \\[ for a bracket"
    case 108: "put the smaller byte first, or the - last in the set"
    case 109: "put what is to be repeated before it, or a backslash to take it literally"
    case 111: "(?: begins a group that captures nothing; write \\( for a parenthesis"
    case 114: "close the group, or write \\( for a parenthesis"
    case 115: "there are fewer groups than the reference says"
    case 122: "write \\) for a parenthesis"
    case 125: "give every way through the look-behind one fixed length"
    case 146, 147: "\\p needs a property, such as \\p{Lu}; the \\p of osregex is [!-.:-?\\[\\]{-}]"
    default: nil
    }
  }
}
