/// The release that this source is part of; `--version`, reports and packages say it.
public enum Release {
  /// Its number, as of semantic versioning.
  public static let version = "0.1.0"
  /// The repository that it comes from, on GitHub. Nobody knows yet whose it will be: `packaging/set-version --address
  /// NAME/assay` puts it here and into every other file that names it.
  package static let repository = "OWNER/assay"
}
