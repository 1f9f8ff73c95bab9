import Analysis
import Bytes
import Diagnostics
import Senders

/// Who sends logs, and from where.
package struct LogSender: Sendable {
  package var format: InputFormat
  package var location: ByteString

  package init(_ format: InputFormat = .syslog, location: ByteString = "stdin") {
    self.format = format
    self.location = location
  }

  /// The event that the sender makes of a text.
  /// - Throws: the place in the text, when it would not be sent.
  package func event(
    _ log: ByteString, at time: EventTime, previous: ByteString? = nil
  ) throws(BadInput) -> Event {
    do throws(InputError) {
      return try format.event(log, location: location, time: time, previous: previous)
    } catch {
      throw BadInput(Diagnostic(notSent: error, log: log))
    }
  }
}

extension Diagnostic {
  /// Why a sender would not send a text, with the place in it.
  fileprivate init(notSent error: InputError, log: ByteString) {
    var place: SourceLocation?
    if let offset = error.offset {
      let before = log.bytes.prefix(offset)
      let line = before.count { $0 == 10 }
      let column = before.count - ((before.lastIndex(of: 10) ?? -1) + 1)
      place = SourceLocation(file: "<log>", line: line + 1, column: column + 1)
    }
    self.init(.error, code: "not-sent", error.message, at: place, hint: error.hint)
  }
}
