import Bytes

/// Results of CIS-CAT: every member of the JSON object becomes a field.
enum CISCATDecoder: CodeDecoder {
  static func decode(_ work: CodeDecoding) -> CodeDecoding.Result {
    guard work.origin == "wodle_cis-cat" else {
      return .dropped("results of CIS-CAT come from the location wodle_cis-cat")
    }
    guard work.object() != nil else { return .dropped("not a JSON object") }
    work.report(work.decoders.cisCAT)
    return .decoded
  }
}
