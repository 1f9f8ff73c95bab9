# The formula for Homebrew, built from the source. packaging/homebrew.sh puts the checksum of a release into it; whoever
# keeps a tap copies it to Formula/assay.rb.
class Assay < Formula
  desc "Write and test Wazuh decoders and rules without a manager"
  homepage "https://github.com/OWNER/assay"
  url "https://github.com/OWNER/assay/archive/refs/tags/v0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "Apache-2.0"
  head "https://github.com/OWNER/assay.git", branch: "main"

  depends_on "pkgconf" => :build
  depends_on xcode: ["16.0", :build]
  depends_on "pcre2"
  uses_from_macos "swift" => :build
  uses_from_macos "libxml2"
  uses_from_macos "zlib"

  def install
    # The sandbox of the build is Homebrew's own.
    system "swift", "build", "--disable-sandbox", "-c", "release", "--product", "assay"
    system "packaging/install.sh", ".build/release/assay", "", prefix
  end

  test do
    (testpath/"tests").mkpath
    cp_r pkgshare/"rulesets/docker/.", testpath
    assert_match "passed", shell_output("#{bin}/assay test #{testpath}")
    assert_match version.to_s, shell_output("#{bin}/assay --version")
  end
end
