import System

/// The name of a stock ruleset that was unpacked before: `wazuh-4.14.7`. Where those lie, fronts know; an `assay.conf` of
/// any repository may name one without knowing where they are on this machine.
package struct BaseName: Hashable, Sendable {
  /// A word in small letters, a hyphen, and a version.
  package let text: String

  /// Nil for what is no such name.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 64, let hyphen = bytes.firstIndex(of: UInt8(ascii: "-")), hyphen > 0,
      bytes[..<hyphen].allSatisfy({ (0x61...0x7A).contains($0) }), Self.isVersion(bytes[(hyphen + 1)...])
    else { return nil }
    self.text = text
  }

  /// The name of a version of the manager's; nil for what is no version.
  package init?(version: String) {
    guard Self.isVersion(Array(version.utf8)[...]) else { return nil }
    self.init("wazuh-" + version)
  }

  /// What people write: a name or a version.
  package init?(word: String) {
    guard let name = BaseName(word) ?? BaseName(version: word) else { return nil }
    self = name
  }

  /// Where bases lie that were unpacked: `$XDG_CACHE_HOME/assay/bases`, else below the home; nil for somebody without one.
  /// - Parameter variable: gives the value of a variable of the environment.
  package static func store(variable: (String) -> String?) -> String? {
    if let cache = variable("XDG_CACHE_HOME"), cache.hasPrefix("/") { return Paths.join(cache, "assay/bases") }
    guard let home = variable("HOME"), home.hasPrefix("/") else { return nil }
    return Paths.join(home, ".cache/assay/bases")
  }

  /// The folder that a word means which is no folder seen from `place`, where it is the name of one that was unpacked, or
  /// could have been; nil for all other words.
  /// - Parameter store: where those lie that were unpacked.
  static func folder(of word: String, from place: String, in store: String?) -> String? {
    guard let store, BaseName(word) != nil, !PathFacts.exists(Paths.joinAsWritten(place, word)) else { return nil }
    return Paths.join(store, word)
  }

  /// Digits first, then letters, digits and a few signs: no path, and nothing hidden.
  private static func isVersion(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, (0x30...0x39).contains(first) else { return false }
    return bytes.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"),
        UInt8(ascii: "~"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }
}
