import Bytes
import Diagnostics
import Rulesets

/// What became of a decoder.
public struct CoveredDecoder: Sendable {
  /// Its name; several decoders may have it.
  public var name: ByteString
  /// The name of its parent; nil for a root.
  public var parent: ByteString?
  /// Where its element begins.
  public var location: SourceLocation
  /// The bytes of the element in its file.
  public var span: Range<Int>
  /// Whether it belongs to what the ruleset is loaded on top of.
  public var isBase: Bool
  /// Its tests: `program_name`, `prematch`, and `regex` or `plugin_decoder` where they run.
  public var tests: [CoveredCondition]
  /// Cases in which it was taken: its program name and prematch hold, or it has none.
  public var taken: CaseSet
  /// Cases in which its regex matched or its plugin understood the log.
  public var bodyMatched: CaseSet
  /// Cases in which an event bears it as its decoder.
  public var final: CaseSet

  /// Cases in which it fired: a test of its own decided for it.
  ///
  /// That is its prematch or program name, or, for a decoder that has only a body, the body.
  public var matched: CaseSet {
    let isTested = tests.contains { $0.kind == .programName || $0.kind == .prematch }
    return isTested || !hasBody ? .union([taken, bodyMatched]) : bodyMatched
  }

  /// Cases in which one of its tests failed.
  public var failed: CaseSet { .union(tests.map(\.fails)) }

  /// Cases in which it was tried or run.
  public var tried: CaseSet { .union(tests.map(\.fails) + [taken, bodyMatched]) }

  /// Whether it has a regex or plugin.
  package var hasBody: Bool { tests.contains { $0.kind == .regex || $0.kind == .pluginDecoder } }

  /// How far it got.
  public var standing: Standing {
    let matched = matched
    if !matched.isEmpty { return final.isEmpty ? .matched : .final }
    return tried.isEmpty ? .never : .tried
  }
}
