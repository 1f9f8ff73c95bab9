import Analysis
import Bytes
import Cases
import Harness
import Rulesets

/// Sequences that are like a case's: an event more or less, other pauses, an event with another value of a field.
struct SequenceVariations {
  /// Longest sequence that is varied.
  private static let longest = 400

  let test: TestCase
  /// What came of the case's events on the original.
  let outcomes: [[Outcome?]]
  /// Spans in seconds that mean something to the rule: timeframe, ignore.
  let spans: [Int]

  /// All variations, in order.
  func all() -> [TestCase] {
    let steps = flattened
    guard !steps.isEmpty, steps.count <= Self.longest else { return [] }
    var found: [[Step]] = []
    let last = steps.count - 1
    // More or fewer events.
    for at in Set([0, last / 2, last - 1]).sorted() where at >= 0 && steps.count > 1 && at < steps.count {
      found.append(Array(steps[..<at] + steps[(at + 1)...]))
    }
    for repeats in [1, 2, 3] {
      found.append(steps + Array(repeating: steps[last].after(milliseconds: 1000), count: repeats))
    }
    // All of it once more: what was remembered or counted may have been used up.
    found.append(steps + steps.map { $0.after(milliseconds: 1000) })
    // All at once, the last one at the edge of a span.
    for span in spans {
      for offset in [-2, -1, 0, 1, 2] where span + offset >= 0 {
        found.append(spread(steps, lastAfter: (span + offset) * 1000))
        found.append(steps + [steps[last].after(milliseconds: (span + offset) * 1000)])
      }
    }
    found += withOtherValues(steps)
    return found.map { steps in
      var variation = test
      variation.steps = Self.compressed(steps)
      variation.judgement = .expectations
      return variation
    }
  }

  /// Every repetition as a step of its own.
  private var flattened: [Step] {
    test.steps.flatMap { step in
      (0..<step.clock.count).map { repetition in
        var clock = ClockMove()
        clock.at = repetition == 0 ? step.clock.at : nil
        clock.advance = step.clock.interval + (repetition == 0 ? step.clock.advance : 0)
        var event = step.event
        event.log = step.event.log(repetition: repetition + 1, of: step.clock)
        return Step(event, clock: clock)
      }
    }
  }

  /// The events at one moment, the last one a span later.
  private func spread(_ steps: [Step], lastAfter span: Int) -> [Step] {
    steps.enumerated().map { index, step in
      var step = step
      if index > 0 { step.clock.at = nil }
      step.clock.advance = index == steps.count - 1 && index > 0 ? span : 0
      return step
    }
  }

  /// The sequence with another value of a field in the first event, in all but the last, or in every other one; and with
  /// the last event's value in all.
  private func withOtherValues(_ steps: [Step]) -> [[Step]] {
    guard steps.count > 1, let fields = outcomes.last?.last??.fields else { return [] }
    var found: [[Step]] = []
    for field in fields where !field.value.isEmpty && field.value.count <= 64 {
      let other = Self.another(field.value)
      for places in [[0], Array(0..<steps.count - 1), Array(stride(from: 0, to: steps.count - 1, by: 2))] {
        var changed = steps
        var isChanged = false
        for at in places {
          let logs = TextReplacement(log: steps[at].event.log, old: field.value).logs(with: other)
          guard let log = logs.last else { continue }
          changed[at].event.log = log
          isChanged = true
        }
        if isChanged { found.append(changed) }
      }
    }
    found.append(
      steps.map { step in
        var step = step
        step.event.log = steps[steps.count - 1].event.log
        return step
      })
    return found
  }

  /// The value with its last letter or digit changed, so that an address stays one.
  private static func another(_ value: ByteString) -> ByteString {
    var bytes = value.bytes
    guard let at = bytes.lastIndex(where: ASCII.isAlphanumeric) else { return ByteString(bytes + [0x78]) }
    bytes[at] = ChangeLiteral.another(bytes[at])
    return ByteString(bytes)
  }

  /// Equal events behind each other as one repeated event, as people write them.
  private static func compressed(_ steps: [Step]) -> [Step] {
    var found: [Step] = []
    for step in steps {
      if var last = found.last, last.event.log == step.event.log, step.clock.at == nil,
        step.clock.advance == (last.clock.isRepeated ? last.clock.interval : last.clock.advance),
        last.clock.at == nil, !step.event.log.bytes.contains(UInt8(ascii: "{"))
      {
        last.clock.interval = step.clock.advance
        last.clock.advance = 0
        last.clock.count += 1
        last.clock.isRepeated = true
        found[found.count - 1] = last
      } else {
        found.append(step)
      }
    }
    return found
  }
}

extension Step {
  /// The same event, a while later.
  fileprivate func after(milliseconds: Int) -> Step {
    var clock = ClockMove()
    clock.advance = milliseconds
    return Step(event, clock: clock)
  }
}
