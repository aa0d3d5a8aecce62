using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Egide.Connectors.Atna;
using Egide.Connectors.Https;
using Egide.Connectors.Keycloak;
using Egide.Connectors.LemonLdap;
using Egide.Connectors.SharedSignals;
using Egide.Connectors.WebLogs;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Egide.Connectors.Live;

/// <summary>
/// Reads the ways in from YAML: a top key <c>sources</c> with a list, each with its <c>kind</c>. Paths are relative to the file.
/// What is written in docs/operate.md is all there is: another key, or another kind, is refused.
/// </summary>
public static class SourcesFile
{
    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        ["syslog-tls"] = ["kind", "address", "certificate", "key", "client_ca", "clients"], ["syslog-tcp"] = ["kind", "address"], ["syslog-udp"] = ["kind", "address"],
        ["tail"] = ["kind", "file"], ["keycloak"] = ["kind", "server", "realm", "client", "secret_file", "ca"],
        ["lemonldap"] = ["kind", "server", "key_file", "user", "password_file", "ca"],
        ["signals-poll"] = ["kind", "name", "issuer", "audience", "jwks", "poll", "token_file", "ca"],
        ["signals-push"] = ["kind", "name", "issuer", "audience", "jwks", "authorization_file", "ca"],
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">Folder where sources keep how far they read.</param>
    /// <param name="clock">Given to the sources.</param>
    /// <exception cref="ArgumentException">It cannot be used; the message says where and what to write.</exception>
    public static WaysIn Read(string path, string state, TimeProvider clock)
    {
        var stream = new YamlStream();
        try
        {
            using var reader = new StreamReader(path);
            stream.Load(reader);
        }
        catch (YamlException fault)
        {
            throw new ArgumentException($"{path} is no YAML (line {fault.Start.Line}): {fault.Message}", fault);
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }] || !root.Children.TryGetValue(new YamlScalarNode("sources"), out var list) || list is not YamlSequenceNode sources)
            throw new ArgumentException($"{path} has no list 'sources:'.");
        var ways = new WaysIn();
        for (var i = 0; i < sources.Children.Count; i++) new One(path, i + 1, sources.Children[i], state, clock).Read(ways);
        return ways;
    }

    private sealed class One(string path, int number, YamlNode node, string state, TimeProvider clock)
    {
        private readonly Dictionary<string, YamlNode> _values = node is YamlMappingNode mapping ? mapping.Children.ToDictionary(c => c.Key.ToString(), c => c.Value, StringComparer.Ordinal) : [];

        public void Read(WaysIn ways)
        {
            try
            {
                Add(ways);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
            {
                throw Fault(fault.Message.TrimEnd('.'));
            }
        }

        private void Add(WaysIn ways)
        {
            var kind = Text("kind");
            if (!Keys.TryGetValue(kind, out var keys)) throw Fault($"kind '{kind}' is none of {string.Join(", ", Keys.Keys)}");
            if (_values.Keys.FirstOrDefault(key => !keys.Contains(key)) is { } unknown) throw Fault($"'{unknown}' means nothing here; a {kind} has {string.Join(", ", keys)}");
            if (kind == "signals-push")
            {
                if (!ways.Pushed.TryAdd(Text("name"), new PushEndpoint(Stream(), _values.ContainsKey("authorization_file") ? Secret("authorization_file") : null, Http(), clock)))
                    throw Fault($"another source has the name '{Text("name")}'");
                return;
            }

            ways.Sources.Add(kind switch
            {
                "syslog-tls" => new SyslogListener(Address(), new SyslogTls(File("certificate"), File("key"), File("client_ca"), _values.ContainsKey("clients") ? List("clients") : null), new SyslogLimits(), clock),
                "syslog-tcp" => new SyslogListener(Address(), null, new SyslogLimits(), clock),
                "syslog-udp" => new SyslogUdp(Address(), new SyslogLimits(), clock),
                "tail" => new LogTail(File("file"), State("tail", File("file")), clock),
                "keycloak" => new KeycloakPoller(new KeycloakRealm(Url("server"), Text("realm"), Text("client")), Secret("secret_file"), State("keycloak", Text("server") + Text("realm")), Http(), clock),
                "lemonldap" => Lemon(),
                _ => new PollSource(Stream(), Url("poll"), Secret("token_file"), Http(), clock),
            });
        }

        private SignalStream Stream() => new(Text("name"), Text("issuer"), Text("audience"), Url("jwks"));

        private LemonPoller Lemon()
        {
            var user = _values.ContainsKey("user") ? Text("user") : null;
            return new LemonPoller(new LemonPortal(Url("server")) { User = user }, Secret("key_file"), user is null ? null : Secret("password_file"), State("lemonldap", Text("server")), Http(), clock);
        }

        private HttpClient Http() => HttpsClient.Make(_values.ContainsKey("ca") ? File("ca") : null);

        private string Text(string key) => _values.GetValueOrDefault(key) is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Fault($"'{key}' is missing");

        private string File(string key) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Text(key));

        private string Secret(string key) => SecretFile.Read(File(key), () => Fault($"others on this machine can read or change {File(key)}: chmod 600 it"));

        private Uri Url(string key) => Uri.TryCreate(Text(key), UriKind.Absolute, out var url) ? url : throw Fault($"'{key}' is no address");

        private List<string> List(string key) => _values[key] is YamlSequenceNode list ? [.. list.Children.Select(c => c.ToString())] : throw Fault($"'{key}' is no list");

        private IPEndPoint Address() => IPEndPoint.TryParse(Text("address"), out var at) && at.Port > 0 ? at : throw Fault("'address' is an IP address and a port, as 0.0.0.0:6514");

        private string State(string kind, string of) => Path.Combine(Directory.CreateDirectory(Path.Combine(state, "sources")).FullName,
            string.Create(CultureInfo.InvariantCulture, $"{kind}-{System.IO.Hashing.XxHash64.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(of)):x16}"));

        private ArgumentException Fault(string what) => new($"{path}, source {number}: {what}.");
    }
}
