import Bytes
import Rulesets

/// A step of decoding (docs/reference/decoders.md §5). Decoders are named by their index in
/// ``/Rulesets/DecoderForest/definitions``; places are byte ranges of the log that pre-decoding left.
public enum DecodingStep: Sendable, Equatable {
  /// Which of the two lists of roots is walked.
  case list(withProgramName: Bool)
  /// A root was tried.
  case root(decoder: Int, Trial)
  /// A child of the chosen root was tried.
  case child(decoder: Int, Trial)
  /// A child was passed over because it belongs to the chain of one whose prematch failed.
  case skipped(decoder: Int)
  /// The root's own regex or plugin never runs, because it has children.
  case rootBodyIsDead(decoder: Int)
  /// A regex ran; `spans` says where in the log each capture stands, nil for one left over from an earlier event.
  case regex(decoder: Int, subject: Range<Int>, captures: [ByteString]?, spans: [Range<Int>?], end: Int?)
  /// A plugin ran on the given text.
  case plugin(decoder: Int, DecoderDefinition.Plugin, succeeded: Bool)
  /// A field was set; `capture` counts from 1 and is nil for plugins.
  case field(name: ByteString, value: ByteString, capture: Int?, replaced: ByteString?)
  /// A capture or value did not become a field.
  case dropped(value: ByteString, DropReason)
  /// Values came from an earlier log of the same id.
  case accumulated(name: ByteString, value: ByteString)

  /// How a trial ended.
  public enum Trial: Sendable, Equatable {
    /// The decoder was taken; `rest` is where its successors go on.
    case taken(rest: Int?)
    /// The program name did not match.
    case programNameDiffers
    /// The prematch did not match the text from `start` on; native patterns came as far as `reached`.
    case prematchFailed(start: Int, reached: Int?)
  }

  /// Why a value is not a field.
  public enum DropReason: String, Sendable, Equatable {
    /// More captures than names.
    case noNameLeft
    /// The event has as many fields as the engine keeps.
    case tooManyFields
  }
}
