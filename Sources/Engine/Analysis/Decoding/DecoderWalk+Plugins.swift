import Bytes
import Rulesets

/// The decoders written in code (docs/reference/decoders.md §7).
extension DecoderWalk {
  /// Runs a plugin on the event. Says whether it found what it looks for; a failure does not break a chain.
  func run(_ plugin: DecoderDefinition.Plugin, _ observer: inout some AnalysisObserver) -> Bool {
    switch plugin {
    case .json: decodeJSON(&observer)
    case .pf: decodePF(&observer)
    case .symantecWS: decodeSymantecWS(&observer)
    case .sonicWall: decodeSonicWall(&observer)
    case .ossecAlert: decodeOSSECAlert()
    }
  }
}
