import Analysis
import Memory

/// An event of a corpus, as places in the bytes of its ``CorpusBatch``.
package struct CorpusRecord: BitwiseCopyable, Sendable {
  /// The manager has not written down what came of it.
  package static let unknownRule: Int32 = -2
  /// The manager has written down that no rule above level 0 took it.
  package static let noRule: Int32 = -1

  /// The log, as it reached the manager.
  package var log = ByteRange(offset: 0, count: 0)
  /// Where it came from, with the agent around it.
  package var location = ByteRange(offset: 0, count: 0)
  /// The agent's number, `000` for the manager itself.
  package var agent = ByteRange(offset: 0, count: 0)
  /// What the manager calls the event in its files; empty where it has no name.
  package var id = ByteRange(offset: 0, count: 0)
  /// The decoder that the manager wrote down.
  package var decoder = ByteRange(offset: 0, count: 0)
  /// When the manager received it.
  package var seconds = 0
  /// The part of the second.
  package var milliseconds: Int32 = 0
  /// The rule that the manager wrote down.
  package var recordedRule = CorpusRecord.unknownRule
  /// The level that it wrote down.
  package var recordedLevel: Int32 = 0
  /// Index in ``CorpusBatch/messages`` for what is no plain log; −1 for logs.
  package var message: Int32 = -1
  /// Index of its file in ``Corpus/files``.
  package var file: Int32 = 0
  /// Its line in the file, from 1.
  package var line = 0

  /// When the manager received it.
  package var time: EventTime { EventTime(seconds: seconds, milliseconds: Int(milliseconds)) }
}
