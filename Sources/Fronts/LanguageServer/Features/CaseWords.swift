import Cases

/// The words of files of cases.
enum CaseWords {
  /// Settings, with what they mean.
  static let settings: [(name: String, meaning: String)] = [
    ("location", "Where the logs come from, as rules see it."),
    ("agent", "The agent that sends them: `id name` or `id name ip`."),
    ("format", "What the sender makes of the logs: `syslog`, `json`, `eventchannel` and others."),
    ("previous", "What the manager knew of the sender before."),
    ("ruleset", "Folders that are loaded besides."),
    ("list", "A list of the case's own: `list NAME: key, key:value`."),
    ("tags", "Words by which cases are chosen."),
    ("todo", "Why the case fails for now: it is told when it passes."),
    ("skip", "Why the case is not run."),
    ("at", "Sets the clock."),
  ]

  /// What expectations look at, with what it means.
  static let subjects: [(name: String, meaning: String)] = [
    ("decoder", "The name of the decoder that took the log, or `none`."),
    ("parent", "The name of the decoder's parent."),
    ("program", "The program's name in the header."),
    ("hostname", "The host's name in the header, or the agent's."),
    ("timestamp", "The header's date as written."),
    ("log", "What is left of the log behind its header."),
    ("rule", "The number of the rule that has the last word, or `none`."),
    ("level", "The rule's level."),
    ("description", "The rule's description with its fields filled in."),
    ("groups", "The rule's groups, without those of compliance."),
    ("mitre", "The rule's techniques: ids, names and tactics."),
    ("alert", "Whether the manager would write an alert: `yes` or `no`."),
    ("production", "What the daemon makes of it, where it differs from logtest: `same`, `alert`, `silent`, `dropped`."),
    ("frequency", "The rule's frequency, as the alert says it."),
    ("full_log", "The whole log, as the alert has it."),
    ("mail", "Whether a mail would be sent: `yes` or `no`."),
    ("firedtimes", "How often the rule has fired, as the alert counts it."),
    ("document", "The whole alert, as a snapshot in a file of its own."),
  ]

  /// What a word at the beginning of a line means.
  static func meaning(of word: String) -> String? {
    if let found = (settings + subjects).first(where: { $0.name == word }) { return found.meaning }
    if Subject.frameworks.contains(word) { return "The rule's entries of \(word)." }
    if word.hasPrefix("alert.") { return "A member of the alert, by its path." }
    if word.hasPrefix(".") { return "A field that a decoder sets." }
    if word.hasPrefix("+") { return "The clock goes on before the next event; `xN` repeats it." }
    return nil
  }
}
