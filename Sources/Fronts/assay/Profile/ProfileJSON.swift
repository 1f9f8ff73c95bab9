import Analysis
import Bytes
import Profiling
import Rulesets

/// A profile as one JSON object; times in nanoseconds.
struct ProfileJSON {
  let bytes: [UInt8]

  /// - Parameter limit: entries of each list.
  init(_ profile: Profile, ruleset: CompiledRuleset, order: CostOrder, limit: Int) {
    var json = JSONObjectWriter()
    let (decoders, rules) = (ruleset.loaded.decoders.definitions, ruleset.loaded.rules.rules)
    json.object { json in
      json.member("events", profile.events)
      json.key("watched_ns")
      json.object { json in
        json.member("header", profile.phases.header)
        json.member("decoders", profile.phases.decoding)
        json.member("rules", profile.phases.rules)
        json.member("document", profile.phases.document)
        json.member("total", profile.phases.total)
      }
      json.member("unwatched_ns", profile.unwatched)
      json.key("decoders")
      json.array(Array(profile.decoders.sorted(by: order).prefix(limit))) { entry, json in
        json.object { json in
          json.member("name", decoders[entry.decoder].name)
          json.member("location", decoders[entry.decoder].location)
          Self.write(entry.cost, &json)
          json.member("body_ns", entry.body)
        }
      }
      json.key("rules")
      json.array(Array(profile.rules.sorted(by: order).prefix(limit))) { entry, json in
        json.object { json in
          json.member("id", rules[entry.rule].id)
          json.member("description", rules[entry.rule].description)
          json.member("location", rules[entry.rule].location)
          Self.write(entry.cost, &json)
          json.member("results", entry.results)
        }
      }
      json.key("patterns")
      json.array(Array(profile.patterns.sorted(by: order).prefix(limit))) { entry, json in
        json.object { json in
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
    }
    json.writer.write("\n")
    bytes = json.writer.bytes
  }

  private static func write(_ cost: Cost, _ json: inout JSONObjectWriter) {
    json.member("tries", cost.tries)
    json.member("successes", cost.successes)
    json.member("ns", cost.nanoseconds)
    json.member("wasted_ns", cost.wasted)
  }
}
