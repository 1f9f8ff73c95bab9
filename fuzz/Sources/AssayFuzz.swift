import Bytes

/// Tries inputs on one entry point, guided by the code that they reach: `assay-fuzz --target=NAME [libFuzzer's options]`.
///
/// A program whose name ends in `-NAME` takes that target without being told, as fuzzing services want it. libFuzzer
/// itself passes over options that begin with two dashes.
@main
enum AssayFuzz {
  /// What is tried. Set once, before libFuzzer calls for the first time.
  nonisolated(unsafe) static var target = FuzzTarget.json

  static func main() {
    guard let chosen = chosenTarget() else {
      print("assay-fuzz: name a target: --target=NAME, one of")
      for target in FuzzTarget.allCases { print("  \(target.rawValue)") }
      return
    }
    target = chosen
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    _ = runFuzzer(&count, &arguments) { data, size in
      AssayFuzz.target.run(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  private static func chosenTarget() -> FuzzTarget? {
    for argument in CommandLine.arguments.dropFirst() where argument.hasPrefix("--target=") {
      return FuzzTarget(rawValue: String(argument.dropFirst("--target=".count)))
    }
    let program = CommandLine.arguments.first ?? ""
    return FuzzTarget.allCases.first { program.hasSuffix("assay-fuzz-\($0.rawValue)") }
  }
}

/// The loop of libFuzzer, which is linked in with `-sanitize=fuzzer`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
