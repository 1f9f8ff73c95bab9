import Alerts
import Bytes
import Corpora
import Diagnostics
import JSONText

/// What the page asks about alerts.
final class AlertAnswers {
  private let files: AlertFiles
  /// The rows of the last question: all panels of a page ask for the same.
  private var last: (query: AlertQuery, period: Range<Int64>?, count: Int, rows: RowSet)?

  private static let mostRows = 1000
  private static let mostTerms = 1000
  private static let times = -100_000_000_000_000...100_000_000_000_000

  init(_ words: [String]) throws(BadInput) {
    do throws(CorpusFailure) { files = try AlertFiles(words) } catch { throw BadInput(error.diagnostic) }
  }

  private var index: AlertIndex { files.index }
  var problems: [Diagnostic] { files.problems }

  /// Reads on, or takes what was written since.
  func readOn(_ limit: Int) -> Bool {
    if files.progress.isDone {
      _ = files.follow()
      return false
    }
    return files.read(limit)
  }

  func writeStatus(_ json: inout JSONWriter) {
    let progress = files.progress
    json.member("rows", index.count)
    json.member("bytes_read", progress.read)
    json.member("bytes_total", progress.total)
    json.member("done", progress.isDone)
    json.member("index_bytes", index.byteCount)
    json.objects("unreadable", progress.unreadable.sorted { $0.key < $1.key }) { entry, json in
      json.member("reason", entry.key)
      json.member("lines", entry.value)
    }
    json.array("problems", files.problems) { problem, json in json.object { PageDiagnostic.write(problem, to: &$0) } }
  }

  func answer(_ request: PageRequest, _ json: inout JSONWriter) throws(PageRequest.Fault) {
    switch request.operation {
    case "dashboards": json.objects("dashboards", Dashboard.all, Self.write)
    case "fields":
      json.objects("fields", index.fieldCounts.sorted { $0.name < $1.name }) { field, json in
        json.member("name", field.name)
        json.member("rows", field.rows)
      }
    case "panels": try panels(request, &json)
    case "table": try table(request, &json)
    case "terms":
      let size = try request.number("size", in: 1...Self.mostTerms) ?? 10
      let terms = index.terms(of: request.string("field"), in: try rows(request), size: size)
      Self.write(terms, to: &json)
    case "histogram":
      let rows = try rows(request)
      let interval = try request.number("interval", in: 1...Int(Int32.max) * 1000).map { Int64($0) }
      let field = request.text("field")?.description
      let size = try request.number("size", in: 1...50) ?? 10
      Self.write(
        index.histogram(
          of: rows, by: field, size: size, in: try period(request, rows), interval: interval, zone: try zone(request)),
        to: &json)
    default: try document(request, &json)
    }
  }

  // MARK: What is asked for

  private func given(_ request: PageRequest) throws(PageRequest.Fault) -> Range<Int64>? {
    let from = try request.number("from", in: Self.times)
    let to = try request.number("to", in: Self.times)
    guard from != nil || to != nil else { return nil }
    let start = Int64(from ?? Self.times.lowerBound)
    return start..<max(start, Int64(to ?? Self.times.upperBound))
  }

  private func zone(_ request: PageRequest) throws(PageRequest.Fault) -> Int64 {
    Int64(try request.number("zone", in: -86_400_000...86_400_000) ?? 0)
  }

  private func dashboard(_ request: PageRequest) throws(PageRequest.Fault) -> Dashboard? {
    guard let name = request.text("dashboard")?.description else { return nil }
    guard let found = Dashboard.all.first(where: { $0.id == name }) else {
      throw PageRequest.Fault("there is no dashboard '\(TerminalText.line(name))'")
    }
    return found
  }

  private func rows(_ request: PageRequest) throws(PageRequest.Fault) -> RowSet {
    let period = try given(request)
    let filter = try dashboard(request)?.filter ?? ""
    do throws(QueryFault) {
      let own = try AlertQuery(parsing: request.text("query") ?? "")
      return try rows(AlertQuery.every([own, AlertQuery(parsing: ByteString(filter))]), period)
    } catch {
      throw PageRequest.Fault(error)
    }
  }

  private func rows(_ query: AlertQuery, _ period: Range<Int64>?) throws(QueryFault) -> RowSet {
    if let last, last.query == query, last.period == period, last.count == index.count { return last.rows }
    let rows = try index.rows(of: query, in: period)
    last = (query, period, index.count, rows)
    return rows
  }

  /// The period that was asked for, where it has both ends; else that of the rows.
  private func period(_ request: PageRequest, _ rows: RowSet) throws(PageRequest.Fault) -> Range<Int64> {
    let own = index.period(of: rows) ?? 0..<1
    let from = try request.number("from", in: Self.times).map { Int64($0) } ?? own.lowerBound
    let to = try request.number("to", in: Self.times).map { Int64($0) } ?? own.upperBound
    return from..<max(from + 1, to)
  }

  // MARK: Answers

  private func panels(_ request: PageRequest, _ json: inout JSONWriter) throws(PageRequest.Fault) {
    guard let dashboard = try dashboard(request) else { throw PageRequest.Fault("'dashboard' is missing") }
    let rows = try rows(request)
    let period = try period(request, rows)
    let zone = try zone(request)
    var answers: [(Panel, PanelAnswer)] = []
    do throws(QueryFault) {
      for panel in dashboard.panels {
        answers.append((panel, try index.answer(panel, in: rows, period: period, zone: zone)))
      }
    } catch {
      throw PageRequest.Fault(error)
    }
    let timeline = index.histogram(of: rows, in: period, zone: zone)
    json.member("total", rows.count)
    json.member("from", Int(period.lowerBound))
    json.member("to", Int(period.upperBound))
    json.object("timeline") { Self.write(timeline, to: &$0) }
    json.objects("panels", answers) { answer, json in
      json.member("id", answer.0.id)
      switch answer.1 {
      case .number(let number): json.member("number", number)
      case .terms(let terms): Self.write(terms, to: &json)
      case .histogram(let histogram): Self.write(histogram, to: &json)
      }
    }
  }

  private func table(_ request: PageRequest, _ json: inout JSONWriter) throws(PageRequest.Fault) {
    let rows = try rows(request)
    let fields = try request.texts("fields", atMost: 50).map(\.description)
    let offset = try request.number("offset", in: 0...Int(Int32.max)) ?? 0
    let limit = try request.number("limit", in: 1...Self.mostRows) ?? 50
    let sorting = AlertOrder(
      field: request.text("sort")?.description ?? AlertIndex.timeField, isDescending: !request.flag("ascending"))
    let page = index.page(of: rows, fields: fields, by: sorting, part: offset..<offset + limit)
    json.member("total", page.total)
    json.objects("rows", page.lines) { line, json in
      json.member("row", line.row)
      json.member("time", Int(line.time))
      json.array("values", line.values) { values, json in json.array(values) { $1.value($0) } }
    }
  }

  private func document(_ request: PageRequest, _ json: inout JSONWriter) throws(PageRequest.Fault) {
    guard let row = try request.number("row", in: 0...Int(Int32.max)) else {
      throw PageRequest.Fault("'row' is missing")
    }
    guard let document = files.document(of: row) else {
      throw PageRequest.Fault(
        "the document is not there any more", hint: "its file was removed, or rotated and compressed")
    }
    json.member("row", row)
    json.member("document", document)
  }

  // MARK: Writing

  private static func write(_ dashboard: Dashboard, to json: inout JSONWriter) {
    json.member("id", dashboard.id)
    json.member("title", dashboard.title)
    json.member("filter", dashboard.filter)
    json.array("columns", dashboard.columns)
    json.objects("panels", dashboard.panels) { panel, json in
      json.member("id", panel.id)
      json.member("title", panel.title)
      json.member("shape", panel.shape.rawValue)
      json.member("field", panel.field)
      json.member("filter", panel.filter)
      json.member("width", panel.width)
      json.member("height", panel.height)
    }
  }

  private static func write(_ terms: TermCounts, to json: inout JSONWriter) {
    json.objects("terms", terms.terms) { term, json in
      json.member("value", term.value)
      json.member("count", term.count)
    }
    json.member("distinct", terms.distinct)
    json.member("others", terms.others)
    json.member("rows", terms.rows)
  }

  private static func write(_ histogram: TimeHistogram, to json: inout JSONWriter) {
    json.member("start", Int(histogram.start))
    json.member("interval", Int(histogram.interval))
    json.member("intervals", histogram.intervals)
    json.objects("series", histogram.series) { series, json in
      json.member("value", series.value)
      json.array("counts", series.counts)
    }
  }
}
