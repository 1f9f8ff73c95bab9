import Bytes
import Memory
import Rulesets

/// From captures to fields (docs/reference/decoders.md §6.1).
extension DecoderWalk {
  /// Gives the capture list to the names of an order, position by position, and empties it.
  func assignCaptures(to order: [OrderField], _ observer: inout some AnalysisObserver) {
    for index in 0..<captures.count {
      let capture = captures[index]
      guard index < order.count else {
        observer.decoding(.dropped(value: event.arena.copy(capture), .noNameLeft))
        continue
      }
      switch order[index] {
      case .known(let field):
        observer.decoding(
          .field(
            name: ByteString(String(describing: field.name)), value: event.arena.copy(capture), capture: index + 1,
            replaced: event[field].map(event.arena.copy)))
        event[field] = capture
      case .dynamic(let name):
        guard event.dynamic.count < ruleset.fieldLimit else {
          observer.decoding(.dropped(value: event.arena.copy(capture), .tooManyFields))
          continue
        }
        observer.decoding(
          .field(name: name, value: event.arena.copy(capture), capture: index + 1, replaced: nil))
        let place = event.arena.append(name)
        event.addDynamic(name: place, value: capture)
      }
    }
    captures.removeAll()
  }

  /// Sets a known field from a plugin.
  func set(_ field: StaticField, _ value: ByteRange, _ observer: inout some AnalysisObserver) {
    observer.decoding(
      .field(
        name: ByteString(String(describing: field.name)), value: event.arena.copy(value), capture: nil,
        replaced: event[field].map(event.arena.copy)))
    event[field] = value
  }
}
