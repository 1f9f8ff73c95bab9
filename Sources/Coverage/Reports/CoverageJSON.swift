/// The coverage as one JSON document (schemas/coverage.schema.json).
public enum CoverageJSON {
  public static func text(_ map: CoverageMap) -> String { "" }
}
