/// What an element is for.
package enum ElementRole: Sendable {
  /// Asks something of the event.
  case condition
  /// Says to which rules or decoders this one belongs, or whose events it counts.
  case relation
  /// Compares the event with the earlier ones that are counted: `same_…`, `different_…`.
  case comparison
  /// Switches something on by being there.
  case flag
  /// Chooses how something is done.
  case option
  /// Takes values out of the event.
  case extraction
  /// Is only shown.
  case metadata
  /// Does nothing any more.
  case retired
}
