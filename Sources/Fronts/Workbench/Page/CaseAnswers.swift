import Bytes
import Cataloguing
import Diagnostics
import Harness
import JSONText
import System

/// What the page asks about cases: how they do, and what of ATT&CK they show to work.
final class CaseAnswers {
  private let plan: TestPlan
  private let isReadOnly: Bool
  private var watched = FileWatch()
  /// How often something has changed on disk.
  private var changes = 0

  /// Failures and diagnostics that are sent.
  private static let mostLines = 5000

  init(_ settings: PageEngine.Settings) {
    plan = TestPlan(settings.cases, on: settings.choice)
    isReadOnly = settings.isReadOnly
  }

  func writeStatus(_ json: inout JSONWriter) {
    if !watched.changes().isEmpty { changes += 1 }
    json.member("changes", changes)
  }

  func answer(_ request: PageRequest, _ json: inout JSONWriter) async throws {
    switch request.operation {
    case "tests": try await tests(&json)
    case "changes": try changes(&json)
    case "accept": try accept(request, &json)
    default: try await attack(&json)
    }
  }

  private func tests(_ json: inout JSONWriter) async throws {
    let files = try plan.files()
    let library = try plan.choice.library()
    watched.add(files.map(\.path))
    let lines = LineCollector(limit: Self.mostLines)
    let runner = SuiteRunner(jobs: Machine.coreCount)
    let summary = await runner.run(files, rulesets: library, reporters: [JSONLinesReporter { lines.add($0) }])
    watched.add(library.files)
    json.array("results", lines.lines) { $1.value(raw: $0) }
    json.member("left_out", lines.leftOut)
    if summary.casesOfAllShards == 0 {
      json.object("problem") { PageDiagnostic.write(plan.noCase(in: files), to: &$0) }
    }
  }

  // MARK: Changes

  /// What `assay test --update` would write.
  private func updates() throws(BadInput) -> [FileUpdate] {
    let library = try plan.choice.library()
    let updater = SuiteUpdater()
    return try plan.updatableFiles().map { updater.update($0, rulesets: library) }
  }

  private func changes(_ json: inout JSONWriter) throws {
    let proposals = try updates().flatMap { update in update.proposals.map { (update.path, $0) } }
    json.objects("changes", proposals.prefix(Self.mostLines)) { entry, json in
      json.member("file", entry.0)
      json.member("line", entry.1.location.line)
      json.member("title", entry.1.title)
      json.member("log", entry.1.log)
      json.member("before", entry.1.before)
      json.array("after", entry.1.after) { $1.value($0) }
    }
  }

  /// Writes one of them, where it is still what was shown.
  private func accept(_ request: PageRequest, _ json: inout JSONWriter) throws {
    guard !isReadOnly else {
      throw PageRequest.Fault("nothing is written", hint: "assay serve runs with --read-only")
    }
    let (file, title) = (request.string("file"), request.string("title"))
    let line = try request.number("line", in: 1...Int(Int32.max))
    let after = try request.texts("after", atMost: 1000).map(\.description)
    for update in try updates() where update.path == file {
      let wanted = update.proposals.filter { $0.location.line == line && $0.title == title && $0.after == after }
      guard !wanted.isEmpty else { continue }
      var review = UpdateReview()
      if let problem = review.write(wanted, of: update) { throw BadInput(problem) }
      json.member("accepted", review.text)
      return
    }
    throw PageRequest.Fault("this is not what comes out any more", hint: "run the cases again")
  }

  private func attack(_ json: inout JSONWriter) async throws {
    var wanted = CataloguePlan(plan)
    wanted.withBase = true
    wanted.jobs = Machine.coreCount
    let result = try await wanted.run()
    let coverage = AttackCoverage(result.catalogue)
    json.objects("techniques", coverage.rows) { row, json in
      json.member("id", row.technique.id)
      json.member("name", row.technique.name)
      json.array("tactics", row.technique.tactics.map(\.name))
      json.array("rules", row.rules)
      json.array("tested", row.tested)
      json.array("fired", row.fired)
    }
    json.member("rules", coverage.ruleCount)
  }
}

/// Keeps the lines of a report, as many as a page shows.
private final class LineCollector {
  private(set) var lines: [ByteString] = []
  private(set) var leftOut = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func add(_ line: String) {
    // The last one tells of the whole run.
    guard lines.count < limit || line.hasPrefix("{\"type\":\"run\"") else {
      leftOut += 1
      return
    }
    lines.append(ByteString(line.utf8.last == 10 ? line.utf8.dropLast() : line.utf8[...]))
  }
}
