import Bytes

/// Gives out titles, each once.
struct Titles {
  private var used: Set<String> = []

  /// A title that can be written in a case file and was not given out before.
  mutating func take(_ wanted: String) -> String {
    let base = CasePrinter.title(wanted)
    var title = base.isEmpty ? "case" : base
    var number = 2
    while !used.insert(title).inserted {
      title = "\(base.isEmpty ? "case" : base) (\(number))"
      number += 1
    }
    return title
  }
}
