/// Turns references such as `docs/reference/rules.md §8.2, §10.4` into links, for pages that lie beside that folder.
package enum ReferenceLinks {
  private static let folder = "docs/reference/"

  /// The text with its references as links. A section behind another one belongs to the same file; references in code and
  /// in links are left alone.
  package static func link(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: folder)?.lowerBound {
      result += rest[..<start]
      let isFree = isFree(result)
      rest = rest[start...]
      let end = rest.firstRange(of: ".md")?.upperBound
      guard isFree, let end, isName(rest[..<end].dropFirst(folder.count)) else {
        result += folder
        rest = rest.dropFirst(folder.count)
        continue
      }
      let file = rest[..<end].dropFirst(folder.count)
      rest = rest[end...]
      var section = rest.hasPrefix(" §") ? takeSection(&rest, behind: " ") : nil
      result += "[\(folder)\(file)\(section.map { " " + $0 } ?? "")](\(target(file, section)))"
      while section != nil {
        guard let joint = [", ", "-", "–", " and "].first(where: { rest.hasPrefix($0 + "§") }) else { break }
        section = takeSection(&rest, behind: joint)
        if let section { result += "\(joint)[\(section)](\(target(file, section)))" }
      }
    }
    return result + rest
  }

  /// Whether a reference may begin behind a text: not within a path, a link or code.
  private static func isFree(_ before: String) -> Bool {
    guard let last = before.last else { return true }
    return !(last.isLetter || last.isNumber || "_/[`".contains(last) || before.hasSuffix("]("))
  }

  /// `rules.md`, and no path below the folder.
  private static func isName(_ file: Substring) -> Bool {
    file.dropLast(3).allSatisfy { $0.isASCII && $0.isLetter }
  }

  /// `§8.2`, taken off with what joins it to the text before. A full stop behind it ends the sentence.
  private static func takeSection(_ rest: inout Substring, behind joint: String) -> String? {
    let text = rest.dropFirst(joint.count)
    var section = text.prefix { "§.".contains($0) || $0.isASCII && ($0.isNumber || $0.isUppercase) }
    while section.last == "." { section.removeLast() }
    guard section.count > 1 else { return nil }
    rest = rest[section.endIndex...]
    return String(section)
  }

  private static func target(_ file: Substring, _ section: String?) -> String {
    let anchor = section.map { "#s" + $0.dropFirst().replacing(".", with: "-") } ?? ""
    return "../reference/\(file)\(anchor)"
  }
}
