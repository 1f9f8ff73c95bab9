import Foundation
import TestSupport

/// The small ruleset of these tests, in a folder of its own.
enum Shop {
  static let fixtures = Repository.root.appending(path: "Tests/Fronts/LanguageServerTests/Fixtures")

  static func folder() throws -> TemporaryFolder { try TemporaryFolder(copying: fixtures.appending(path: "shop").path) }
}
