import Bytes
import RulesetSyntax

// Definitions are made of words that authors write. The table of what files may hold lists them, so they live there; who
// uses definitions need not know.

/// A field that the engine knows by name.
public typealias StaticField = RulesetSyntax.StaticField

/// One item of a decoder's `<order>`.
public enum OrderField: Sendable, Hashable {
  /// A field the engine knows; both `user` and `dstuser` are `StaticField.dstuser`.
  case known(StaticField)
  /// Any other name.
  case dynamic(ByteString)
}
