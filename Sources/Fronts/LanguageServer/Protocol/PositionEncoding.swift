import JSONText

/// The units that columns are counted in.
enum PositionEncoding: String, Sendable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"

  /// What is agreed on: bytes where the client can count them, for they are what texts are here; else what every client
  /// can do.
  init(offeredBy capabilities: JSONTree?) {
    let offered = capabilities?["general"]?["positionEncodings"]?.elements.compactMap(\.string) ?? []
    self = offered.contains(Self.utf8.rawValue) ? .utf8 : .utf16
  }
}
