import Bytes
import Rulesets

/// A `<rule>` as it is written, whether it was loaded or not.
public struct RuleText: Sendable {
  /// Where it stands in ``LintedRuleset/ruleTexts``.
  package var index: Int
  /// The element and its attributes.
  package var element: ElementText
  /// The group around it.
  package var group: ElementText
  /// What is in it.
  package var children: [ElementText]
  /// Its number, where it has one.
  public var id: Int?
  /// Index in ``/Rulesets/RuleForest/rules`` if this text is in force.
  package var definition: Int?

  /// The attribute, whose name the engine compares without case.
  package func attribute(_ name: String) -> AttributeText? {
    element.attributes.first { $0.name.lowercased == ByteString(name) }
  }

  /// The elements of a name (lower case), in order.
  package func all(_ name: String) -> [ElementText] { children.filter { $0.name == name } }

  /// The first element of a name (lower case).
  package func first(_ name: String) -> ElementText? { children.first { $0.name == name } }

  /// Whether it changes another rule.
  package var isOverwrite: Bool { attribute("overwrite")?.value == "yes" }

  /// Its number for sentences.
  public var title: String { id.map(String.init) ?? "without id" }
}

/// A `<decoder>` as it is written, whether it was loaded or not.
public struct DecoderText: Sendable {
  /// Where it stands in ``LintedRuleset/decoderTexts``.
  package var index: Int
  /// The element and its attributes.
  package var element: ElementText
  /// What is in it.
  package var children: [ElementText]
  /// Its name.
  public var name: ByteString
  /// Index in ``/Rulesets/DecoderForest/definitions`` if it was loaded.
  package var definition: Int?

  /// The elements of a name (lower case), in order.
  package func all(_ name: String) -> [ElementText] { children.filter { $0.name == name } }

  /// The first element of a name (lower case).
  package func first(_ name: String) -> ElementText? { children.first { $0.name == name } }
}
