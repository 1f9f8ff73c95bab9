/// What an event carries that only decoders in code set.
final class EventExtras {
  /// What file integrity monitoring says; nil for all other events.
  var syscheck: SyscheckEvent?
  /// The database calls the event new, which `if_fts` asks for.
  var isNewInDatabase = false
}
