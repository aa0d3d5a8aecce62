using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Egide.EndToEnd;

/// <summary>Certificates that cannot be used keep <c>egide serve</c> and <c>egide forward</c> from starting, with a sentence and no trace of the program's inside.</summary>
public sealed class ServerTlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ServerTlsTests()
    {
        foreach (var name in new[] { "own", "other" })
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var certificate = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1));
            File.WriteAllText(_folder[name + ".pem"], certificate.ExportCertificatePem());
            File.WriteAllText(_folder[name + ".key"], key.ExportPkcs8PrivateKeyPem());
        }

        File.WriteAllText(_folder["text"], "nothing of a certificate\n");
        File.WriteAllText(_folder["sources.yaml"], "sources: []\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("https://127.0.0.1:0", "", "--certificate"), InlineData("https://127.0.0.1:0", "--certificate nowhere.pem", "nowhere.pem cannot be read"), InlineData("https://127.0.0.1:0", "--certificate text", "text holds no PEM certificate")]
    [InlineData("https://127.0.0.1:0", "--certificate own.pem", "does not hold the private key"), InlineData("https://127.0.0.1:0", "--certificate own.pem --certificate-key nowhere.key", "nowhere.key cannot be read")]
    [InlineData("https://127.0.0.1:0", "--certificate own.pem --certificate-key text", "does not hold the private key"), InlineData("https://127.0.0.1:0", "--certificate own.pem --certificate-key other.key", "does not hold the private key")]
    [InlineData("https://127.0.0.1:0", "--certificate own.pem --certificate-key own.key --client-ca text", "give --client-ca the right file"), InlineData("https://127.0.0.1:0", "--certificate own.pem --certificate-key own.key --client-ca nowhere", "nowhere cannot be read")]
    [InlineData("http://127.0.0.1:0", "--certificate own.pem --certificate-key own.key", "Write https"), InlineData("http://0.0.0.0:0", "", "write https"), InlineData("https://egide.example:0", "--certificate own.pem --certificate-key own.key", "give an IP address")]
    public async Task ServeSaysWhatToDo(string url, string options, string said) =>
        Refused(await Invocation.Of(["serve", "--data", _folder["data"], "--key", _folder.Key, "--lang", "en", "--urls", url, .. Files(options)]), said);

    [Theory]
    [InlineData("--certificate own.pem --certificate-key other.key", "does not hold the private key"), InlineData("--certificate nowhere.pem", "nowhere.pem cannot be read"), InlineData("--ca text", "give --ca the right file"), InlineData("--ca nowhere", "nowhere cannot be read")]
    public async Task ForwardSaysWhatToDo(string options, string said) =>
        Refused(await Invocation.Of(["forward", "--to", "https://127.0.0.1:1", "--data", _folder["edge"], "--key", _folder.Key, "--sources", _folder["sources.yaml"], "--lang", "en", .. Files(options)]), said);

    [Fact]
    public async Task ASourcesFileSaysWhatToDo()
    {
        File.WriteAllText(_folder["bad.yaml"], "sources:\n  - kind: syslog-tls\n    address: 127.0.0.1:6514\n    certificate: own.pem\n    key: other.key\n    client_ca: own.pem\n");
        Refused(await Invocation.Of("serve", "--data", _folder["data"], "--key", _folder.Key, "--lang", "en", "--urls", "http://127.0.0.1:0", "--sources", _folder["bad.yaml"]), "source 1: ");
    }

    private string[] Files(string options) => [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.StartsWith('-') ? word : _folder[word])];

    private static void Refused(Invocation ended, string said)
    {
        Assert.True(ended.Code == 2, ended.Out + ended.Error);
        Assert.Contains(said, ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
    }
}
