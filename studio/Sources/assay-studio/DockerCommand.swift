import ArgumentParser
import Bytes
import DockerSource
import Foundation
import Live

/// `assay-studio docker`: events of a Docker Engine as messages of the manager's queue, a line each.
struct DockerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docker",
    abstract: "Write what the agent's Docker listener would send, a message of the manager's queue per line.",
    discussion: """
      The address is that of DOCKER_HOST (unix:///PATH or tcp://HOST:PORT), with DOCKER_TLS_VERIFY and DOCKER_CERT_PATH \
      for TLS, unless --host names another; /var/run/docker.sock without both.
      """)

  @Option(help: ArgumentHelp("Where the engine listens.", valueName: "unix:///path|tcp://host:port"))
  var host: String?

  @Flag(help: "Do as the agent's listener does, its defects included: events are lost while it reconnects.")
  var exact = false

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let address: DockerAddress
    do throws(DockerAddress.Fault) {
      address = try DockerAddress(
        host: host ?? environment["DOCKER_HOST"], tlsVerify: environment["DOCKER_TLS_VERIFY"],
        certificatePath: environment["DOCKER_CERT_PATH"], home: environment["HOME"])
    } catch {
      Self.say("error: \(error.message)\n  hint: \(error.hint)")
      throw ExitCode(2)
    }
    let watch = OutputReader.exitWhenGone()
    defer { watch.cancel() }
    let outlet = DockerFollower.Outlet(
      message: { message in
        // Events are JSON without line ends, so a line holds one.
        try FileHandle.standardOutput.write(contentsOf: Data(message.bytes + [10]))
      }, error: { Self.say(TerminalText.line($0)) })
    do {
      try await DockerFollower(address, isExact: exact).run(outlet)
    } catch {
      Self.say("error: \(TerminalText.line(String(describing: error)))")
      throw ExitCode(2)
    }
  }

  private static func say(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data("assay-studio: \(text)\n".utf8))
  }
}
