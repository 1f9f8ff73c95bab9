import Analysis
import Bytes
import Diagnostics
import JSONText
import System

/// Events that a manager has kept, or that somebody has: read from the first to the last, in memory that does not grow with
/// them.
///
/// ```swift
/// let corpus = try Corpus(["archives/2026/Nov"], filter) { print($0) }
/// let batch = CorpusBatch()
/// while corpus.fill(batch) { for record in batch.records { batch.run(record, in: session) } }
/// print(corpus.counts, corpus.problems)
/// ```
///
/// Several files are read in the order of their first events, whatever they are called: `Oct` comes before `Nov`.
package final class Corpus {
  /// So many problems are told one by one.
  private static let mostTold = 20
  /// A file is looked into as far as this for its first event.
  private static let lookAhead = 64

  /// The files, in the order in which they are read.
  package let files: [CorpusFile]
  /// What it has turned out to hold so far.
  package private(set) var counts = CorpusCounts()
  /// What could not be read, the first of it, with its places.
  package private(set) var problems: [Diagnostic] = []
  /// What a reader should know although it is no fault.
  package private(set) var remarks: [String] = []
  /// How far the manager's time is ahead of UTC, as the first document says.
  package let secondsFromUTC: Int?

  private let filter: CorpusFilter
  /// Per file: what its lines are, where that is known already.
  private let forms: [RecordReading.Form?]
  private let reader = JSONReader()
  private var file = 0
  private var stream: LineStream?
  private var reading: RecordReading?
  private var alerts = AlertLines()
  private var untold = 0
  private var finishedBytes = 0

  /// Looks for the files and for the order in which they belong.
  package init(_ words: [String], _ filter: CorpusFilter) throws(CorpusFailure) {
    var found: [String] = []
    var files = try CorpusFile.find(words) { found.append($0) }
    guard !files.isEmpty else {
      throw CorpusFailure("there is no corpus", hint: "--corpus takes files, folders, patterns and -")
    }
    var offset: Int?
    let json = JSONReader()
    let starts = files.map { file -> Start in file.path == "-" ? Start() : Self.start(of: file, json) }
    var forms = starts.map(\.form)
    if files.count > 1 || files[0].path != "-" {
      offset = starts.compactMap(\.offset).first
      let order = files.indices.sorted { left, right in
        guard let one = starts[left].time, let other = starts[right].time, one != other else { return left < right }
        return one < other
      }
      files = order.map { files[$0] }
      forms = order.map { starts[$0].form }
    }
    secondsFromUTC = offset
    self.files = files
    self.forms = forms
    self.filter = filter
    remarks = found
  }

  /// All bytes on disk; 0 where nobody knows.
  package var totalBytes: Int { files.contains { $0.size == 0 } ? 0 : files.reduce(0) { $0 + Int($1.size) } }
  /// How many of them have been read.
  package var bytesTaken: Int { finishedBytes + (stream?.bytesTaken ?? 0) }

  private struct Start {
    /// What the lines are; nil where the first one will say.
    var form: RecordReading.Form?
    var time: EventTime?
    var offset: Int?
  }

  private static func start(of file: CorpusFile, _ json: JSONReader) -> Start {
    guard let input = try? InputFile(file.path) else { return Start() }
    let stream = LineStream(input)
    var reading: RecordReading?
    let batch = CorpusBatch()
    for _ in 0..<lookAhead {
      guard let line = try? stream.next(), case .text(let text) = line else { break }
      if text.isEmpty { continue }
      if reading == nil {
        // The first line may be the end of one that began in an earlier file.
        guard let form = RecordReading.form(of: text, json), form != .logs else { continue }
        reading = RecordReading(form, CorpusFilter(), reader: json)
      }
      var record = CorpusRecord()
      if reading?.form == .textAlerts {
        if let time = AlertLines.time(ofFirst: text) { return Start(form: .textAlerts, time: time) }
        continue
      }
      if let reading, case .unreadable = reading.read(text, &record, into: batch) { continue }
      let offset = reading?.form == .documents ? reading?.offset : nil
      return Start(form: reading?.form, time: record.time, offset: offset)
    }
    return Start(form: reading?.form)
  }

  // MARK: Reading

  /// Fills a batch with the next events.
  /// - Returns: false when there are none any more.
  package func fill(_ batch: CorpusBatch) -> Bool {
    batch.removeAll()
    while batch.records.count < CorpusBatch.size {
      guard let stream = stream ?? open() else { break }
      do throws(LineStream.Failure) {
        guard let line = try stream.next() else {
          if let last = alerts.finish() { take(last, batch) }
          close()
          continue
        }
        take(line, batch)
      } catch {
        switch error {
        case .truncated:
          lose("the compressed file ends too early: what is missing behind this line is not known", stream)
        case .damaged: lose("the compressed file is damaged: nothing behind this line can be read", stream)
        case .endless:
          lose(
            "a line is longer than \(Limits.shown(Limits.endlessLine)): nothing behind this place is read",
            stream)
        case .unreadable(let reason): lose("it cannot be read further: \(reason)", stream)
        }
        counts.unreadable["the rest of a file", default: 0] += 1
        close()
      }
    }
    if batch.records.isEmpty, untold > 0 {
      problems.append(Diagnostic(.error, code: "corpus", "\(untold) more lines hold no event"))
      untold = 0
    }
    return !batch.records.isEmpty
  }

  private func open() -> LineStream? {
    while file < files.count {
      let path = files[file].path
      if path == "-" {
        stream = LineStream(.standardInput)
        return stream
      }
      do throws(SystemError) {
        let opened = LineStream(try InputFile(path))
        stream = opened
        return opened
      } catch {
        problems.append(Diagnostic(.error, code: "corpus", "cannot read '\(path)': \(error)"))
        counts.unreadable["a whole file", default: 0] += 1
        file += 1
      }
    }
    return nil
  }

  private func close() {
    finishedBytes += stream?.bytesTaken ?? 0
    (stream, reading) = (nil, nil)
    alerts = AlertLines()
    file += 1
  }

  private func take(_ line: LineStream.Line, _ batch: CorpusBatch) {
    guard case .text(let text) = line else { return skip("longer than \(Limits.shown(Limits.line))") }
    let number = stream?.number ?? 0
    // Within an alert of several lines there may be empty ones.
    guard !text.isEmpty || reading?.form == .textAlerts, let reading = reading ?? begin(text) else { return }
    guard reading.form == .textAlerts else { return take(text, reading, line: number, batch) }
    for alert in alerts.add(text, number: number) { take(alert, batch) }
  }

  private func take(_ alert: AlertLines.Alert, _ batch: CorpusBatch) {
    guard let reading, !alert.text.isEmpty else { return }
    alert.text.withView { take($0, reading, line: alert.line, batch) }
  }

  private func take(_ text: ByteView, _ reading: RecordReading, line: Int, _ batch: CorpusBatch) {
    var record = CorpusRecord()
    record.file = Int32(truncatingIfNeeded: file)
    record.line = line
    switch reading.read(text, &record, into: batch) {
    case .record: add(record, batch)
    case .filtered: counts.filtered += 1
    case .notReplayable(let kind): counts.notReplayable[kind, default: 0] += 1
    case .unreadable(let reason): skip(reason, line: line)
    }
  }

  private func begin(_ text: ByteView) -> RecordReading? {
    guard let form = forms[file] ?? RecordReading.form(of: text, reader) else {
      skip(RecordReading.noObject)
      return nil
    }
    if form == .logs, filter.step == 0, !remarks.contains(Self.timeless) { remarks.append(Self.timeless) }
    let begun = RecordReading(form, filter, reader: reader)
    reading = begun
    return begun
  }

  private static let timeless =
    "plain logs do not say when they came: all are taken to come at once (--every says otherwise)"

  private func add(_ record: CorpusRecord, _ batch: CorpusBatch) {
    batch.records.append(record)
    counts.events += 1
    if record.recordedRule != CorpusRecord.unknownRule {
      counts.recorded += 1
      if record.recordedRule >= 0 { counts.withRule += 1 }
    }
    if record.seconds < counts.first ?? .max { counts.first = record.seconds }
    if record.seconds > counts.last ?? .min { counts.last = record.seconds }
  }

  private func skip(_ reason: String, line: Int? = nil) {
    counts.unreadable[reason, default: 0] += 1
    guard let stream else { return }
    lose("the line holds no event: \(reason)", stream, line: line)
  }

  private func lose(_ message: String, _ stream: LineStream, line: Int? = nil) {
    guard problems.count < Self.mostTold else {
      untold += 1
      return
    }
    let name = files[file].path == "-" ? "standard input" : files[file].path
    problems.append(
      Diagnostic(
        .error, code: "corpus", message, at: SourceLocation(file: name, line: max(1, line ?? stream.number), column: 1))
    )
  }
}
