import Bytes
import Diagnostics
import EVTX
import Rulesets

/// Reads an event log of Windows (`.evtx`) block by block. What is damaged is left out; the end says so.
struct EventLogReading {
  /// What such a file begins with.
  static let magic = [UInt8]("ElfFile\0".utf8)
  /// So many problems are told one by one.
  private static let mostTold = 20

  private var log: EVTXLog
  private var problems: [EVTXProblem] = []
  private var problemCount = 0

  /// Begins to read where a file begins.
  init(_ reader: inout LineReader) throws {
    do throws(EVTXProblem) {
      log = try EVTXLog(header: Self.bytes(&reader, EVTXHeader.size))
    } catch {
      throw BadInput(Self.diagnostic("\(error)"))
    }
  }

  /// The events of the next block; nil at the end.
  /// - Throws: at the end, what was left out.
  mutating func next(_ reader: inout LineReader) throws -> [ByteString]? {
    let chunk = try reader.take(EVTXLog.chunkSize)
    guard !chunk.isEmpty else {
      guard problemCount > 0 else { return nil }
      var told = problems.map { Self.diagnostic("\($0)") }
      if problemCount > told.count { told.append(Self.diagnostic("\(problemCount - told.count) more problems")) }
      throw BadInput(told)
    }
    var events: [ByteString] = []
    var found: [EVTXProblem] = []
    log.read(chunk) {
      events.append($0.xml)
    } problem: {
      found.append($0)
    }
    problemCount += found.count
    problems += found.prefix(max(0, Self.mostTold - problems.count))
    return events
  }

  private static func bytes(_ reader: inout LineReader, _ count: Int) -> [UInt8] { (try? reader.take(count)) ?? [] }

  private static func diagnostic(_ message: String) -> Diagnostic {
    Diagnostic(.error, code: "event-log", "the event log is damaged: \(message)")
  }
}
