/// The revisions of the Model Context Protocol that are spoken here.
enum ProtocolVersion: String, CaseIterable, Comparable {
  case november2024 = "2024-11-05"
  case march2025 = "2025-03-26"
  case june2025 = "2025-06-18"

  /// The newest one.
  static let newest = june2025

  /// The one that both sides speak: what the client asks for, else the newest here, which it may refuse.
  init(askedFor text: String?) { self = text.flatMap(ProtocolVersion.init(rawValue:)) ?? .newest }

  /// Dates that are written this way stand in the order of their texts.
  static func < (left: ProtocolVersion, right: ProtocolVersion) -> Bool { left.rawValue < right.rawValue }

  /// Whether several messages may come in one.
  var hasBatches: Bool { self == .march2025 }
}
