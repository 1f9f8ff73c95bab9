/// Why the events of a group come out differently.
package struct DiffCause: Sendable, Equatable {
  /// The edits, as indices in ``DiffResult/edits``; several where only together they do it. None where it was not found out.
  package var edits: [Int] = []
  /// Whether the witness was run with these edits alone, and came out as with all of them.
  package var isProven = false
  /// What a reader would not guess: `because 31101 at level 0 is tried before its siblings`.
  package var reason: String?

  package init() {}
}
