import Analysis
import Bytes
import Foundation
import JSONText
import Rulesets
import TestSupport

extension RecordedAnswers {
  /// An event as it was put to the reference; time and location stay as `last` had them unless the question says more.
  static func event(_ question: JSONValue, time: EventTime) -> Event? {
    let log: ByteString?
    if let encoded = question["event_b64"]?.bytes {
      log = Data(base64Encoded: encoded.description).map { ByteString([UInt8]($0)) }
    } else if let value = question["event"], value.kind == .object {
      var writer = ByteWriter()
      writer.write(compactJSON: value)
      log = ByteString(writer.bytes)
    } else {
      log = question["event"]?.bytes
    }
    return log.map { Event($0, location: question["location"]?.bytes ?? "stdin", time: time) }
  }

  static func time(_ question: JSONValue) -> EventTime? {
    question["time"]?.number.map { EventTime(seconds: Int($0.rounded(.down))) }
  }

  /// An answer as one line: alert, messages and the document without what differs from run to run, in document order.
  static func essence(alert: Bool, document: JSONValue?, messages: [ByteString]) -> String {
    var writer = ByteWriter()
    writer.write("\(alert)")
    if let document {
      for member in document.children where !["timestamp", "id", "agent", "manager"].contains(member.key.description) {
        writer.write(" ")
        writer.write(jsonString: member.key)
        writer.write(":")
        writer.write(compactJSON: member)
      }
    }
    for message in messages {
      writer.write("\n")
      writer.write(message)
    }
    return ByteString(writer.bytes).description
  }

  static func essence(_ outcome: Outcome) -> String {
    essence(
      alert: outcome.isAlert, document: outcome.document.flatMap(parse), messages: outcome.messages.map(\.line))
  }

  static func essence(_ answer: JSONValue, without known: Set<ByteString> = []) -> String {
    essence(
      alert: answer["alert"]?.bool ?? false, document: answer["output"],
      messages: (answer["messages"]?.children ?? []).compactMap(\.bytes).filter { !known.contains($0) })
  }
}
