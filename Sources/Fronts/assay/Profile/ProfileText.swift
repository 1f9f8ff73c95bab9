import Analysis
import Bytes
import Diagnostics
import Harness
import Patterns
import Profiling
import Rulesets

/// A profile as tables, the worst first.
struct ProfileText {
  let profile: Profile
  let ruleset: CompiledRuleset
  let order: CostOrder
  /// Rows of each table.
  let limit: Int
  let width: Int
  let style: Style

  var text: String {
    var text = summary
    text += table(
      "Decoders", profile.decoders, won: "taken",
      name: { definition($0).name.description }, place: { definition($0).location })
    text += table(
      "Rules", profile.rules, won: "matched",
      name: { "\(rule($0).id) \(rule($0).description)" }, place: { rule($0).location })
    text += table(
      "Patterns", profile.patterns, won: "matched",
      name: { "\(dialect($0)) \($0.element) of \(owner($0)): \($0.text.pattern.source)" }, place: { $0.text.location })
    return text
  }

  // MARK: Summary

  private var summary: String {
    let phases = profile.phases
    var text = "\(profile.events.grouped) events, \(duration(phases.total)) with everything tried and measured"
    if let unwatched = profile.unwatched, profile.events > 0 {
      text += "; in a usual run, \(duration(unwatched)) (\(duration(unwatched / profile.events)) each)"
    }
    text += "\n"
    let shares = [
      ("header", phases.header), ("decoders", phases.decoding), ("rules", phases.rules), ("document", phases.document),
    ]
    text += shares.map { "\($0.0) \(share($0.1, of: phases.total))" }.joined(separator: ", ") + "\n"
    text += inVain("decoders that were tried never matched", profile.decoders)
    text += inVain("rules that were tried never matched", profile.rules)
    let pcre2 = profile.patterns(in: .pcre2)
    if !pcre2.isEmpty {
      let (some, all) = (pcre2.total, profile.patterns.total)
      text += "\(pcre2.count.grouped) of \(profile.patterns.count.grouped) patterns are pcre2: "
      text +=
        "\(share(some.tries, of: all.tries)) of the tries, \(share(some.nanoseconds, of: all.nanoseconds)) of the time\n"
    }
    return text
  }

  private func inVain(_ what: String, _ entries: [some Costed]) -> String {
    let never = entries.filter(\.cost.neverSucceeded)
    guard !never.isEmpty else { return "" }
    let part = share(never.total.nanoseconds, of: entries.total.nanoseconds)
    return "\(never.count.grouped) of \(entries.count.grouped) \(what): \(part) of their time\n"
  }

  // MARK: Tables

  private func table<Entry: Costed>(
    _ title: String, _ entries: [Entry], won: String, name: (Entry) -> String, place: (Entry) -> SourceLocation
  ) -> String {
    let total = entries.total.nanoseconds
    let rows = entries.sorted(by: order).prefix(limit)
    guard !rows.isEmpty else { return "" }
    var text = "\n\(style.bold(title)), by \(order.rawValue)"
    text += rows.count < entries.count ? " (\(rows.count) of \(entries.count.grouped))\n" : "\n"
    text +=
      style.dim(
        [
          right("time", 9), right("share", 6), right("wasted", 9), right("tries", 10), right(won, 9),
          right("per try", 9),
        ].joined(separator: " ")) + "\n"
    for row in rows {
      let cost = row.cost
      let columns = [
        right(duration(cost.nanoseconds), 9), right(share(cost.nanoseconds, of: total), 6),
        right(duration(cost.wasted), 9), right(cost.tries.grouped, 10), right(cost.successes.grouped, 9),
        right(duration(cost.tries > 0 ? cost.nanoseconds / cost.tries : 0), 9),
      ]
      let label = Self.oneLine(name(row))
      let shown = cost.neverSucceeded ? style.yellow(cut(label)) : cut(label)
      text += "\(columns.joined(separator: " "))  \(shown)\n\(right("", 58))\(style.dim(place(row).description))\n"
    }
    return text
  }

  private func cut(_ label: String) -> String {
    let room = max(20, width - 59)
    return label.count > room ? label.prefix(room - 1) + "…" : label
  }

  private static func oneLine(_ text: String) -> String {
    TerminalText.line(text.replacing(byte: 10, with: " ").replacing(byte: 9, with: " "))
  }

  private func definition(_ entry: Profile.DecoderCost) -> DecoderDefinition {
    ruleset.loaded.decoders.definitions[entry.decoder]
  }

  private func rule(_ entry: Profile.RuleCost) -> RuleDefinition { ruleset.loaded.rules.rules[entry.rule] }

  private func dialect(_ entry: Profile.PatternCost) -> String { entry.text.pattern.dialect.rawValue }

  private func owner(_ entry: Profile.PatternCost) -> String {
    switch entry.place {
    case .decoder(let index, _): ruleset.loaded.decoders.definitions[index].name.description
    case .rule(let index, _): "\(ruleset.loaded.rules.rules[index].id)"
    }
  }

  // MARK: Numbers

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "0 %" }
    let tenths = Int((Double(part) * 1000 / Double(whole)).rounded())
    return tenths >= 100 || tenths % 10 == 0 ? "\((tenths + 5) / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }

  private func duration(_ nanoseconds: Int) -> String {
    switch nanoseconds {
    case ..<1000: "\(nanoseconds) ns"
    case ..<1_000_000: "\(threeDigits(nanoseconds, unit: 1000)) µs"
    case ..<1_000_000_000: "\(threeDigits(nanoseconds, unit: 1_000_000)) ms"
    default: "\(threeDigits(nanoseconds, unit: 1_000_000_000)) s"
    }
  }

  private func threeDigits(_ number: Int, unit: Int) -> String {
    let whole = number / unit
    if whole >= 100 { return "\(whole)" }
    let tenths = number * 10 / unit % 10
    if whole >= 10 { return "\(whole).\(tenths)" }
    return "\(whole).\(tenths)\(number * 100 / unit % 10)"
  }
}
