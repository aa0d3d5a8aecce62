using System.CommandLine;
using Egide.Cli.Serving;

namespace Egide.Cli.Commands;

/// <summary><c>egide serve</c>: live intake, detection, console and API.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var data = new Option<string>("--data") { Description = "Dossier du journal. / Folder of the journal.", DefaultValueFactory = _ => "egide-data" };
        var url = new Option<string>("--urls") { Description = "Adresse d’écoute. / Address to listen on.", DefaultValueFactory = _ => "http://127.0.0.1:8480" };
        var context = new Option<string[]>("--context") { Description = "Contexte : patients, comptes, soins, organismes, réseaux. / Context.", AllowMultipleArgumentsPerToken = true };
        var certificate = new Option<string?>("--certificate") { Description = "Certificat du serveur, PEM. / The server's certificate, PEM." };
        var certificateKey = new Option<string?>("--certificate-key") { Description = "Sa clé, PEM. / Its key, PEM." };
        var clients = new Option<string?>("--client-ca") { Description = "Autorité des certificats clients, PEM. / Authority of client certificates, PEM." };
        var sources = new Option<string?>("--sources") { Description = "Voies d’entrée (YAML, voir docs/operate.md). / Ways in (YAML, see docs/operate.md)." };
        var lateness = new Option<double>("--lateness") { Description = "Retard admis d’un enregistrement, en secondes. / How late a record may come, seconds.", DefaultValueFactory = _ => 1 };
        var cases = CommonOptions.CasesPerDay();
        var key = new Option<string?>("--key") { Description = "Clé de signature du journal (faite si absente). / Signing key of the journal." };
        var demo = new Option<bool>("--demo") { Description = "Une région simulée à 60 fois sa vitesse, où une attaque a lieu. / A simulated region at 60 times its speed, with an attack in it." };
        var signIn = new Option<string?>("--sign-in") { Description = "Fournisseur d’identité et rôles (sinon sign-in.yaml du dossier --data). / Identity provider and roles." };
        var retention = new Option<string?>("--retention") { Description = "Durées de conservation (sinon retention.yaml du dossier --data, sinon celles livrées). / Retention periods." };
        var language = Language.Option();
        var command = new Command("serve", "La veille en direct, la console et l’API. / Live watch, console and API.\n\n  egide serve --demo")
        {
            data, url, context, certificate, certificateKey, clients, sources, lateness, cases, key, signIn, retention, demo, language,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            Language.Set(parsed.GetValue(language));
            var options = new ServeOptions
            {
                Data = parsed.GetValue(data)!, Context = parsed.GetValue(context) ?? [], Certificate = parsed.GetValue(certificate), CertificateKey = parsed.GetValue(certificateKey), ClientAuthority = parsed.GetValue(clients), Sources = parsed.GetValue(sources),
                Url = Uri.TryCreate(parsed.GetValue(url), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
                    : throw new ArgumentException(Language.Text("--urls n’est pas une adresse ; donner par exemple http://127.0.0.1:8480.", "--urls is no address; give for example http://127.0.0.1:8480.")),
                Lateness = parsed.GetValue(lateness) is > 0 and <= 3600 and var seconds ? TimeSpan.FromSeconds(seconds)
                    : throw new ArgumentException(Language.Text("--lateness va de plus de 0 à 3600 secondes.", "--lateness is from above 0 to 3600 seconds.")),
                CasesPerDay = parsed.GetValue(cases), Key = parsed.GetValue(key) ?? Keys.Default, Demo = parsed.GetValue(demo), SignIn = parsed.GetValue(signIn), Retention = parsed.GetValue(retention),
            };
            await new Server(options, TimeProvider.System).Run(cancel);
            return Edge.Done;
        });
        return command;
    }
}
