import Bytes
import RulesetSyntax

/// One item of a decoder's `<order>`.
public enum OrderField: Sendable, Hashable {
  /// A field the engine knows; both `user` and `dstuser` are ``StaticField/dstuser``.
  case known(StaticField)
  /// Any other name.
  case dynamic(ByteString)
}
