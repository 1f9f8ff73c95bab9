import Bytes
import Foundation
import RulesetSyntax
import Rulesets

@testable import Live

/// A folder with files, a collector that follows some of them, and a clock that is turned by hand.
final class CollectorDesk {
  let folder: String
  private let configuration: String
  private let settings: CollectorSettings
  private(set) var collector: Collector
  private var time = 1_700_000_000.0
  private(set) var log: [String] = []

  /// - Parameters:
  ///   - configuration: blocks; `$D` stands for the folder.
  ///   - settings: as the recordings of the reference were made, unless something else is given.
  init(_ configuration: String, settings: CollectorSettings? = nil) throws {
    folder = NSTemporaryDirectory() + "assay-live-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    self.configuration = configuration
    var usual = CollectorSettings()
    usual.turnsPerCheck = 2
    self.settings = settings ?? usual
    collector = try Self.collector(configuration, self.settings, folder)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static func collector(
    _ configuration: String, _ settings: CollectorSettings, _ folder: String
  ) throws -> Collector {
    let text = "<ossec_config>" + configuration.replacingOccurrences(of: "$D", with: folder) + "</ossec_config>"
    let document = try XMLDocument(reading: Array(text.utf8), file: "ossec.conf")
    return Collector(
      CollectorConfiguration(document, settings: settings), settings: settings, hostname: "desk.example",
      statePath: ByteString(folder + "/.state"))
  }

  func path(_ name: String) -> String { folder + "/" + name }

  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    // In place, as a shell's redirection does: the same inode.
    let handle = fopen(path(name), "w")
    defer { if let handle { fclose(handle) } }
    fwrite(bytes, 1, bytes.count, handle)
  }

  func append(_ name: String, _ text: String) throws { try append(name, Array(text.utf8)) }

  func append(_ name: String, _ bytes: [UInt8]) throws {
    let handle = fopen(path(name), "a")
    defer { if let handle { fclose(handle) } }
    fwrite(bytes, 1, bytes.count, handle)
  }

  func rename(_ old: String, _ new: String) { Foundation.rename(path(old), path(new)) }

  func remove(_ name: String) { unlink(path(name)) }

  func start() {
    collector.start(at: time)
    takeLog()
  }

  /// Turns, a tenth of a second apart; what came of them as `LOCATION:TEXT` with the folder as `$D`.
  func poll(_ turns: Int = 6, isLast: Bool = false) -> [String] {
    var messages: [String] = []
    let folder = folder
    final class Box { var messages: [String] = [] }
    let box = Box()
    for _ in 0..<turns {
      time += 0.1
      collector.poll(at: time, isLast: isLast) { event in
        let text = String(decoding: event.location.bytes, as: UTF8.self) + ":" + String(event.text)
        box.messages.append(text.replacingOccurrences(of: folder, with: "$D"))
      }
    }
    messages = box.messages
    takeLog()
    return messages
  }

  /// Time passes without a turn.
  func wait(_ seconds: Double) { time += seconds }

  func stop() { collector.stop() }

  /// A new process: what is not in the file of positions is forgotten.
  func restart() throws {
    collector = try Self.collector(configuration, settings, folder)
    start()
  }

  private func takeLog() {
    log += collector.takeLog().map { $0.line.description.replacingOccurrences(of: folder, with: "$D") }
  }
}
