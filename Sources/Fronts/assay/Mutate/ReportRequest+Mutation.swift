import Cases
import Diagnostics
import Mutation
import Rulesets
import Workbench

extension ReportRequest<MutationReport> {
  /// Writes a result where it was asked to go.
  /// - Parameters:
  ///   - result: the result.
  ///   - colour: whether there are colours.
  ///   - survivors: how many the report for people shows.
  func write(_ result: MutationResult, colour: ColourChoice, survivors: Int) throws {
    guard let file else {
      let style = form.isForPeople ? colour.style(for: .output) : .plain
      return StandardOutput.write(form.text(of: result, style: style, survivors: survivors))
    }
    try OutputFiles.write(form.text(of: result, survivors: survivors), to: file, as: "the report")
  }
}
