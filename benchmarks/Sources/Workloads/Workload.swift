import Analysis
import Bytes
import Foundation
import Rulesets

/// A ruleset as texts, and logs for it.
package struct Workload {
  package var name: String
  package var decoders: String
  package var rules: String
  package var logs: [ByteString]

  package init(_ name: String, decoders: String, rules: String, logs: [ByteString]) {
    self.name = name
    self.decoders = decoders
    self.rules = rules
    self.logs = logs
  }

  /// Number of bytes of the ruleset.
  package var sourceCount: Int { decoders.utf8.count + rules.utf8.count }

  /// Calls `body` with a folder that holds the ruleset, and removes it.
  package func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-bench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (file, text) in ["decoders/generated.xml": decoders, "rules/generated.xml": rules] {
      let path = folder.appendingPathComponent(file)
      try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: path)
    }
    return try body(folder.path)
  }

  /// The ruleset, loaded.
  package func load() throws -> LoadedRuleset { try withFolder { try Self.load($0, base: RulesetOptions.Base.none) } }

  /// The ruleset, ready to run.
  package func compile() throws -> CompiledRuleset { CompiledRuleset(try load()) }

  /// A ruleset of a folder.
  package static func load(_ folder: String, base: RulesetOptions.Base) throws -> LoadedRuleset {
    var options = RulesetOptions()
    options.rulesets = [folder]
    options.base = base
    let loaded = try RulesetLoader.load(options)
    guard loaded.isLoaded else { throw BadWorkload(message: loaded.messages.first?.line.description ?? folder) }
    return loaded
  }
}

/// A generated ruleset that does not load: a mistake in the generator.
package struct BadWorkload: Error {
  package var message: String

  package init(message: String) { self.message = message }
}

extension CompiledRuleset {
  /// Runs logs in one session, and says how many gave an alert.
  package func alerts(of logs: [ByteString], in session: Session) -> Int {
    let location: ByteString = "bench"
    var alerts = 0
    location.withView { location in
      for log in logs {
        let verdict = log.withView { session.process($0, location: location, time: .standard) }
        if verdict == .alert { alerts += 1 }
      }
    }
    return alerts
  }
}
