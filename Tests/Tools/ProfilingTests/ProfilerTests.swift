import Analysis
import Bytes
import Foundation
import Profiling
import Rulesets
import TestSupport
import Testing

/// Profiles of a small ruleset, with a clock that goes on by ten nanoseconds whenever it is read: every lap is ten.
@Suite("Profiles")
struct ProfilerTests {
  static let decoders = """
    <decoder name="mail"><program_name>^postfix</program_name></decoder>
    <decoder name="shop"><prematch>^shop: </prematch></decoder>
    <decoder name="shop-slow"><parent>shop</parent><prematch type="pcre2">refused$</prematch></decoder>
    <decoder name="shop-login"><parent>shop</parent><prematch offset="after_parent">^login </prematch>
      <regex offset="after_prematch">^(\\w+)</regex><order>user</order></decoder>
    <decoder name="never"><prematch>^never</prematch></decoder>
    """
  static let rules = """
    <group name="shop,">
      <rule id="1" level="0"><category>syslog</category><description>All.</description></rule>
      <rule id="100" level="3"><if_sid>1</if_sid><decoded_as>shop</decoded_as><description>A; shop.</description></rule>
      <rule id="101" level="9"><if_sid>100</if_sid><match>refused</match><description>Refused.</description></rule>
      <rule id="102" level="5"><if_sid>100</if_sid><user>ada</user><match type="pcre2">login</match>
        <description>Ada.</description></rule>
    </group>
    """

  private let ruleset: CompiledRuleset

  init() throws {
    let loaded = try SmallRuleset.load(decoders: Self.decoders, rules: Self.rules, base: RulesetOptions.Base.none)
    try #require(loaded.isLoaded)
    ruleset = CompiledRuleset(loaded)
  }

  private func profile(_ logs: [ByteString], overhead: Int = 0, runs: Int = 3) -> Profile {
    var now = 0
    let clock = {
      now += 10
      return now
    }
    return Profiler(ruleset, clock: clock, overhead: overhead).run(logs.map { Event($0) }, runs: runs)
  }

  private func decoder(_ name: ByteString, in profile: Profile) throws -> Profile.DecoderCost {
    try #require(
      profile.decoders.first { ruleset.loaded.decoders.definitions[$0.decoder].name == name })
  }

  private func rule(_ id: Int, in profile: Profile) throws -> Profile.RuleCost {
    try #require(profile.rules.first { ruleset.loaded.rules.rules[$0.rule].id == id })
  }

  static let logs: [ByteString] = ["shop: login ada", "shop: login bob", "shop: refused", "something else"]

  @Test("Decoders: how often they were tried, how often taken, and what was in vain")
  func decoders() throws {
    let profile = profile(Self.logs)
    #expect(profile.events == 4)
    let shop = try decoder("shop", in: profile)
    #expect(shop.cost.tries == 4 && shop.cost.successes == 3)
    #expect(shop.cost.nanoseconds == 40 && shop.cost.wasted == 10)
    let slow = try decoder("shop-slow", in: profile)
    #expect(slow.cost.tries == 3 && slow.cost.successes == 1 && slow.cost.wasted == 20)
    let login = try decoder("shop-login", in: profile)
    #expect(login.cost.tries == 2 && login.cost.successes == 2 && login.cost.wasted == 0)
    // Two trials; per log a regex and a field.
    #expect(login.body == 40 && login.cost.nanoseconds == 60)
    let never = try decoder("never", in: profile)
    #expect(never.cost.tries == 1 && never.cost.neverSucceeded)
    #expect(!profile.decoders.contains { ruleset.loaded.decoders.definitions[$0.decoder].name == "mail" })
  }

  @Test("Rules: every child of a rule that matches is tried, the first match ends the search")
  func rules() throws {
    let profile = profile(Self.logs)
    #expect(try rule(1, in: profile).cost.tries == 4)
    #expect(try rule(1, in: profile).results == 1)
    #expect(try rule(100, in: profile).cost.successes == 3)
    #expect(try rule(100, in: profile).results == 1)
    let refused = try rule(101, in: profile)
    #expect(refused.cost.tries == 3 && refused.cost.successes == 1 && refused.results == 1)
    // One condition, then the word that it failed: two laps for a failure, two for a match.
    #expect(refused.cost.nanoseconds == 60 && refused.cost.wasted == 40)
    let ada = try rule(102, in: profile)
    #expect(ada.cost.tries == 2 && ada.cost.successes == 1 && ada.results == 1)
  }

  @Test("Patterns: asked only as far as a rule's conditions hold")
  func patterns() throws {
    let profile = profile(Self.logs)
    let pcre2 = profile.patterns(in: .pcre2)
    #expect(pcre2.map(\.text.pattern.source) == ["refused$", "login"])
    #expect(pcre2.map(\.cost.tries) == [3, 2])
    #expect(pcre2.map(\.element) == ["prematch", "match"])
    let user = try #require(profile.patterns.first { $0.element == "user" })
    #expect(user.cost.tries == 2 && user.cost.successes == 1)
    let regex = try #require(profile.patterns.first { $0.element == "regex" })
    #expect(regex.cost.tries == 2 && regex.cost.successes == 2 && regex.cost.nanoseconds == 20)
  }

  @Test("The worst comes first, whatever that is; equals keep their order")
  func order() throws {
    let profile = profile(Self.logs)
    func ids(_ order: CostOrder) -> [Int] {
      profile.rules.sorted(by: order).map { ruleset.loaded.rules.rules[$0.rule].id }
    }
    #expect(ids(.tries).prefix(2) == [100, 1] || ids(.tries).prefix(2) == [1, 100])
    #expect(ids(.wasted).first == 101)
    #expect(profile.rules.total.tries == 4 + 4 + 3 + 2)
  }

  @Test("More runs change no count; the clock's own time is taken off")
  func runs() throws {
    let once = profile(Self.logs, runs: 1)
    let thrice = profile(Self.logs)
    #expect(thrice.events == 4)
    #expect(thrice.phases == once.phases)
    #expect(thrice.rules.map(\.cost) == once.rules.map(\.cost))
    #expect(thrice.stacks == once.stacks)
    #expect(profile(Self.logs, overhead: 4).phases.total == once.phases.total * 6 / 10)
    #expect(profile(Self.logs, overhead: 99).phases.total == 0)
    #expect(once.unwatched == 10)
  }

  @Test("Of several runs the least counts, step by step: a machine that stalls is nobody's cost")
  func stalls() throws {
    var (now, reads) = (0, 0)
    // Every seventh lap takes a millisecond; the runs of an event have an odd number of readings, so it is another one.
    let clock = {
      reads += 1
      now += reads % 7 == 0 ? 1_000_000 : 10
      return now
    }
    let profiler = Profiler(ruleset, clock: clock)
    #expect(profiler.run(Self.logs.map { Event($0) }, runs: 1).phases.total > 1_000_000)
    #expect(profiler.run(Self.logs.map { Event($0) }, runs: 9).phases == profile(Self.logs).phases)
  }

  @Test("The time of all parts is the time of the whole")
  func parts() throws {
    let profile = profile(Self.logs)
    #expect(profile.phases.header == 40 && profile.phases.document == 40)
    #expect(profile.decoders.total.nanoseconds == profile.phases.decoding)
    #expect(profile.rules.total.nanoseconds <= profile.phases.rules)
  }

  @Test("Stacks in the format of flame graph tools")
  func folded() throws {
    let lines = profile(Self.logs).folded.description.split(separator: "\n")
    #expect(lines.first == "header 40")
    #expect(lines.last == "document 40")
    #expect(lines.contains("decoders;shop 40"))
    #expect(lines.contains("decoders;shop;shop-login 60"))
    #expect(lines.contains("rules;1 All.;100 A, shop.;101 Refused. 60"))
    for line in lines { #expect(line.split(separator: " ").last.flatMap { Int($0) } != nil) }
  }

  @Test("What reading a clock takes is its least step")
  func overhead() {
    var now = 0
    #expect(
      Profiler.overhead {
        now += 7
        return now
      } == 7)
  }
}
