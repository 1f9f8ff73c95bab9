/// The known defects that are kept: all of them, unless somebody wants to see what an author would expect.
public struct Quirks: Sendable, Hashable {
  private var bits: UInt32

  /// Exactly as the reference.
  public static let all = Quirks(Quirk.allCases)
  /// As an author would expect it.
  public static let none = Quirks([])

  /// Some of them.
  public init(_ quirks: some Sequence<Quirk>) { bits = quirks.reduce(0) { $0 | Self.bit($1) } }

  /// Whether a defect is kept.
  public func has(_ quirk: Quirk) -> Bool { bits & Self.bit(quirk) != 0 }

  /// Those that both keep.
  public func intersection(_ other: Quirks) -> Quirks { Quirks(bits: bits & other.bits) }

  private init(bits: UInt32) { self.bits = bits }

  private static func bit(_ quirk: Quirk) -> UInt32 { 1 << UInt32(quirk.rawValue) }
}
