import Analysis
import Bytes
import JSONText
import Profiling
import Rulesets

/// A profile as one JSON object; times in nanoseconds.
struct ProfileJSON {
  let bytes: [UInt8]

  /// - Parameter limit: entries of each list.
  init(_ profile: Profile, ruleset: CompiledRuleset, order: CostOrder, limit: Int) {
    let (decoders, rules) = (ruleset.loaded.decoders.definitions, ruleset.loaded.rules.rules)
    let document = JSONWriter.document { json in
      json.member("events", profile.events)
      json.object("watched_ns") { json in
        json.member("header", profile.phases.header)
        json.member("decoders", profile.phases.decoding)
        json.member("rules", profile.phases.rules)
        json.member("document", profile.phases.document)
        json.member("total", profile.phases.total)
      }
      json.member("unwatched_ns", profile.unwatched)
      json.objects("decoders", Array(profile.decoders.sorted(by: order).prefix(limit))) { entry, json in
        json.member("name", decoders[entry.decoder].name)
        json.member("location", decoders[entry.decoder].location)
        Self.write(entry.cost, &json)
        json.member("body_ns", entry.body)
      }
      json.objects("rules", Array(profile.rules.sorted(by: order).prefix(limit))) { entry, json in
        json.member("id", rules[entry.rule].id)
        json.member("description", rules[entry.rule].description)
        json.member("location", rules[entry.rule].location)
        Self.write(entry.cost, &json)
        json.member("results", entry.results)
      }
      json.objects("patterns", Array(profile.patterns.sorted(by: order).prefix(limit))) { entry, json in
        switch entry.place {
        case .decoder(let index, _): json.member("decoder", decoders[index].name)
        case .rule(let index, _): json.member("rule", rules[index].id)
        }
        json.member("element", entry.element)
        json.member("dialect", entry.text.pattern.dialect.rawValue)
        json.member("pattern", entry.text.pattern.source)
        json.member("location", entry.text.location)
        Self.write(entry.cost, &json)
      }
    }
    bytes = document.bytes
  }

  private static func write(_ cost: Cost, _ json: inout JSONWriter) {
    json.member("tries", cost.tries)
    json.member("successes", cost.successes)
    json.member("ns", cost.nanoseconds)
    json.member("wasted_ns", cost.wasted)
  }
}
