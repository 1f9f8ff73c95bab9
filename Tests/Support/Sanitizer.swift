import Foundation

/// What tests have to know where they were built with a sanitizer, as `make sanitize` does.
package enum Sanitizer {
  /// How the sanitizers' runtimes are told what to look for: for every program that a test starts.
  package static let environment = ProcessInfo.processInfo.environment.filter {
    $0.key == "ASAN_OPTIONS" || $0.key == "TSAN_OPTIONS"
  }

  /// Whether the programs are built with ThreadSanitizer: it puts its own handler where a program asks for a signal to be
  /// ignored, so that a file that must not grow ends them.
  package static let watchesThreads = environment["TSAN_OPTIONS"] != nil

  /// Two gigabytes of addresses beside what a program maps itself, as a line of the shell. A sanitizer takes terabytes of
  /// addresses for its own records, so a program that was built with one cannot even start there, and is not held to it.
  package static let fewAddresses = environment.isEmpty ? "ulimit -v 4000000" : "true"
}
