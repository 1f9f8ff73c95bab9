/// How an event is taken, which depends on what sent it.
struct EventWay {
  /// Which program judges it.
  var mode: Mode
  /// Whether it is a message, or an event whose queue has a decoder in code.
  var isMessage = false
  /// Whether its document is that of the archives.
  var showsWholeLog = false
  /// Whether nobody ever asks if it is an alert.
  var isUnanswered = false
}
