import Analysis
import Bytes
import Explaining
import Rulesets
import Testing

/// What explanations say about events that the manager decodes in code.
@Suite("Windows events and changed files, explained")
struct WindowsAndFilesTests {
  private func explain(_ text: ByteString, _ format: InputFormat) throws -> (Explainer, Explanation) {
    var options = RulesetOptions()
    options.base = .minimal
    let explainer = Explainer(CompiledRuleset(try RulesetLoader.load(options)))
    return (explainer, explainer.explain(try format.event(text), in: Session(explainer.ruleset)))
  }

  @Test("Both views of a path: the event's, and the field's")
  func backslashes() throws {
    let (explainer, explanation) = try explain(
      #"{"win":{"system":{"eventID":"1"},"eventdata":{"image":"C:\\\\x","name":"a"}}}"#, .eventchannel)
    let image = explainer.why(field: "win.eventdata.image", explanation)
    #expect(image.value == #"C:\\x"#)
    #expect(
      image.answers.last
        == #"The event itself says `C:\x`: a field holds every backslash of a Windows event twice, and a PCRE2 pattern needs `\\\\` for each."#
    )
    #expect(explainer.why(field: "win.eventdata.name", explanation).answers.allSatisfy { !$0.contains("twice") })
  }

  @Test(
    "Names of the index, in rules",
    arguments: [
      ("syscheck.path", "`file`"), ("syscheck.md5_after", "`md5`"), ("syscheck.uname_after", "`uname`"),
      ("syscheck.event", "`event_type`"), ("syscheck.nothing", "`md5` and so on"),
    ])
  func names(name: String, instead: String) throws {
    let (explainer, explanation) = try explain(#"{"path":"/x","type":"added"}"#, .fim)
    let focus = explainer.why(field: ByteString(name), explanation)
    #expect(focus.answers.last?.contains(instead) == true, "\(focus.answers)")
  }
}
