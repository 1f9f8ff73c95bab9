import Foundation
import PackagePlugin

/// `swift package assay …`: the command `assay` on the package's folder, for packages that depend on Assay.
///
/// All arguments are passed on. A plugin may write nothing into a package unless it is allowed to; on macOS, where that
/// is enforced, commands that change files say what to add.
@main struct AssayCommand: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    let process = Process()
    process.executableURL = try context.tool(named: "assay").url
    // SwiftPM takes options of its own (-v, --jobs …) out of the arguments, except behind `--`.
    process.arguments = arguments.first == "--" ? Array(arguments.dropFirst()) : arguments
    process.currentDirectoryURL = context.package.directoryURL
    // SwiftPM talks to plugins over standard input and closes it for what they start.
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    guard code != 0 else { return }
    if code == 2, Self.writes(arguments) {
      Diagnostics.remark(
        "a plugin may not change files by itself where plugins run in a sandbox; say `swift package "
          + "--allow-writing-to-package-directory assay \(arguments.joined(separator: " "))`")
    }
    // The command has said what is wrong; its exit code is what scripts look at.
    exit(code)
  }

  private static func writes(_ arguments: [String]) -> Bool {
    !Set(arguments).isDisjoint(with: ["--fix", "--update", "--review", "--update-baseline", "--into", "--output", "-o"])
  }
}
