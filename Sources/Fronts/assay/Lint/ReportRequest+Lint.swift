import Bytes
import Cases
import Diagnostics
import Linting
import Rulesets
import System
import Workbench

extension ReportRequest<LintReport> {
  /// Writes a result where it was asked to go.
  func write(_ result: LintResult, colour: ColourChoice) throws {
    guard let file else {
      let isColoured = form.isForPeople && colour.style(for: .output).isColoured
      let text = [UInt8](form.text(of: result, style: isColoured ? .ansi : .plain).utf8)
      return form == .github ? StandardStream.output.writeCommands(text) : StandardOutput.write(text)
    }
    var commands = WorkflowCommandGuard()
    let text = form.text(of: result)
    try OutputFiles.write(form == .github ? text : commands.guarded(text), to: file, as: "the report")
  }
}
