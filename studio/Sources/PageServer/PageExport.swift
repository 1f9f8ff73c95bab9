import Foundation

/// Writes the page into a folder, with what it shows now: it opens there without a server.
///
/// What needs the engine does not work in it: other filters, the playground, patterns.
public struct PageExport {
  /// Why nothing was written.
  public enum Failure: Error, CustomStringConvertible {
    case noAnswer(String)
    case notWritten(String)

    /// In words.
    public var description: String {
      switch self {
      case .noAnswer(let question): "the engine does not answer '\(question)'"
      case .notWritten(let reason): reason
      }
    }
  }

  private let engine: Engine
  private var answers: [(key: String, answer: [UInt8])] = []

  /// Rows of a table that are kept, and of those the documents.
  static let rows = 500
  private static let documents = 100

  private init(_ engine: Engine) { self.engine = engine }

  /// Writes it.
  /// - Parameters:
  ///   - folder: where; it is made, and files of the same names are replaced.
  ///   - command: the engine, as a program with its arguments.
  /// - Returns: the names of the files.
  public static func write(to folder: String, command: [String]) async throws -> [String] {
    let engine = Engine(command, limit: .seconds(600))
    var export = PageExport(engine)
    do {
      try await export.ask()
    } catch {
      await engine.stop()
      throw error
    }
    await engine.stop()
    let files = [
      ("index.html", Array(try export.index().utf8)), ("page.css", PageFile.all["page.css"]?.bytes ?? []),
      ("page.js", Array(try PageBundle("main.js").text.utf8)), ("answers.js", export.script()),
    ]
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (name, bytes) in files {
        try Data(bytes).write(to: URL(fileURLWithPath: folder).appending(path: name), options: .atomic)
      }
    } catch {
      throw Failure.notWritten(error.localizedDescription)
    }
    return files.map(\.0)
  }

  // MARK: What is asked

  private mutating func ask() async throws {
    var status: [String: Any] = [:]
    repeat {
      status = try await object("status", "{}")["status"] as? [String: Any] ?? [:]
      if status["done"] as? Bool == false { try await Task.sleep(for: .milliseconds(100)) }
    } while status["done"] as? Bool == false
    answers = []
    _ = try await keep("status", "{}", as: "status")
    if status["alerts"] as? Bool == true { try await askAlerts() }
    for operation in ["tests", "attack", "tree"] { _ = try await keep(operation, "{}", as: operation) }
  }

  private mutating func askAlerts() async throws {
    let dashboards = try await keep("dashboards", "{}", as: "dashboards")["dashboards"] as? [[String: Any]] ?? []
    _ = try await keep("fields", "{}", as: "fields")
    _ = try await keep("terms", #"{"field":"rule.mitre.id","size":1000}"#, as: "terms rule.mitre.id")
    for dashboard in dashboards {
      guard let id = dashboard["id"] as? String, !id.hasSuffix("-agent"), let columns = dashboard["columns"] else {
        continue
      }
      _ = try await keep("panels", #"{"dashboard":"\#(id)"}"#, as: "panels \(id)")
      let question: [String: Any] = ["dashboard": id, "fields": columns, "limit": Self.rows]
      let text = String(decoding: try JSONSerialization.data(withJSONObject: question), as: UTF8.self)
      let table = try await keep("table", text, as: "table \(id)")
      for row in (table["rows"] as? [[String: Any]] ?? []).prefix(Self.documents) {
        guard let number = row["row"] as? Int else { continue }
        _ = try await keep("document", #"{"row":\#(number)}"#, as: "document \(number)")
      }
    }
  }

  private mutating func keep(_ operation: String, _ question: String, as key: String) async throws -> [String: Any] {
    let answer = try await engine.ask(PageService.line(operation, Array(question.utf8)) ?? [])
    answers.append((key, answer))
    return try Self.object(answer, operation)
  }

  private func object(_ operation: String, _ question: String) async throws -> [String: Any] {
    try Self.object(try await engine.ask(PageService.line(operation, Array(question.utf8)) ?? []), operation)
  }

  private static func object(_ answer: [UInt8], _ operation: String) throws -> [String: Any] {
    guard let object = try? JSONSerialization.jsonObject(with: Data(answer)) as? [String: Any] else {
      throw Failure.noAnswer(operation)
    }
    return object
  }

  // MARK: What is written

  /// JSON is a script but for two line ends, and for what ends a script in a page; neither comes from the engine as it is.
  private func script() -> [UInt8] {
    var text = Array("window.assayAnswers = {\n".utf8)
    for (key, answer) in answers {
      text += Array("\"\(key)\":".utf8) + answer + Array(",\n".utf8)
    }
    return text + Array("};\n".utf8)
  }

  private func index() throws -> String {
    guard let file = PageFile.all["index.html"] else { throw Failure.notWritten("the page has no index.html") }
    let module = "<script type=\"module\" src=\"main.js\"></script>"
    let scripts = "<script defer src=\"answers.js\"></script>\n<script defer src=\"page.js\"></script>"
    return String(decoding: file.bytes, as: UTF8.self).replacing(module, with: scripts)
  }
}
