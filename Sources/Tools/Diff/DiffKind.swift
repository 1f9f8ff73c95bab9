import Bytes

/// How an event comes out differently.
package enum DiffKind: String, CaseIterable, Sendable, Comparable {
  /// There was an alert and is none.
  case lost
  /// There was none and is one.
  case gained
  /// An `ignore` time keeps back what was an alert, or no longer does.
  case suppressed
  /// Another rule.
  case rule
  /// The same rule at another level.
  case level
  /// The same rule, of what another decoder found.
  case decoder
  /// The same rule and decoder, with other fields.
  case fields
  /// The same in all that was compared before, with another document.
  case document
  /// Loading says something else, or a ruleset loads no more.
  case load

  /// In the order in which they are worth reading.
  package static func < (left: DiffKind, right: DiffKind) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// What happened to the events of a group: `1,436 alerts lost`.
  func words(_ count: Int, isAlert: Bool) -> String {
    let what = isAlert ? (count == 1 ? "alert" : "alerts") : (count == 1 ? "event" : "events")
    let number = count.grouped
    switch self {
    case .lost: return "\(number) \(what) lost"
    case .gained: return "\(number) \(what) gained"
    case .suppressed: return "\(number) \(what) kept back or let through by an ignore time"
    case .rule: return "\(number) \(what) of another rule"
    case .level: return "\(number) \(what) at another level"
    case .decoder: return "\(number) \(what) of another decoder"
    case .fields: return "\(number) \(what) with other fields"
    case .document: return "\(number) \(what) with another document"
    case .load: return "loading says something else"
    }
  }

  /// The sign in front of a line.
  var sign: String {
    switch self {
    case .lost: "-"
    case .gained: "+"
    case .load: "!"
    default: "~"
    }
  }
}
