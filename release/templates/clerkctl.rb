{{- define "archive"}}      url "{{.Repository}}/releases/download/v{{.Version}}/clerkctl_{{.Version}}_{{.Platform}}.tar.gz"
      sha256 "{{.Sum}}"{{end -}}
# The formula of Homebrew, for a tap: brew install clerkctl/tap/clerkctl
class Clerkctl < Formula
  desc "Move an application from Clerk's @2 SDKs to the SSR beta"
  homepage "{{.Repository}}"
  version "{{.Version}}"
  license "MIT"
{{range .Systems}}
  on_{{.Name}} do
{{- range .Archives}}
    on_{{.CPU}} do
{{template "archive" .}}
    end
{{- end}}
  end
{{end}}
  def install
    bin.install "clerkctl"
    man1.install Dir["man/man1/*.1"]
    generate_completions_from_executable(bin/"clerkctl", "completion")
  end

  test do
    (testpath/"app.tsx").write <<~TSX
      import { useUser } from "@clerk/nextjs";
      export const Me = () => { const user = useUser(); return <b>{user.id}</b>; };
    TSX
    assert_match "isSignedIn", shell_output("#{bin}/clerkctl migrate --diff app.tsx")
  end
end
