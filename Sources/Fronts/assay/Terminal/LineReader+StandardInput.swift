import System
import Workbench

extension LineReader {
  /// Reads standard input. A question whose answer nobody would see is not read: the command ends instead.
  init() { self.init(.standardInput) { try StandardStream.output.check() } }
}
