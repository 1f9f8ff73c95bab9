import ArgumentParser
import Bytes
import System
import Workbench

/// What the commands that list rules have in common.
enum CatalogueRun {
  static func check(jobs: Int?) throws {
    if let jobs, !(1...Limits.workers).contains(jobs) {
      throw ValidationError("--jobs is a number of workers from 1 to \(Limits.workers), not \(jobs).")
    }
  }

  /// Runs the cases, and says on standard error what the list does not show.
  static func run(_ plan: CataloguePlan, jobs: Int?) async throws -> CataloguePlan.Result {
    var plan = plan
    plan.jobs = jobs ?? Machine.coreCount
    let result = try await plan.run()
    if result.catalogue.caseCount == 0 {
      StandardError.write("assay: note: no case was run, so no rule counts as tested or fired\n")
    }
    if result.failing > 0 {
      let cases = result.failing.counted("case")
      StandardError.write(
        "assay: note: \(cases) failed; what failing cases expect is listed all the same: see assay test\n")
    }
    return result
  }
}
