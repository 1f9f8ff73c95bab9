import Bytes
import Rulesets

/// Events of the Windows event channel, which the engine decodes in code without asking the ruleset's decoders
/// (spec/decoders.md §13.3): nulls and arrays are dropped.
extension Session {
  func decodeEventChannel(_ observer: inout some AnalysisObserver) {
    event.programName = nil
    event.timestamp = nil
    event.log = event.fullLog
    event.isNULBeforeLog = true
    event.decoder = ruleset.eventChannelDecoder
    event.category = .ossec
    _ = flattenJSON(event.log, nulls: false, arrays: nil, &observer)
  }
}
