using Egide.Connectors.Live;

namespace Egide.Connectors.Tests.Live;

public sealed class SourcesFileTests : IDisposable
{
    private const string Stream = "name: n\n    issuer: https://idp.example\n    audience: https://egide.example\n    jwks: https://idp.example/jwks";
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-sources-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("kind: lemonldap\n    server: https://auth.example\n    key_file: secret")]
    [InlineData("kind: lemonldap\n    server: https://auth.example\n    key_file: own\n    user: egide\n    password_file: secret")]
    [InlineData("kind: keycloak\n    server: https://sso.example\n    realm: r\n    client: egide\n    secret_file: secret")]
    [InlineData("kind: signals-poll\n    " + Stream + "\n    poll: https://idp.example/poll\n    token_file: secret")]
    [InlineData("kind: signals-push\n    " + Stream + "\n    authorization_file: secret")]
    public void A_secret_that_others_read_is_refused_in_every_kind_of_source(string source)
    {
        if (OperatingSystem.IsWindows()) return;
        var secret = Path.Combine(_folder, "secret");
        foreach (var file in new[] { secret, Path.Combine(_folder, "own") })
        {
            File.WriteAllText(file, "s3cret\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.NotNull(Read(source));
        foreach (var mode in new[] { UnixFileMode.GroupRead, UnixFileMode.GroupWrite, UnixFileMode.OtherRead, UnixFileMode.OtherWrite })
        {
            File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);
            var said = Assert.Throws<ArgumentException>(() => Read(source)).Message;
            Assert.Contains("chmod 600", said, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", said, StringComparison.Ordinal);
        }
    }

    private WaysIn Read(string source)
    {
        var file = Path.Combine(_folder, "sources.yaml");
        File.WriteAllText(file, "sources:\n  - " + source + "\n");
        return SourcesFile.Read(file, _folder, TimeProvider.System);
    }
}
