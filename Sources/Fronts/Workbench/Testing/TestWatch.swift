import Bytes
import Cases
import Harness

/// Running whatever a change affects, again and again: what is to be done next, without a terminal, a clock or a report.
///
/// Whoever drives it does each ``Step`` and then asks for the next one.
package final class TestWatch {
  /// What is to be done.
  package enum Step {
    /// Run these files, with ``TestWatch/library``, between ``TestWatch/beginRun()`` and ``TestWatch/endRun()``.
    case run([CaseFile])
    /// Wait for a key, and look again: ``TestWatch/look(_:)``.
    case wait
    /// Ask for a filter, and ``TestWatch/select(_:)`` what it says.
    case askFilter
    /// Rewrite the expectations of these files, and say so: ``TestWatch/endUpdate()``.
    case update([CaseFile])
    /// End.
    case end
  }

  /// The keys, as a line for people.
  package static let keys = "[r]un all, [f]ilter, [u]pdate, [q]uit"

  package private(set) var plan: TestPlan
  package let library: RulesetLibrary
  /// All files of cases, as far as they are known.
  package private(set) var files: [CaseFile]
  private var watched = FileWatch()
  /// Per snapshot: the files of cases that compare with it.
  private var snapshots: [String: Set<String>] = [:]

  package init(_ plan: TestPlan) throws(BadInput) {
    self.plan = plan
    library = try plan.choice.library()
    files = try plan.files()
  }

  /// The first thing to do.
  package var first: Step { .run(files) }

  /// A run begins. What is saved during it or right behind it is a change, too: so the files are watched before they are
  /// read.
  package func beginRun() {
    watched.add(files.map(\.path))
    snapshots = [:]
    for file in files {
      for path in SuiteRunner.snapshots(of: file) { snapshots[path, default: []].insert(file.path) }
    }
    watched.add(snapshots.keys)
  }

  /// A run has ended: the files of its rulesets are known now.
  package func endRun() { watched.add(library.files) }

  /// Finds out what is to be done.
  /// - Parameter key: the key that was pressed, if one was.
  package func look(_ key: UInt8?) throws(BadInput) -> Step {
    switch key {
    case UInt8(ascii: "q"), 3, 4: return .end
    case UInt8(ascii: "r"):
      _ = watched.changes()
      library.reload()
      files = try plan.files()
      return .run(files)
    case UInt8(ascii: "f"): return .askFilter
    case UInt8(ascii: "u"): return .update(files.filter { $0.path.hasSuffix(".ruletest") })
    default: return try lookAtFiles()
    }
  }

  /// Takes another choice of cases.
  package func select(_ selection: Selection) -> Step {
    plan.selection = selection
    return .run(files)
  }

  /// Goes on with the choice of cases as it was.
  package func keepSelection() -> Step { .run(files) }

  /// Expectations were rewritten. What was written just now runs again anyway.
  package func endUpdate() -> Step {
    _ = library.reload(changed: watched.changes())
    return .run(files)
  }

  private func lookAtFiles() throws(BadInput) -> Step {
    let changes = watched.changes()
    guard !changes.isEmpty else { return .wait }
    let known = Set(files.map(\.path))
    files = try plan.files()
    let onChangedRulesets = library.reload(changed: changes)
    let onChangedSnapshots = changes.reduce(into: Set<String>()) { $0.formUnion(snapshots[$1] ?? []) }
    let affected = files.filter {
      changes.contains($0.path) || onChangedRulesets.contains($0.path) || onChangedSnapshots.contains($0.path)
        || !known.contains($0.path)
    }
    return affected.isEmpty ? .wait : .run(affected)
  }
}
