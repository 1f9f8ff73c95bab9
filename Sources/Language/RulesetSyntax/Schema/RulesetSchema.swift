/// The RELAX NG schema of decoder and rule files, as it is shipped for editors in `schemas/wazuh-ruleset.rng`: made from
/// the table of what such files may hold (``Vocabulary``).
///
/// A test holds the shipped file and this one together.
package enum RulesetSchema {
  /// The schema in XML syntax.
  package static let text: String = {
    var writer = SchemaWriter()
    writer.writeStart()
    writer.writeDecoder()
    writer.writeGroup()
    writer.writeRule()
    return header + writer.text + "</grammar>\n"
  }()

  private static let header = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!--
      RELAX NG schema of Wazuh decoder and rule files, for editors and for "assay lint".

      A file holds any number of <decoder> or <group> elements side by side, so each of them is checked as a document of its
      own. The schema describes what an author should write: the engine itself takes some names and values in any case.
      Wherever a value is checked, "$NAME" stands for a variable of the same file.

      Made from the table in Sources/Language/RulesetSyntax/Vocabulary: change that, not this.

      Part of Assay, Apache-2.0.
    -->
    <grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">

    """
}
