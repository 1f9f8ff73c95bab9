/// The languages in which rulesets write patterns.
///
/// Specified in docs/reference/regex.md.
public enum Dialect: String, Sendable, CaseIterable, BitwiseCopyable {
  /// The engine's native regular expressions (OS_Regex): one forward scan, not a backtracking matcher.
  case osregex
  /// Lists of literals with anchors (OS_Match).
  case osmatch
  /// PCRE2, 8 bit, without options.
  case pcre2
  /// What `if_group` uses: substrings of a group string.
  case wordmatch
  /// Networks of `srcip` and `dstip`, one per line.
  case ip
}
