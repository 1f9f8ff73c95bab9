import ArgumentParser
import Bytes
import Harness
import PatternSyntax
import Patterns
import System

/// Which cases are run.
struct SelectionArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only cases whose `file: title` matches this PCRE2 pattern (upper and lower case are alike).",
      valueName: "pattern"))
  var filter: String?

  @Option(
    help: ArgumentHelp(
      "Only cases with one of these tags, and none of those with a ! (comma separated).", valueName: "tags"))
  var tags: String?

  @Option(help: ArgumentHelp("One part of several of about the same size: 1/4 … 4/4.", valueName: "i/n"))
  var shard: String?

  @Option(
    defaultAsFlag: "", help: ArgumentHelp("Run in a random order, which the seed decides.", valueName: "seed"))
  var shuffle: String?

  @Flag(name: .customLong("fail-fast"), help: "Stop at the first failure.")
  var failFast = false

  func selection() throws -> Selection {
    var selection = Selection()
    if let filter {
      do throws(PatternError) {
        selection.filter = try Pattern(ByteString("(?i)" + filter), dialect: .pcre2)
      } catch {
        throw ValidationError("--filter is not a PCRE2 pattern: \(error.message)")
      }
    }
    for tag in (tags ?? "").split(separator: ",") {
      let name = tag.drop { $0 == " " }
      if name.hasPrefix("!") {
        selection.excludedTags.append(String(name.dropFirst()))
      } else {
        selection.tags.append(String(name))
      }
    }
    if let shard {
      let parts = shard.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let index = parts[0], let count = parts[1], index >= 1, index <= count else {
        throw ValidationError("--shard is a part and how many there are, 1/4, not \(shard).")
      }
      selection.shard = (index, count)
    }
    if let shuffle {
      guard shuffle.isEmpty || UInt64(shuffle) != nil else {
        throw ValidationError("--shuffle takes a number, not \(shuffle).")
      }
      selection.seed = UInt64(shuffle) ?? UInt64(Stopwatch.seconds() * 1000)
    }
    selection.failsFast = failFast
    return selection
  }
}
