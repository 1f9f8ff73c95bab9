import Bytes
import Calendar
import Corpora
import JSONText
import Memory

/// Documents of alerts and archives in memory, a column for each field, so that a million of them are counted in
/// milliseconds and take a tenth of their room on disk.
///
/// The documents themselves stay in their files; ``places`` says where. Texts that are different in nearly every document
/// (``textFields``, and what turns out to be like them) have no column.
///
/// ```swift
/// let index = AlertIndex()
/// index.add(line, at: place)
/// let rows = try index.rows(of: AlertQuery(parsing: "rule.level >= 12"))
/// ```
///
/// PERF: `@exclusivity(unchecked)` as in ``AlertColumn``.
package final class AlertIndex {
  /// Why a line is no row.
  package enum Fault: String, Sendable {
    case json = "half a line, or no JSON"
    case time = "no time"
  }

  /// Fields without a column: they are the document.
  package static let textFields: Set<String> = [
    "timestamp", "@timestamp", "full_log", "previous_output", "previous_log",
  ]
  /// The field that times of rows go by, whatever document they are of.
  package static let timeField = "timestamp"

  /// Per row: milliseconds since 1970.
  @exclusivity(unchecked) package private(set) var times: [Int64] = []
  /// Per row: where its document lies.
  @exclusivity(unchecked) package private(set) var places: [AlertPlace] = []
  /// Whether no row is earlier than the one before it.
  @exclusivity(unchecked) package private(set) var isInOrder = true
  /// The rows from the earliest to the latest; made when it is asked for.
  private var ordered: [UInt32] = []

  @exclusivity(unchecked) private(set) var columns: [AlertColumn] = []
  private var columnOfName: [String: Int] = [:]
  @exclusivity(unchecked) private var fields = FieldTree()
  private let reader = JSONReader()
  @exclusivity(unchecked) private var timestamp = TimestampReader()
  private let key = ByteArena(capacity: 256)

  /// Arrays and objects inside each other are looked into so deep.
  private static let deepest = 16

  package init() {}

  /// How many rows there are.
  package var count: Int { times.count }
  /// How many bytes the index takes, but for small change.
  package var byteCount: Int {
    columns.reduce(0) { $0 + $1.byteCount } + times.capacity * 8
      + places.capacity * MemoryLayout<AlertPlace>.stride + ordered.capacity * 4
  }

  /// The names of all fields that have a column, with how many rows have a value.
  package var fieldCounts: [(name: String, rows: Int)] {
    columns.filter { !$0.isTooVaried }.map { ($0.name, $0.rowCount) }
  }

  /// A field's column; nil where no document has the field, or none is kept.
  func column(_ name: String) -> AlertColumn? {
    guard let number = columnOfName[name], !columns[number].isTooVaried else { return nil }
    return columns[number]
  }

  /// Whether a field was there, but is so varied that it has no column.
  package func isTooVaried(_ name: String) -> Bool {
    Self.textFields.contains(name) || columnOfName[name].map { columns[$0].isTooVaried } ?? false
  }

  // MARK: Filling

  /// Makes a row of a document.
  /// - Returns: why it is none; nil when it is.
  package func add(_ line: ByteView, at place: AlertPlace) -> Fault? {
    guard reader.parse(line, maximumDepth: 64), reader.nodes[0].kind == .object else { return .json }
    var root = 0
    if let source = member("_source", of: 0), reader.nodes[source].kind == .object { root = source }
    guard let found = member("timestamp", of: root) ?? member("@timestamp", of: root),
      reader.nodes[found].kind == .string,
      let time = timestamp.read(reader.text.view(reader.nodes[found].text))
    else { return .time }
    let milliseconds = Int64(time.seconds * 1000 + time.milliseconds)
    if let last = times.last, milliseconds < last { isInOrder = false }
    times.append(milliseconds)
    places.append(place)
    object(root, field: 0, depth: 0)
    return nil
  }

  /// A member of an object of the document; most often the first.
  private func member(_ name: StaticString, of object: Int) -> Int? {
    var at = object + 1
    let end = Int(reader.nodes[object].end)
    while at < end {
      if reader.text.view(reader.nodes[at].key) == name { return at }
      at = Int(reader.nodes[at].end)
    }
    return nil
  }

  private func object(_ index: Int, field: Int, depth: Int) {
    var at = index + 1
    let end = Int(reader.nodes[index].end)
    var before = -1
    while at < end {
      let node = reader.nodes[at]
      guard let child = fields.child(of: field, named: reader.text.view(node.key), after: before) else { return }
      value(at, node, field: child, depth)
      before = child
      at = Int(node.end)
    }
  }

  private func value(_ index: Int, _ node: JSONReader.Node, field: Int, _ depth: Int) {
    switch node.kind {
    case .string, .number: add(reader.text.view(node.text), to: field)
    case .yes: add(ByteView("true"), to: field)
    case .no: add(ByteView("false"), to: field)
    case .null: break
    case .object: if depth < Self.deepest { object(index, field: field, depth: depth + 1) }
    case .array: if depth < Self.deepest { array(index, Int(node.end), field: field, depth + 1) }
    }
  }

  private func add(_ text: ByteView, to field: Int) {
    guard let column = column(of: field), !text.isEmpty else { return }
    column.add(text, row: times.count - 1)
  }

  /// The column of a field, made for its first value; nil for what has none.
  private func column(of field: Int) -> AlertColumn? {
    let number = fields.column(of: field)
    if number >= 0 { return columns[number] }
    guard number == -1 else { return nil }
    let name = fields.path(of: field)
    guard !Self.textFields.contains(name) else {
      fields.setColumn(-2, of: field)
      return nil
    }
    // A name with a dot in it may be the same as one in another.
    let place = columnOfName[name] ?? columns.count
    if place == columns.count { columns.append(AlertColumn(name)) }
    columnOfName[name] = place
    fields.setColumn(place, of: field)
    return columns[place]
  }

  private func array(_ index: Int, _ end: Int, field: Int, _ depth: Int) {
    guard index + 1 < end else { return }
    var isPlain = true
    var at = index + 1
    while at < end, isPlain {
      isPlain = reader.nodes[at].kind == .string
      at = Int(reader.nodes[at].end)
    }
    if isPlain, end - index > 2 {
      list(index + 1..<end, field: field)
      return
    }
    at = index + 1
    while at < end {
      let node = reader.nodes[at]
      value(at, node, field: field, depth)
      at = Int(node.end)
    }
  }

  /// A list of texts: the same ones come again and again, and are told by all of their bytes together.
  private func list(_ nodes: Range<Int>, field: Int) {
    guard let column = column(of: field) else { return }
    key.removeAll()
    for node in nodes {
      _ = key.append(reader.text.view(reader.nodes[node].text))
      // Texts hold no NUL: the reader ends them there.
      key.append(0)
    }
    column.add(list: key.view(ByteRange(offset: 0, count: key.count)), row: times.count - 1) {
      nodes.map { reader.text.view(reader.nodes[$0].text) }
    }
  }

  // MARK: Order

  /// The rows from the earliest to the latest; among those of one time the one that was read first.
  func order() -> [UInt32] {
    guard ordered.count != count else { return ordered }
    var rows = (0..<UInt32(count)).map { $0 }
    if !isInOrder {
      rows.sort {
        let (one, other) = (times[Int($0)], times[Int($1)])
        return one != other ? one < other : $0 < $1
      }
    }
    ordered = rows
    return rows
  }
}
