/// The conditions written in code (docs/reference/rules.md §5.6).
public enum CompiledRule: String, Sendable, CaseIterable {
  /// `id` has 10 bytes or more.
  case checkIDSize = "check_id_size"
  /// `srcuser` or `dstuser` is unset, or both are equal.
  case sameSourceAndDestinationUser = "comp_srcuser_dstuser"
  /// The log names a `Target Account Name` and a `Caller User Name`, and they differ.
  case windowsTargetDiffersFromCaller = "comp_mswin_targetuser_calleruser_diff"
  /// `url` is set and has no `?`.
  case isSimpleHTTPRequest = "is_simple_http_request"
  /// The log begins with the network of a well-known crawler.
  case isValidCrawler = "is_valid_crawler"
}
