/// Rows under a heading, as Markdown that is readable as it stands.
package struct Table {
  private let heading: [String]
  private var rows: [[String]] = []

  package init(_ heading: String...) { self.heading = heading }

  package mutating func add(_ row: String...) { rows.append(row) }

  package var text: String {
    let all = [heading] + rows
    let widths = heading.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    func line(_ row: [String]) -> String {
      let cells = row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + blanks : blanks + cell
      }
      return "| \(cells.joined(separator: " | ")) |\n"
    }
    let rule = widths.enumerated().map { column, width in
      column == 0 ? String(repeating: "-", count: width) : String(repeating: "-", count: max(1, width - 1)) + ":"
    }
    return line(heading) + "| \(rule.joined(separator: " | ")) |\n" + rows.map(line).joined()
  }
}

/// A number with so many decimals.
package func shown(_ number: Double, _ digits: Int = 1) -> String {
  guard number.isFinite else { return "–" }
  if digits == 0 || abs(number) >= 1000 { return grouped(Int(number.rounded())) }
  var factor = 1.0
  for _ in 0..<digits { factor *= 10 }
  return "\((number * factor).rounded() / factor)"
}

/// A number with commas between thousands.
package func grouped(_ number: Int) -> String {
  var digits = String(number)
  var at = digits.count - 3
  while at > 0 {
    digits.insert(",", at: digits.index(digits.startIndex, offsetBy: at))
    at -= 3
  }
  return digits
}
