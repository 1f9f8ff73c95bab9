import Diagnostics
import Harness
import Rulesets
import System

/// What a folder holds, for whoever begins to test the rules in it.
package struct RepositorySurvey: Sendable {
  /// What the folder is.
  package enum Shape: Equatable, Sendable {
    /// The home of a manager: the stock ruleset in `ruleset/`, one's own in `etc/`.
    case manager
    /// A checkout or copy of the stock ruleset itself.
    case stock
    /// Rules and decoders in any usual shape.
    case ruleset
    /// No rule and no decoder.
    case empty

    /// In words.
    package var text: String {
      switch self {
      case .manager: "the home of a manager"
      case .stock: "the stock ruleset"
      case .ruleset: "a ruleset"
      case .empty: "no rules and no decoders yet"
      }
    }
  }

  package let shape: Shape
  /// The `assay.conf` that decides here already; nil without one.
  package let configuration: String?
  /// Folders below that are rulesets of their own.
  package let otherRulesets: [String]
  /// Files of cases that are there.
  package let caseFiles: [CaseFile]

  /// Looks at the current folder.
  package init() throws(BadInput) {
    let configured: String?
    do throws(RulesetError) {
      configured = try AssayConfiguration.find()?.file
      otherRulesets = configured == nil ? try AssayConfiguration.findAll(below: ".").map(Paths.folder) : []
    } catch {
      throw BadInput(error.diagnostic)
    }
    configuration = configured
    if configured == nil, PathFacts.isFile("etc/ossec.conf"), PathFacts.isFolder("ruleset/rules") {
      shape = .manager
    } else if configured == nil, PathFacts.isFolder("ruleset/rules"), PathFacts.isFolder("ruleset/decoders") {
      shape = .stock
    } else {
      var options = RulesetOptions()
      options.base = .minimal
      if configured == nil { options.rulesets = ["."] }
      do throws(RulesetError) {
        shape = try RulesetLoader.load(options).search.ownFiles.isEmpty ? .empty : .ruleset
      } catch {
        guard error.diagnostic.code == "no-ruleset" else { throw BadInput(error.diagnostic) }
        shape = .empty
      }
    }
    caseFiles = try TestPlan(on: RulesetChoice(RulesetOptions())).files()
  }
}
