import Bytes
import Memory
import RulesetSyntax
import Rulesets

/// The members of a decoded Windows event while they are collected; kept from event to event for its memory.
final class WindowsEventParts {
  /// A name, whose first letter becomes a small one, and its text.
  struct Member: BitwiseCopyable {
    var key: ByteRange
    var value: ByteRange
  }

  /// Memory for what the XML reader finds.
  @exclusivity(unchecked) var nodes: [XMLDocument.Node] = []
  /// `win.system`
  @exclusivity(unchecked) var system = PlainBuffer<Member>(capacity: 32)
  /// `win.eventdata`
  @exclusivity(unchecked) var data = PlainBuffer<Member>(capacity: 64)
  /// The object that all other elements share.
  @exclusivity(unchecked) var other = PlainBuffer<Member>(capacity: 32)
  /// Its name; nil without such elements.
  @exclusivity(unchecked) var otherName: ByteRange?

  func removeAll() {
    system.removeAll()
    data.removeAll()
    other.removeAll()
    otherName = nil
  }
}
