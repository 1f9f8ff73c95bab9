import Analysis
import Bytes
import Cases
import Coverage
import Diagnostics
import Explaining
import Harness
import Linting
import Mutation
import PatternReasoning
import PatternSyntax
import Patterns
import Profiling
import Reporting
import RulesetSyntax
import Rulesets
import Testing

/// The code of the documentation's articles, compiled and run: a test compares the two line by line.
///
/// Imports stand at the top here. What a reader is told in a comment is checked behind it.
@Suite("Code of the articles runs")
struct Examples {
  private func ruleset() throws -> CompiledRuleset {
    var options = RulesetOptions()
    options.rulesets = ["rulesets/docker"]
    options.workingDirectory = Documentation.root
    return CompiledRuleset(try RulesetLoader.load(options))
  }

  @Test func patternSyntax() throws {
    let expression = try NativeExpression("user=(\\w+)")
    #expect(expression.alternatives[0].groupCount == 1)
    #expect(!expression.alternatives[0].positions.isEmpty)
  }

  @Test func patternReasoning() throws {
    let pattern = try Pattern("user=\\w+ from", dialect: .osregex)
    let log: ByteString = "user=bob by"
    let progress = log.withView { pattern.progress(in: $0) }
    #expect(progress?.reached == 9)
    #expect(progress?.token == 9..<10)
  }

  @Test func rulesetSyntax() throws {
    let bytes = Array("<group name=\"a,\"><rule id=\"1\"/></group>".utf8)
    let document = try XMLDocument(reading: bytes, file: "local_rules.xml")
    for group in document.topLevelElements {
      for rule in document.children(of: group) { print(document.location(of: rule)) }
    }
  }

  @Test func bytes() {
    let name: ByteString = "web-accesslog"
    #expect(name.withView { view in view.starts(with: "web") })
  }

  @Test func patterns() throws {
    let pattern = try Pattern("user=(\\w+)", dialect: .osregex, capturing: true)
    let scratch = MatchScratch()
    let log: ByteString = "USER=bob, "
    let match = log.withView { pattern.match($0, scratch: scratch) }
    #expect(match?.end == 5)
    #expect(Array(scratch.captures) == [5..<8])
  }

  @Test func loading() throws {
    var options = RulesetOptions()
    options.rulesets = ["rulesets/docker"]
    options.workingDirectory = Documentation.root
    let loaded = try RulesetLoader.load(options)
    #expect(loaded.isLoaded)
    #expect(loaded.rules.rules.count > 0)
    #expect(loaded.diagnostics.map(\.message) == [])
  }

  @Test func cases() {
    let text: ByteString = """
      [A login is seen]
      > Jan 10 12:00:00 web shop: login of ada
      rule = 100101
      """
    let suite = CaseParser.parse(path: "shop.ruletest", bytes: text.bytes)
    #expect(suite.cases.first?.title == "A login is seen")
    #expect(!suite.isInvalid)
  }

  @Test func explaining() throws {
    let ruleset = try ruleset()
    let explainer = Explainer(ruleset)
    let session = Session(ruleset)
    let explanation = explainer.explain(Event("Jan 10 12:00:00 web shop: login of ada"), in: session)
    #expect(explanation.rules.path.map(\.id) == [])
    if let rule = explainer.rule(numbered: 87907) {
      #expect(!explainer.why(rule: rule, explanation, session).answer.isEmpty)
    }
  }

  @Test func profiling() throws {
    let ruleset = try ruleset()
    let clock = ContinuousClock()
    let start = clock.now
    let profiler = Profiler(ruleset, clock: { Int((clock.now - start) / .nanoseconds(1)) })
    let profile = profiler.run([Event("Jan 10 12:00:00 web shop: login of ada")])
    for rule in profile.rules.sorted(by: .wasted).prefix(10) {
      print(ruleset.loaded.rules.rules[rule.rule].id, rule.cost.tries, rule.cost.nanoseconds)
    }
    #expect(profile.events == 1)
  }

  @Test func coverage() throws {
    let ruleset = try ruleset()
    let layout = CoverageLayout(ruleset)
    let recorder = CoverageRecorder()
    recorder.begin(layout)
    _ = recorder.analyze(Event("Jan 10 12:00:00 web shop: login of ada"), in: Session(ruleset))
    var builder = CoverageBuilder()
    if let footprint = recorder.finish() {
      let place = SourceLocation(file: "shop.log", line: 1, column: 1)
      builder.add(CoverageMap.Case(title: "A login", location: place), footprint)
    }
    let map = builder.finish()
    #expect(map.figures[.rules].covered == 0)
    print(CoverageTable().text(map))
    #expect(map.cases.count == 1)
  }

  @Test func mutation() async throws {
    let folder = Documentation.root + "/Tests/Documentation/Shop"
    var options = RulesetOptions()
    options.workingDirectory = folder
    let files = CaseFinder.find([folder]).files
    let library = RulesetLibrary(options, engine: EngineOptions(), currentFolder: folder)
    var choice = MutationOptions()
    choice.rules = [100101]
    let run = try await MutationRun(files, rulesets: library, engine: EngineOptions(), options: choice)
    let result = await run.run()
    #expect(result.counts.survived > 0)
    print(MutationReport.pretty.text(of: result))
    #expect(result.counts.killed > 0)
  }

  @Test func linting() throws {
    var options = RulesetOptions()
    options.rulesets = ["rulesets/docker"]
    options.workingDirectory = Documentation.root
    let result = Linter().run(on: try RulesetLoader.load(options))
    for finding in result.findings {
      print(finding.diagnostic.message)
    }
  }

  @Test func analysis() throws {
    var options = RulesetOptions()
    options.rulesets = ["rulesets/docker"]
    options.workingDirectory = Documentation.root
    let ruleset = CompiledRuleset(try RulesetLoader.load(options))
    let session = Session(ruleset)
    let outcome = session.analyze(Event("Jan 10 12:00:00 web shop: login of ada"))
    #expect(outcome.rule?.id == nil)
    #expect(outcome.verdict == .noDecoder)
  }

  @Test func embedding() async throws {
    var options = RulesetOptions()
    options.rulesets = ["rulesets/docker"]
    options.workingDirectory = Documentation.root
    let loaded = try RulesetLoader.load(options)
    guard loaded.isLoaded else {
      for diagnostic in loaded.diagnostics where diagnostic.severity == .error {
        print(diagnostic.location.map { "\($0.file):\($0.line): " } ?? "", diagnostic.message)
      }
      return
    }
    let ruleset = CompiledRuleset(loaded)

    let session = Session(ruleset)
    let outcome = session.analyze(
      Event(#"{"integration":"docker","docker":{"Type":"container","Action":"die"}}"#, location: "docker"))
    switch outcome.verdict {
    case .alert: print(outcome.rule?.id ?? 0, outcome.rule?.level ?? 0)
    case .noDecoder, .noRule: print("nothing known")
    default: print(outcome.verdict.rawValue)
    }
    for field in outcome.fields {
      print(field.name, field.value)
    }
    #expect(outcome.verdict == .alert)
    #expect(outcome.field("docker.Action") == "die")

    let streams: [[ByteString]] = [["a", "b"], ["c"]]
    let answers = await withTaskGroup(of: Int.self) { group in
      for stream in streams {
        group.addTask {
          let session = Session(ruleset)
          return stream.count { session.analyze(Event($0)).isAlert }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(answers == 0)

    let start = EventTime.standard.seconds
    for minute in 0..<10 {
      let event = Event("Jan 10 12:00:00 web shop: login of ada denied", time: EventTime(seconds: start + 60 * minute))
      _ = session.analyze(event)
    }

    var trace = Trace()
    _ = session.analyze(Event("Jan 10 12:00:00 web shop: login of ada"), observer: &trace)
    for case .failed(let rule, let condition) in trace.rules {
      print(ruleset.loaded.rules.rules[rule].id, condition.element, condition.expected)
    }
    #expect(!trace.decoding.isEmpty)
  }
}
