import Analysis
import Bytes
import Cases

/// Makes the events of a case, one after the other: each with its log as the sender sends it, its location and its time.
public struct EventSource {
  private let location: ByteString
  private let format: InputFormat
  private let previous: ByteString?
  private var time: EventTime
  private var interval = 0

  /// The events of a case, from its first.
  public init(_ test: TestCase) {
    let settings = test.settings
    format = settings.format?.value ?? .syslog
    previous = settings.previous?.value
    let place = settings.location?.value ?? "stdin"
    location = settings.agent?.value.envelope(around: place) ?? place
    time = settings.start.map(\.value) ?? .standard
  }

  /// Moves the clock to where a step begins.
  public mutating func begin(_ clock: ClockMove) {
    time = clock.at ?? time
    time.advance(by: clock.advance)
    interval = clock.interval
  }

  /// The event of a repetition, counted from 0.
  /// - Throws: ``/Analysis/InputError`` when the sender would not send it; the clock has moved on all the same.
  public mutating func next(_ step: Step, repetition: Int) throws(InputError) -> Event {
    time.advance(by: interval)
    let log = step.event.log(repetition: repetition + 1, of: step.clock)
    return try format.event(log, location: location, time: time, previous: previous)
  }
}
