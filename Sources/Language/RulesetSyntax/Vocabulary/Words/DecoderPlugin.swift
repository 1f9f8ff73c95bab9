/// The decoders written in code that `<plugin_decoder>` names (docs/reference/decoders.md §7).
public enum DecoderPlugin: String, Sendable, CaseIterable {
  /// OpenBSD's packet filter.
  case pf = "PF_Decoder"
  /// Symantec Web Security.
  case symantecWS = "SymantecWS_Decoder"
  /// SonicWall firewalls.
  case sonicWall = "SonicWall_Decoder"
  /// Alerts of another manager, sent on as logs.
  case ossecAlert = "OSSECAlert_Decoder"
  /// JSON objects: each member becomes a field, nested ones with dots.
  case json = "JSON_Decoder"
}
