using System.CommandLine;
using Egide.Cli.Serving;

namespace Egide.Cli.Commands;

/// <summary><c>egide forward</c>: a small process at a hospital's edge that keeps what comes and sends it on.</summary>
internal static class ForwardCommand
{
    public static Command Make()
    {
        var to = new Option<string>("--to") { Description = "Adresse de l’Égide central. / Address of the central Égide.", Required = true };
        var name = new Option<string>("--name") { Description = "Nom de ce bord, unique au centre. / Name of this edge, unique at the centre.", DefaultValueFactory = _ => Environment.MachineName };
        var data = new Option<string>("--data") { Description = "Dossier de la file. / Folder of the queue.", DefaultValueFactory = _ => "egide-edge" };
        var sources = new Option<string>("--sources") { Description = "Voies d’entrée (YAML, voir docs/operate.md). / Ways in (YAML, see docs/operate.md).", Required = true };
        var certificate = new Option<string?>("--certificate") { Description = "Certificat client, PEM. / Client certificate, PEM." };
        var certificateKey = new Option<string?>("--certificate-key") { Description = "Sa clé, PEM. / Its key, PEM." };
        var authority = new Option<string?>("--ca") { Description = "Autorité du centre, PEM (celles du système sinon). / The centre's authority, PEM." };
        var key = new Option<string?>("--key") { Description = "Clé de signature de la file. / Signing key of the queue." };
        var language = Language.Option();
        var command = new Command("forward", "Au bord : garder ce qui vient, l’envoyer au centre, ne rien perdre. / At the edge: keep what comes, send it on, lose nothing.\n\n  egide forward --to https://egide.example:8480 --ca ca.pem --certificate edge.pem --certificate-key edge.key --sources sources.yaml")
        {
            to, name, data, sources, certificate, certificateKey, authority, key, language,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            Language.Set(parsed.GetValue(language));
            var options = new EdgeOptions
            {
                To = Uri.TryCreate(parsed.GetValue(to), UriKind.Absolute, out var address) && (address.Scheme == "https" || address is { Scheme: "http", IsLoopback: true }) ? address
                    : throw new ArgumentException(Language.Text("--to veut une adresse https (http sur cette machine seulement).", "--to wants an https address (http on this machine alone).")),
                Name = parsed.GetValue(name)!, Data = parsed.GetValue(data)!, Sources = parsed.GetValue(sources)!, Certificate = parsed.GetValue(certificate),
                CertificateKey = parsed.GetValue(certificateKey), Authority = parsed.GetValue(authority), Key = parsed.GetValue(key) ?? Keys.Default,
            };
            await new EdgeServer(options, TimeProvider.System).Run(cancel);
            return Edge.Done;
        });
        return command;
    }
}
