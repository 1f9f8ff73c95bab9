import RulesetSyntax
import Testing

@testable import Live

/// The agent's module around the listener: when it starts, how often, and when it gives up.
@Suite("The loop of the Docker module")
struct DockerModuleTests {
  private func module(_ options: String) throws -> DockerModule {
    let text = "<ossec_config><wodle name=\"docker-listener\">\(options)</wodle></ossec_config>"
    let document = try XMLDocument(reading: Array(text.utf8), file: "ossec.conf")
    return DockerModule(try #require(try DockerModuleSettings(document)), zone: .utc)
  }

  private static let start = 1_700_000_000

  @Test("Without run_on_start the first start waits, too")
  func waits() throws {
    var module = try module("<interval>10m</interval>")
    #expect(module.step(at: Self.start) == .wait(until: Self.start + 600))
    #expect(module.step(at: Self.start + 599) == .wait(until: Self.start + 600))
    #expect(module.step(at: Self.start + 600) == .start)
  }

  @Test("As the founding set-up has it: at once, then every ten minutes, five times in all")
  func attempts() throws {
    var module = try module(
      "<interval>10m</interval><attempts>5</attempts><run_on_start>yes</run_on_start><disabled>no</disabled>")
    var now = Self.start
    for attempt in 1...5 {
      #expect(module.step(at: now) == .start, "attempt \(attempt)")
      module.ended(1)
      if attempt < 5 {
        #expect(
          module.takeLog().map(\.line) == [
            "WARNING: Docker-listener finished unexpectedly (code 1). Retrying to run in next scheduled time..."
          ])
        #expect(module.step(at: now + 1) == .wait(until: now + 600))
      }
      now += 600
    }
    #expect(
      module.takeLog().map(\.line) == ["ERROR: Maximum attempts reached to run the listener. Exiting..."])
    #expect(module.step(at: now + 1_000_000) == .over)
  }

  @Test("A listener that lived longer than the interval is started again at once")
  func overtaken() throws {
    var module = try module("<interval>1m</interval><run_on_start>yes</run_on_start>")
    #expect(module.step(at: Self.start) == .start)
    module.ended(0)
    _ = module.takeLog()
    #expect(module.step(at: Self.start + 3600) == .start)
    #expect(module.takeLog().map(\.line) == ["WARNING: Interval overtaken."])
  }

  @Test("A listener that is not there is not tried again")
  func missing() throws {
    var module = try module("<run_on_start>yes</run_on_start>")
    #expect(module.step(at: Self.start) == .start)
    module.ended(127)
    #expect(module.step(at: Self.start + 60) == .over)
    #expect(module.takeLog().map(\.level) == [.error])
  }

  @Test("A block that switches it off does")
  func disabled() throws {
    var module = try module("<disabled>yes</disabled><run_on_start>yes</run_on_start>")
    #expect(module.step(at: Self.start) == .over)
  }
}
