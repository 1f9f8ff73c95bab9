/// The release that this source is part of; `--version`, reports and packages say it.
public enum Release {
  /// Its number, as of semantic versioning.
  public static let version = "0.1.0"
}
